/** What happens to the invoices of a history: the ERP's words, money, people, and what dies. */
import { addDays, addMs, localClock } from '../../../core/calendar/dates.ts';
import type { InvoiceInput, PaymentInput } from '../../../core/case/intake.ts';
import type { Invoice } from '../../../core/case/invoice.ts';
import { type ChangeType, change } from '../../../core/case/transition.ts';
import type { Write } from '../../../core/ports.ts';
import { createHandler as deliveryNews } from '../../../functions/receive-delivery-event/handler.ts';
import { takeInvoices } from '../../../functions/receive-invoices/invoices.ts';
import { receivePayment } from '../../../functions/receive-payments/payment.ts';
import { storeMoney } from '../../../functions/receive-stripe-event/store.ts';
import { aCreditor } from '../builders.ts';
import { createQuietEvents, isQuiet, type QuietEvent } from './quiet-events.ts';
import type { World } from './world.ts';

export type Event =
  | { readonly kind: 'push'; readonly invoice: number; readonly say: Say; readonly days: number }
  | { readonly kind: 'push-again' | 'push-old'; readonly invoice: number }
  | { readonly kind: 'pay'; readonly invoice: number; readonly percent: number }
  | { readonly kind: 'pay-again' | 'refund'; readonly invoice: number }
  | {
      readonly kind: 'stripe';
      readonly invoice: number;
      readonly what: 'processing' | 'succeeded' | 'failed' | 'refunded';
    }
  | { readonly kind: 'hold' | 'lift'; readonly invoice: number; readonly days: number }
  | { readonly kind: 'customer-hold' | 'customer-lift' | 'stop' | 'go' | 'bounce' }
  | { readonly kind: 'lapse' | 'abort'; readonly invoice: number }
  | { readonly kind: 'no-sweep'; readonly days: number }
  | { readonly kind: 'lose-wakes'; readonly count: number }
  | QuietEvent;

export type Say =
  | 'as-is'
  | 'due-later'
  | 'no-due-date'
  | 'void'
  | 'auto'
  | 'held'
  | 'promised'
  | 'other-balance'
  | 'written-off';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const TOTAL = 120_000;
const creditor = aCreditor();

export const idOf = (invoice: number): string => `INV-${invoice}`;

