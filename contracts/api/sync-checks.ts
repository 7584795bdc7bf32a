/** POST /v1/sync-checks: the ERP's own totals of what is open, to be held against the books here. */
import * as z from 'zod';
import type { Instant } from '../../core/calendar/dates.ts';
import type { SyncTotals } from '../../core/source/sync-check.ts';
import { minorOf, type Refuse } from './amounts.ts';
import { Amount, Currency, InstantField } from './fields.ts';
import { exact, type Read, read } from './problems.ts';
import { withoutNulls } from './rows.ts';

const MOST = 10_000_000;

const unknownCurrency = ({ code }: { readonly code: string }): string | undefined =>
  code === 'invalid_key' ? 'expected ISO 4217 currency codes such as "GBP" as the names, found another' : undefined;

export const SyncCheckRequest = exact({
  asOf: InstantField.meta({ description: 'When the ERP made the totals up' }),
  count: z.int().min(0).max(MOST).meta({ description: 'Invoices with an open balance; credit notes are not counted' }),
  totals: z
    .record(Currency, Amount, { error: unknownCurrency })
    .meta({ description: 'The sum of their open balances, by currency' }),
});

export type SyncCheckInput = SyncTotals & { readonly asOf: Instant };

const inMinor = SyncCheckRequest.transform(({ asOf, count, totals }, ctx): SyncCheckInput => {
  const refuse: Refuse = (path, message) => ctx.addIssue({ code: 'custom', path: [...path], message });
  const minors = Object.entries(totals).map(([currency, amount]) => [
    currency,
    minorOf(amount, { currency, path: ['totals', currency], refuse }),
  ]);
  return { asOf, count, totals: Object.fromEntries(minors) };
});

export const readSyncCheck = (body: unknown): Read<SyncCheckInput> => read(inMinor, withoutNulls(body));

/** `stale`: a later check is known already, and this one changed nothing. */
export const SyncCheckAnswer = z.object({
  result: z.enum(['agrees', 'differs', 'stale']),
  differences: z.array(
    z.object({
      what: z.string().meta({ description: '"count", or a currency' }),
      erp: z.string().meta({ description: 'A decimal string in the major unit; of "count", a whole number' }),
      here: z.string(),
    }),
  ),
});
export type SyncCheckAnswer = z.infer<typeof SyncCheckAnswer>;
