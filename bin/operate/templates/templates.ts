/** `templates list`, `templates preview` and `templates test-send`: what customers will read, before any of them does. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createMailer, sesClient } from '../../../adapters/ses/mailer.ts';
import { renderConsolidated } from '../../../core/message/consolidated.ts';
import { LANGUAGES } from '../../../core/message/language.ts';
import { renderConsolidatedSms } from '../../../core/message/sms.ts';
import { FILTERS } from '../../../core/message/words/filters.ts';
import { ITEM_VARIABLES, LOOP_VARIABLES, VARIABLES, type Variable } from '../../../core/message/words/variables.ts';
import { TONES } from '../../../core/policy/policy.ts';
import { type Command, type Terminal, text } from '../command.ts';
import { noSuchCreditor } from '../creditors.ts';
import { misused, OperatorError } from '../operator-error.ts';
import { openTarget, type Target, targetOn } from '../target.ts';
import type { Values } from '../values.ts';
import { type Chosen, chosenMessages } from './chosen.ts';

const CHOICE = { creditor: text, invoice: text, tone: text, language: text, policy: text, count: text } as const;

const CHOICE_USAGE = `  --creditor, --invoice  about all that this invoice's customer owes now; a sample where left out
  --count                how many invoices the sample is about, 1 where left out
  --tone                 ${TONES.join(', ')}; all of them where left out
  --language             ${LANGUAGES.join(', ')}; all of them where left out
  --policy FILE          the templates of this policy document instead of ours`;

/** A sample needs no table: only who names one has to say where it is. */
async function targetIfNamed(values: Values): Promise<Target> {
  const named = ['local', 'stage', 'table', 'creditor', 'invoice'].some((option) => values.text(option) !== undefined);
  if (named) return openTarget(values);
  const now = async (): Promise<string> => new Date().toISOString();
  return targetOn({ tableName: '', stage: 'none', now, outputs: async () => ({}) });
}

const line = ({ name, kind, means, example, maybe }: Variable): string =>
  `  ${name.padEnd(24)}${kind.padEnd(8)}${means}${maybe ? '; may be missing' : ''}${example ? ` (${example})` : ''}`;

export const listTemplates: Command = {
  name: 'templates list',
  summary: 'tells the tones and languages there are, and all that words of your own may speak of',
  usage: 'npm run dunlin -- templates list',
  options: {},
  target: targetIfNamed,
  async run({ terminal }) {
    terminal.out(`Tones: ${TONES.join(', ')}\nLanguages: ${LANGUAGES.join(', ')}\n\nVariables:`);
    for (const variable of VARIABLES) terminal.out(line(variable));
    terminal.out('\nInside {% for item in invoices %} … {% endfor %}:');
    for (const each of ITEM_VARIABLES) terminal.out(line({ ...each, name: `item.${each.name}` }));
    for (const each of LOOP_VARIABLES) terminal.out(line(each));
    terminal.out('\nFilters:');
    for (const { means, example } of Object.values(FILTERS)) terminal.out(`  ${example}  ${means}`);
    terminal.out(
      '\nTags: if, unless, case, for, comment; {% invoices %} and {% pay %} place the tables and ways to pay.',
    );
  },
};

export const previewTemplates: Command = {
  name: 'templates preview',
  summary: 'shows the messages of each tone and language, about a sample or a real invoice',
  usage: `npm run dunlin -- templates preview --local --creditor demo --invoice INV-0042 --out previews

${CHOICE_USAGE}
  --out DIR              writes each as .html, .txt and .sms.txt into this folder instead of the terminal`,
  options: { ...CHOICE, out: text },
  target: targetIfNamed,
  async run({ values, target, terminal }) {
    const folder = values.text('out');
    for (const chosen of await chosenMessages(values, target)) {
      if (folder === undefined) show(chosen, terminal);
      else write(chosen, folder);
    }
    if (folder !== undefined) terminal.note(`Wrote the messages into ${folder}: open the .html files in a browser.`);
  },
};

function show({ name, view, own }: Chosen, terminal: Terminal): void {
  const { subject, text: words } = renderConsolidated(view, own);
  const sms = renderConsolidatedSms(view, own);
  terminal.out(`=== ${name}\nSubject: ${subject}\n\n${words}`);
  terminal.out(`As a text message (${sms.segments} of ${sms.encoding}): ${sms.text}\n`);
}

function write({ name, view, own }: Chosen, folder: string): void {
  const { subject, text: words, html } = renderConsolidated(view, own);
  const sms = renderConsolidatedSms(view, own);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.html`), html);
  writeFileSync(join(folder, `${name}.txt`), `${subject}\n\n${words}`);
  writeFileSync(join(folder, `${name}.sms.txt`), `${sms.text}\n`);
}

export const testSendTemplates: Command = {
  name: 'templates test-send',
  summary: 'mails one message to yourself, marked as a test, the way that customers get it',
  usage: `npm run dunlin -- templates test-send --local --creditor demo --tone firm --language en --to you@example.com

${CHOICE_USAGE}
  --to                   your own address: a test never goes to a customer's`,
  options: { ...CHOICE, to: text },
  async run({ values, target, terminal }) {
    const creditorId = values.required('creditor');
    const to = values.required('to');
    const creditor = await target.ledger.creditor(creditorId);
    if (!creditor) throw noSuchCreditor(creditorId);
    const [chosen, another] = await chosenMessages(values, target);
    if (!chosen || another) throw misused('expected one message: name its --tone and --language');
    const { subject, text: words, html } = renderConsolidated(chosen.view, chosen.own);
    const outcome = await createMailer({ client: sesClient() }).send({
      from: { address: creditor.email, name: creditor.name },
      to: [{ address: to }],
      subject: `[Test] ${subject}`,
      text: words,
      html,
      tags: { 'dunlin-kind': 'test' },
    });
    if (outcome.outcome !== 'sent')
      throw new OperatorError(`expected SES to take the test message, found ${outcome.outcome}: ${outcome.code}`);
    terminal.note(`Sent "[Test] ${subject}" to ${to}.`);
  },
};
