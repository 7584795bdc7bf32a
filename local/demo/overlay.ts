/** The labelled overlay (data/overlay.json): invented stories for what the real books lack. */
import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { OVERLAY_FILE } from './books.ts';
import type { Deed, StripeEventType } from './deed.ts';

const at = z.iso.datetime();
const row = z.record(z.string(), z.unknown());

const Event = z.discriminatedUnion('do', [
  z.strictObject({ at, do: z.literal('invoice'), invoice: row }),
  z.strictObject({ at, do: z.literal('payment'), payment: row }),
  z.strictObject({
    at,
    do: z.literal('stripe'),
    payment: z.strictObject({
      intentId: z.string(),
      invoiceNumber: z.string(),
      amount: z.string(),
      currency: z.string(),
    }),
  }),
  z.strictObject({ at, do: z.literal('hold'), invoiceNumber: z.string(), reason: z.string(), until: z.string() }),
  z.strictObject({ at, do: z.literal('payment-at-send'), payment: row }),
]);
type Event = z.output<typeof Event>;

const Overlay = z.object({
  note: z.string(),
  stories: z.array(z.strictObject({ label: z.string(), why: z.string(), customer: row, events: z.array(Event) })),
});
export type Overlay = z.output<typeof Overlay>;

export function readOverlay(): Overlay {
  return Overlay.parse(JSON.parse(readFileSync(OVERLAY_FILE, 'utf8')));
}

export function deedsOfOverlay({ stories }: Overlay): readonly Deed[] {
  return stories.flatMap(({ customer, events }) => events.flatMap((event) => deedsOf(event, customer)));
}

const STRIPE_EVENTS: readonly StripeEventType[] = ['payment_intent.succeeded', 'charge.succeeded'];
const HOUR = 3_600_000;

function deedsOf(event: Event, customer: Readonly<Record<string, unknown>>): readonly Deed[] {
  const { at: moment } = event;
  switch (event.do) {
    case 'invoice':
      return [{ at: moment, do: 'invoice', row: { ...event.invoice, asOf: moment, customer } }];
    case 'payment':
      return [{ at: moment, do: 'payment', row: { ...event.payment, receivedAt: moment } }];
    case 'stripe':
      return [{ at: moment, do: 'stripe', payment: event.payment, events: STRIPE_EVENTS }];
    case 'hold': {
      const { invoiceNumber, reason, until } = event;
      return [{ at: moment, do: 'hold', invoiceNumber, hold: { reason, until } }];
    }
    case 'payment-at-send': {
      const row = { ...event.payment, receivedAt: moment };
      const later = new Date(Date.parse(moment) + 3 * HOUR).toISOString();
      // A kill would lose what waits for the send: the same payment told again changes nothing where it came.
      return [
        { at: moment, do: 'payment-at-send', row },
        { at: later, do: 'payment', row },
      ];
    }
  }
}
