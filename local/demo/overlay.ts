/** The labelled overlay (data/overlay.json): invented stories for what the real books lack. */
import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { OVERLAY_FILE } from './books.ts';
import type { Deed } from './deed.ts';

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
  return stories.flatMap(({ customer, events }) => events.map((event) => deedOf(event, customer)));
}

function deedOf(event: Event, customer: Readonly<Record<string, unknown>>): Deed {
  const { at: moment } = event;
  switch (event.do) {
    case 'invoice':
      return { at: moment, do: 'invoice', row: { ...event.invoice, asOf: moment, customer } };
    case 'payment':
      return { at: moment, do: 'payment', row: { ...event.payment, receivedAt: moment } };
    case 'stripe':
      return {
        ...{ at: moment, do: 'stripe', payment: event.payment },
        events: ['payment_intent.succeeded', 'charge.succeeded'],
      };
    case 'hold':
      return {
        ...{ at: moment, do: 'hold', invoiceNumber: event.invoiceNumber },
        hold: { reason: event.reason, until: event.until },
      };
    case 'payment-at-send':
      return { at: moment, do: 'payment-at-send', row: { ...event.payment, receivedAt: moment } };
  }
}
