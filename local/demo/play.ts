/** Carries the clock through the demo ledger and does each of its deeds at its moment, over HTTP as others would. */
import type { Pipeline } from '../pipeline.ts';
import type { Deed } from './deed.ts';
import type { Outside } from './erp.ts';
import { momentsOf } from './ledger.ts';

export interface Play {
  readonly pipeline: Pick<Pipeline, 'advanceTo' | 'settle' | 'now' | 'faults' | 'messages'>;
  readonly outside: Outside;
  readonly deeds: readonly Deed[];
  readonly endsAt: string;
  /** A data folder that was used before: what lies before its clock is done. */
  readonly resumed: boolean;
  /** Called when a month of virtual time is over. */
  readonly onMonth: (month: Month) => void;
  /** Asked between moments; true ends the play early. */
  readonly isOver: () => boolean;
}

export type Month = {
  /** `2020-03` */
  readonly month: string;
  readonly invoices: number;
  readonly payments: number;
  readonly messages: number;
};

/** A deed at the clock's own moment may have been cut off by a kill: it is done again, which changes nothing where it was done. */
export async function play({ pipeline, outside, deeds, endsAt, resumed, onMonth, isOver }: Play): Promise<void> {
  const from = pipeline.now();
  const months = createMonths(pipeline, onMonth);
  for (const moment of momentsOf(deeds.filter(({ at }) => !resumed || Date.parse(at) >= from))) {
    if (isOver()) return;
    const at = Date.parse(moment.at);
    await months.advanceTo(at);
    if (at > pipeline.now()) await pipeline.advanceTo(at);
    await carryOut(moment.deeds, outside, pipeline);
    months.count(moment.deeds);
  }
  if (isOver()) return;
  const end = Date.parse(endsAt);
  await months.advanceTo(end);
  if (end > pipeline.now()) await pipeline.advanceTo(end);
  await pipeline.settle();
  months.close();
}

async function carryOut(deeds: readonly Deed[], outside: Outside, pipeline: Play['pipeline']): Promise<void> {
  const invoices = deeds.flatMap((deed) => (deed.do === 'invoice' ? [deed.row] : []));
  const payments = deeds.flatMap((deed) => (deed.do === 'payment' ? [deed.row] : []));
  if (invoices.length > 0) await outside.pushInvoices(invoices);
  if (payments.length > 0) await outside.pushPayments(payments);
  for (const deed of deeds) {
    if (deed.do === 'stripe') for (const type of deed.events) await outside.deliver(deed.payment, type);
    if (deed.do === 'hold') await outside.hold(deed.invoiceNumber, deed.hold);
    // A message's bytes are kept after its claim and before its last look: the moment at which only that look can help.
    if (deed.do === 'payment-at-send')
      pipeline.faults.before('s3', 'PutObject', () => outside.pushPayments([deed.row]));
  }
}

function createMonths(pipeline: Play['pipeline'], onMonth: Play['onMonth']) {
  const monthOf = (ms: number): string => new Date(ms).toISOString().slice(0, 7);
  const nextMonth = (ms: number): number => {
    const date = new Date(ms);
    return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1);
  };
  let month = monthOf(pipeline.now());
  let sum = { invoices: 0, payments: 0 };
  let seen = pipeline.messages().length;
  const close = (): void => {
    const messages = pipeline.messages().length;
    onMonth({ month, ...sum, messages: messages - seen });
    month = monthOf(pipeline.now());
    sum = { invoices: 0, payments: 0 };
    seen = messages;
  };
  return {
    close,
    /** Stops at the first of each month that lies on the way. */
    async advanceTo(ms: number): Promise<void> {
      for (let first = nextMonth(pipeline.now()); first <= ms; first = nextMonth(first)) {
        await pipeline.advanceTo(first);
        close();
      }
    },
    count(deeds: readonly Deed[]): void {
      sum = {
        invoices: sum.invoices + deeds.filter((deed) => deed.do === 'invoice').length,
        payments: sum.payments + deeds.filter((deed) => deed.do !== 'invoice' && deed.do !== 'hold').length,
      };
    },
  };
}
