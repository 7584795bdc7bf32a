/** Reasons to be silent as they come and go in a history: disputes, promises, replies, and an ERP whose word is in doubt. */
import fc from 'fast-check';
import { addDays } from '../../../core/calendar/dates.ts';
import type { CustomerWish } from '../../../core/case/customer-instruction.ts';
import type { SilenceWish } from '../../../core/case/silence-instruction.ts';
import { formatAmount } from '../../../core/money/amount.ts';
import { tellCustomer } from '../../../functions/_shared/tell-customer.ts';
import { tellInvoice } from '../../../functions/_shared/tell-invoice.ts';
import type { World } from './world.ts';

export type QuietEvent =
  | { readonly kind: 'dispute'; readonly invoice: number; readonly days: number; readonly percent: number }
  | { readonly kind: 'promise'; readonly invoice: number; readonly days: number; readonly percent: number }
  | { readonly kind: 'settle' | 'withdraw'; readonly invoice: number }
  | { readonly kind: 'reply' | 'answered' | 'disagrees' | 'agrees' | 'falls-silent' | 'is-heard' };

const which = fc.nat({ max: 1 });
const percent = fc.constantFrom(30, 100, 100);

export const quietEvent: fc.Arbitrary<QuietEvent> = fc.oneof(
  fc.record({
    kind: fc.constantFrom('dispute' as const, 'promise' as const, 'promise' as const),
    invoice: which,
    days: fc.nat({ max: 12 }),
    percent,
  }),
  fc.record({ kind: fc.constantFrom('settle' as const, 'withdraw' as const), invoice: which }),
  fc.record({
    kind: fc.constantFrom(
      'reply' as const,
      'answered' as const,
      'disagrees' as const,
      'agrees' as const,
      'falls-silent' as const,
      'is-heard' as const,
    ),
  }),
);

const KINDS = new Set<string>([
  'dispute',
  'promise',
  'settle',
  'withdraw',
  'reply',
  'answered',
  'disagrees',
  'agrees',
  'falls-silent',
  'is-heard',
]);
export const isQuiet = (event: { readonly kind: string }): event is QuietEvent => KINDS.has(event.kind);

export function createQuietEvents({ rows, ours, timers, insisting }: World, idOf: (invoice: number) => string) {
  const { clock } = timers;

  function until<T>(call: () => Promise<T | undefined>): Promise<T | undefined> {
    return insisting(async () => {
      const answer = await call();
      if (answer === undefined) throw new Error('expected the row unchanged');
      return answer;
    });
  }
  const say = (invoice: number, wish: SilenceWish) =>
    until(() =>
      tellInvoice({ ledger: ours, clock }, { creditorId: 'demo', invoiceId: idOf(invoice), wish, by: 'api' }),
    );

  const lists = {
    liveInvoiceIds: async (creditorId: string, customerId: string) =>
      [...rows.invoices.values()]
        .filter((row) => row.creditorId === creditorId && row.customerId === customerId)
        .map(({ invoiceId }) => invoiceId),
  };
  const sayOfCustomer = (wish: CustomerWish) =>
    insisting(() =>
      tellCustomer({ ledger: ours, lists, clock }, { creditorId: 'demo', customerId: 'C-1', wish, by: 'api' }),
    );

  /** A part of what is owed now; all of it is no amount. */
  function partOf(invoice: number, share: number): string | undefined {
    const owed = rows.invoices.get(rows.caseIdOf('demo', idOf(invoice)))?.owedMinor ?? 0;
    const minor = Math.floor((owed * share) / 100);
    return share === 100 || minor === 0 ? undefined : formatAmount(minor, 'GBP');
  }

  type Doubt = { readonly since?: string | undefined; readonly everyHours?: number | undefined };

  function source(fields: Doubt): undefined {
    const creditor = rows.creditors.get('demo');
    if (!creditor) return undefined;
    const at = clock.now();
    const syncCheck = { asOf: at, at, disagreesSince: fields.since, differences: [] };
    rows.creditors.set('demo', {
      ...creditor,
      ...('since' in fields ? { syncCheck } : {}),
      ...('everyHours' in fields ? { syncEveryHours: fields.everyHours } : {}),
    });
    return undefined;
  }

  return async function happen(event: QuietEvent): Promise<unknown> {
    const today = clock.now().slice(0, 10);
    switch (event.kind) {
      case 'dispute': {
        const ends = event.days % 2 === 0 ? undefined : addDays(today, event.days);
        const amount = partOf(event.invoice, event.percent);
        return say(event.invoice, { do: 'dispute', reason: 'damaged', amount, until: ends });
      }
      case 'promise': {
        const amount = partOf(event.invoice, event.percent);
        return say(event.invoice, { do: 'promise', on: addDays(today, event.days), amount });
      }
      case 'settle':
      case 'withdraw':
        return say(event.invoice, { do: event.kind });
      case 'reply':
      case 'answered':
        return sayOfCustomer({ do: event.kind });
      case 'disagrees':
        return source({ since: clock.now() });
      case 'agrees':
        return source({ since: undefined });
      case 'falls-silent':
        rows.syncs.set('demo', clock.now());
        return source({ everyHours: 24 });
      case 'is-heard':
        return source({ everyHours: undefined });
    }
  };
}