export function createEvents(world: World, dueOffsets: readonly number[]) {
  const { rows, ours, timers, insisting } = world;
  const clock = timers.clock;
  const start = localClock(clock.now(), 'Europe/London').date;
  const said = new Map<number, InvoiceInput[]>();
  const paid: PaymentInput[] = [];
  let sequence = 0;

  const rowOf = (invoice: number): Invoice | undefined => rows.invoices.get(rows.caseIdOf('demo', idOf(invoice)));
  const push = (input: InvoiceInput) =>
    insisting(() => takeInvoices(ours, creditor, [{ index: 0, input }], clock.now()));

  function wordsOf(invoice: number, say: Say, days: number): InvoiceInput {
    const dueOn = addDays(start, (dueOffsets[invoice] ?? 0) + (say === 'due-later' ? days + 20 : 0));
    return {
      invoiceId: idOf(invoice),
      invoiceNumber: idOf(invoice),
      asOf: addMs(clock.now(), ++sequence),
      customer: { customerId: 'C-1' },
      type: 'invoice',
      collection: say === 'auto' ? 'auto' : 'send',
      currency: 'GBP',
      totalMinor: TOTAL,
      openMinor: say === 'other-balance' ? (days * 7_919) % TOTAL : TOTAL,
      issuedOn: addDays(dueOn, -30),
      dueOn: say === 'no-due-date' ? null : dueOn,
      status: say === 'void' ? 'void' : say === 'written-off' ? 'written_off' : 'open',
      hold: say === 'held' ? { reason: 'query', until: addDays(start, days) } : undefined,
      promisedOn: say === 'promised' ? addDays(clock.now().slice(0, 10), days % 10) : undefined,
      acknowledgedPayments: [],
    };
  }

  async function pay(invoice: number, kind: PaymentInput['kind'], amountMinor: number): Promise<void> {
    const input: PaymentInput = {
      paymentId: `P-${++sequence}`,
      kind,
      amountMinor,
      currency: 'GBP',
      receivedAt: clock.now(),
      customerId: 'C-1',
      meantFor: [{ invoiceId: idOf(invoice), minor: amountMinor }],
    };
    paid.push(input);
    await insisting(() => receivePayment({ ledger: ours, clock }, creditor, input));
  }

  async function alter(invoice: number, type: ChangeType, patch: Partial<Invoice>): Promise<void> {
    await insisting(async () => {
      const row = rowOf(invoice);
      if (!row || (type === 'case.woken' && row.caseState !== 'open')) return;
      const made = change(row, type, patch, { at: clock.now(), by: 'api' });
      const committed = await ours.commit([{ kind: 'change', change: made }]);
      if (!committed.ok) throw new Error('expected the row unchanged');
    });
  }

  async function holdCustomer(held: boolean): Promise<void> {
    await insisting(async () => {
      const before = await ours.customer('demo', 'C-1');
      if (!before) return;
      const after = { ...before, hold: held ? { reason: 'query', by: 'api' } : undefined, version: before.version + 1 };
      const write: Write = { kind: 'customer', before, after };
      if (!(await ours.commit([write])).ok) throw new Error('expected the customer unchanged');
    });
    for (const invoice of dueOffsets.keys()) await alter(invoice, 'case.woken', {});
  }

  const stripe = (invoice: number, what: Extract<Event, { kind: 'stripe' }>['what']) => {
    const seen = { moneyId: `pi_${invoice}`, eventId: 'evt', at: clock.now(), invoiceId: idOf(invoice) };
    const event =
      what === 'failed'
        ? ({ ...seen, kind: what } as const)
        : what === 'refunded'
          ? ({ ...seen, kind: what, totalMinor: TOTAL / 2, currency: 'GBP' } as const)
          : ({ ...seen, kind: what, amountMinor: TOTAL, currency: 'GBP' } as const);
    return insisting(() => storeMoney(ours, 'demo', event, clock.now()));
  };

  async function bounce(): Promise<void> {
    const last = [...rows.messages.values()].findLast(({ kind }) => kind === 'reminder');
    if (!last) return;
    const addresses = ['ap@acme.example'];
    const news = { messageId: last.messageId, status: 'bounced', addresses } as const;
    await insisting(() => deliveryNews({ ledger: ours, clock, keep: async () => undefined })(news));
  }

  /** The lease of a case lapses though its execution lives: the sweep starts another one beside it. */
  function lapse(invoice: number): void {
    const row = rowOf(invoice);
    if (row?.caseState === 'open')
      rows.invoices.set(rows.caseIdOf('demo', idOf(invoice)), { ...row, dueAt: clock.now() });
  }

  const happenQuietly = createQuietEvents(world, idOf);

  async function happen(event: Event): Promise<unknown> {
    if (isQuiet(event)) return happenQuietly(event);
    switch (event.kind) {
      case 'push': {
        const input = wordsOf(event.invoice, event.say, event.days);
        said.set(event.invoice, [...(said.get(event.invoice) ?? []), input]);
        return push(input);
      }
      case 'push-again':
      case 'push-old': {
        const words = said.get(event.invoice)?.at(event.kind === 'push-old' ? 0 : -1);
        return words && push(words);
      }
      case 'pay':
        return pay(event.invoice, 'payment', Math.max(1, Math.round((TOTAL * event.percent) / 100)));
      case 'refund':
        return pay(event.invoice, 'refund', TOTAL / 4);
      case 'pay-again': {
        const last = paid.at(-1);
        return last && insisting(() => receivePayment({ ledger: ours, clock }, creditor, last));
      }
      case 'stripe':
        return stripe(event.invoice, event.what);
      case 'hold': {
        const hold = { reason: 'query', until: addMs(clock.now(), event.days * DAY), by: 'api' };
        return alter(event.invoice, 'hold.placed', { hold });
      }
      case 'lift':
        return alter(event.invoice, 'hold.lifted', { hold: undefined });
      case 'customer-hold':
        return holdCustomer(true);
      case 'customer-lift':
        return holdCustomer(false);
      case 'stop':
      case 'go':
        rows.stage.stopped = event.kind === 'stop';
        return undefined;
      case 'bounce':
        return bounce();
      case 'lapse':
        return lapse(event.invoice);
      case 'abort':
        for (const execution of world.machine.executions)
          if (execution.ref.caseId === rows.caseIdOf('demo', idOf(event.invoice))) execution.alive = false;
        return undefined;
      case 'no-sweep':
        world.life.noSweepUntil = Date.parse(clock.now()) + event.days * DAY;
        return undefined;
      case 'lose-wakes':
        world.life.loseWakes = event.count;
        return undefined;
    }
  }

  return { happen, rowOf };
}
