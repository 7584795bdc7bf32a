/** The lines that `npm start` prints when the demo ledger is through. */
import { formatMoney } from '../../core/message/figures.ts';
import type { Pipeline } from '../pipeline.ts';
import { type Books, cashIn, notSent, stillOpen } from './tally.ts';

type Watched = Pick<Pipeline, 'services' | 'messages' | 'now'>;

export function summarize({ services, messages, now }: Watched, books: Books): readonly string[] {
  const executions = services.states.executions();
  return [
    `What happened until ${new Date(now()).toISOString().slice(0, 10)}:`,
    line('invoices', counted(books.invoices.map(({ type, status, owedMinor }) => stateOf(type, status, owedMinor)))),
    line('cases', counted(books.invoices.map(({ caseState, closedAs }) => closedAs ?? caseState))),
    line('executions', counted(executions.map(({ status }) => status.toLowerCase()))),
    '',
    'Messages by kind, step and channel:',
    ...table(tallied(stepsOf(messages(), books))),
    '',
    'Messages not sent, and why:',
    ...notSent(books.audit).map(
      ({ reason, invoiceIds }) => `  ${pad(invoiceIds.length)}  ${reason} (${some(invoiceIds)})`,
    ),
    '',
    line('cash in', money(cashIn(books.payments))),
    line('unapplied', money(unapplied(books))),
    line('still open', money(stillOpen(books.invoices))),
  ];
}

function stateOf(type: string, status: string, owedMinor: number): string {
  if (type === 'credit_note') return owedMinor > 0 ? 'open credit notes' : 'used credit notes';
  if (status !== 'open') return status;
  return owedMinor > 0 ? 'open' : 'settled';
}

/** The step is in the audit, by the message's id; messages of other kinds have none. */
function stepsOf(messages: ReturnType<Watched['messages']>, { audit }: Books): readonly string[] {
  const reminders = audit.flatMap(({ record: { type, data } }) =>
    type === 'message.sent' ? [`reminder  ${String(data.stepId)}  ${String(data.channel)}`] : [],
  );
  const others = messages.filter(({ kind }) => kind !== 'reminder').map(({ kind, channel }) => `${kind}    ${channel}`);
  return [...reminders, ...others];
}

function tallied(words: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

const pad = (times: number): string => String(times).padStart(6);
const line = (name: string, words: string): string => `  ${name.padEnd(12)}${words || 'none'}`;

function counted(words: readonly string[]): string {
  return [...tallied(words)]
    .toSorted(([, a], [, b]) => b - a)
    .map(([word, times]) => `${times} ${word}`)
    .join(', ');
}

function table(counts: ReadonlyMap<string, number>): readonly string[] {
  return [...counts].toSorted(([a], [b]) => a.localeCompare(b)).map(([what, times]) => `  ${pad(times)}  ${what}`);
}

function some(ids: readonly string[]): string {
  return ids.length > 4 ? `${ids.slice(0, 3).join(', ')} and ${ids.length - 3} more` : ids.join(', ');
}

function money(sums: ReadonlyMap<string, number>): string {
  return [...sums]
    .filter(([, minor]) => minor !== 0)
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(([currency, minor]) => formatMoney({ minor, currency }, 'en-GB'))
    .join(', ');
}

function unapplied({ payments }: Books): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const { unappliedMinor, currency } of payments)
    if (unappliedMinor > 0) sums.set(currency, (sums.get(currency) ?? 0) + unappliedMinor);
  return sums;
}
