/** What a person may say about a whole customer: silence for all its invoices, and an answer that it waits for. */
import type { Customer } from '../contact/customer.ts';
import { untilOf } from './accept.ts';
import { askedHold, type HoldAsked, isOver } from './hold.ts';
import { replyEnds } from './rules/reply.ts';
import type { Speaker } from './silence-instruction.ts';

export type CustomerWish =
  | ({ readonly do: 'hold' } & HoldAsked)
  | { readonly do: 'lift' }
  /** The customer wrote back; `until` is a day (through it) or an instant, and some weekdays where left out. */
  | { readonly do: 'reply'; readonly until?: string | undefined }
  | { readonly do: 'answered' };

export type CustomerAnswer =
  | { readonly kind: 'done'; readonly after?: Customer | undefined }
  | { readonly kind: 'refused'; readonly path?: string | undefined; readonly message: string };

/** `done` without a row: it stands already as it was asked for. */
export function instructCustomer(customer: Customer, wish: CustomerWish, speaker: Speaker): CustomerAnswer {
  switch (wish.do) {
    case 'hold': {
      const asked = askedHold(customer.hold, wish, customer.timeZone, speaker);
      return asked.kind === 'hold' ? changed(customer, { hold: asked.hold }) : asked;
    }
    case 'lift':
      return customer.hold ? changed(customer, { hold: undefined }) : { kind: 'done' };
    case 'reply':
      return replied(customer, wish.until, speaker);
    case 'answered':
      return customer.reply ? changed(customer, { reply: undefined }) : { kind: 'done' };
  }
}

const changed = (customer: Customer, patch: Partial<Customer>): CustomerAnswer => ({
  kind: 'done',
  after: { ...customer, ...patch, version: customer.version + 1 },
});

/** Another reply while one waits begins the wait afresh; the same one told again does not. */
function replied(customer: Customer, until: string | undefined, { at, by }: Speaker): CustomerAnswer {
  const ends = untilOf(until, customer.timeZone);
  if (ends !== undefined && ends <= at) return { kind: 'refused', path: 'until', message: isOver(until) };
  const reply = { at, by, until: ends };
  const known = customer.reply;
  const stands = known !== undefined && replyEnds(known, customer.timeZone) >= replyEnds(reply, customer.timeZone);
  return stands ? { kind: 'done' } : changed(customer, { reply });
}
