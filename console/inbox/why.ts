/** Why this message: the balance as read, the rule, the policy's step, and what comes next. */
import type { InvoiceView } from '../../contracts/api/views.ts';
import type { HeldBack, Letter } from '../answers.ts';
import { facts } from '../layout.ts';
import { type Html, html, path, type Value } from '../markup.ts';
import { codeWords, day, moment, money, type Zone } from '../words.ts';

const RULES: Readonly<Record<string, string>> = {
  'step-due': 'The step’s day has come, and nothing speaks against it',
};

export function whyPanel({ why }: Letter, invoice: InvoiceView | undefined, zone: Zone): Html | false {
  if (!why) return false;
  const { rule, step, stepAt, policy, balance, currency, dueOn, balanceAsOf } = why;
  const when = stepAt === undefined ? '' : fromDue(stepAt);
  return html`<details class="panel"><summary>Why this message? <span class="muted">${codeWords(step)}${when && `, ${when}`}</span></summary>
${facts([
  [
    'Balance as read',
    html`<b>${money(balance, currency)}</b> <span class="muted">the ERP’s figure of ${moment(balanceAsOf, zone)}, less the money seen since</span>`,
  ],
  ['Rule', html`${RULES[rule] ?? codeWords(rule)} <code>${rule}</code>`],
  [
    'Policy’s step',
    html`${codeWords(step)}${when && ` (${when}${dueOn ? ` of ${day(dueOn)}` : ''})`} <code>${policy}</code>`,
  ],
  ['What comes next', invoice && whatNext(invoice, zone)],
])}</details>`;
}

function fromDue(days: number): string {
  if (days === 0) return 'on the due date';
  const count = Math.abs(days);
  return `${count} ${count === 1 ? 'day' : 'days'} ${days < 0 ? 'before' : 'after'} the due date`;
}

/** Where the case stands now, which may be long after the message. */
export function whatNext({ step, nextAt, reason, caseState }: InvoiceView, zone: Zone): Value {
  if (caseState === 'closed') return html`Nothing more <span class="muted">${reason}</span>`;
  const what = step ? html`<b>${codeWords(step)}</b>` : 'A fresh look';
  return html`${what}${nextAt && ` on ${moment(nextAt, zone)}`} <span class="muted">${reason}</span>`;
}

type Held = { readonly held: HeldBack; readonly name: string | undefined; readonly zone: Zone };

/** A message that did not leave, and why. */
export function heldPanel({ held, name, zone }: Held, back: string): Html {
  const { kind, at, until, reason, step, channel, invoiceId, invoiceNumber, customerId } = held;
  return html`<article class="sheet"><p class="back"><a href="${back}">← Messages</a></p>
<h1>${kind === 'stopped' ? 'Stopped at the last moment' : 'Held back'}: ${invoiceNumber}</h1>
<p class="lead">${reason}</p>${facts([
    [kind === 'stopped' ? 'Stopped' : 'Silent since', moment(at, zone)],
    ['Looked at again', until && moment(until, zone)],
    ['Step', step && codeWords(step)],
    ['Channel', channel && (channel === 'sms' ? 'SMS' : 'E-mail')],
    ['Invoice', html`<a href="${path`/invoices/${invoiceId}`}">${invoiceNumber}</a>`],
    ['Customer', name ?? customerId],
  ])}<p class="muted">Nothing was sent. The invoice’s page shows what was decided, and when.</p></article>`;
}
