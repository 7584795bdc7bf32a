/** `sync check`: holds the ERP's totals against the books, as POST /v1/sync-checks does. */
import { formatAmount, parseAmount } from '../../core/money/amount.ts';
import { isCurrency } from '../../core/money/currency.ts';
import type { SyncDifference } from '../../core/source/sync-check.ts';
import { checkSync } from '../../functions/_shared/check-sync.ts';
import { readAmounts } from './bank-details.ts';
import { type Command, text, texts } from './command.ts';
import { noSuchCreditor } from './creditors.ts';
import { misused } from './operator-error.ts';
import type { Values } from './values.ts';

function countIn(values: Values): number {
  const typed = values.required('count');
  if (!/^\d{1,8}$/.test(typed)) throw misused(`expected --count with a whole number, found "${typed}"`);
  return Number(typed);
}

function totalsIn(values: Values): Record<string, number> {
  return Object.fromEntries(
    Object.entries(readAmounts('total', values.texts('total'))).map(([currency, amount]): [string, number] => {
      if (!isCurrency(currency)) throw misused(`expected a currency code such as GBP in --total, found "${currency}"`);
      const minor = parseAmount(amount, currency);
      if (typeof minor !== 'number') throw misused(`--total: ${minor.problem}`);
      return [currency, minor];
    }),
  );
}

function asOfIn(values: Values, now: string): string {
  const typed = values.text('as-of');
  if (typed === undefined) return now;
  if (Number.isNaN(Date.parse(typed))) throw misused(`expected --as-of 2026-02-01T06:00:00Z, found "${typed}"`);
  return new Date(typed).toISOString();
}

function lineOf({ what, erp, here }: SyncDifference): string {
  const shown = (figure: number): string => (what === 'count' ? String(figure) : formatAmount(figure, what));
  return `${what}\tERP ${shown(erp)}\there ${shown(here)}`;
}

export const syncCheck: Command = {
  name: 'sync check',
  summary: 'compares the ERP’s totals of what is open with the books; while they differ, nothing is sent',
  usage: `npm run dunlin -- sync check --local --creditor demo --count 42 --total GBP:51200.00 --total EUR:940.50

  --count      invoices with an open balance, as the ERP counts them; credit notes not counted
  --total      the sum of their open balances in one currency; repeat it for each
  --as-of      when the ERP made the totals up; left out: now. An older one than the last changes nothing

Each figure that differs is a line: what, the ERP’s, the one here.`,
  options: { creditor: text, count: text, total: texts, 'as-of': text },
  async run({ values, target: { ledger, sync, now }, terminal }) {
    const creditorId = values.required('creditor');
    const at = await now();
    const totals = { asOf: asOfIn(values, at), count: countIn(values), totals: totalsIn(values) };
    const answer = await checkSync({ ledger, sync, clock: { now: () => at } }, creditorId, totals);
    if (answer.kind === 'no-creditor') throw noSuchCreditor(creditorId);
    if (answer.kind === 'stale') return terminal.note('Nothing changed: a later check is known already.');
    for (const difference of answer.differences) terminal.out(lineOf(difference));
    terminal.note(
      answer.differences.length === 0
        ? 'They agree: what waited for it looks again within three hours.'
        : 'They differ: nothing is sent until a check agrees. Push the invoices that differ, then check again.',
    );
  },
};
