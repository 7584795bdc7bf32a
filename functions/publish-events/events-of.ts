/** Which events an item of the table tells of, when it is written: audit records and received money, nothing else. */
import * as z from 'zod';
import { EVENTS, type EventName } from '../../contracts/events/catalogue.ts';

export type Published = { readonly name: EventName; readonly detail: unknown };

const Audit = z.object({
  version: z.number(),
  type: z.string(),
  at: z.string(),
  data: z.record(z.string(), z.unknown()),
  hash: z.string(),
  ref: z.object({
    caseId: z.string(),
    creditorId: z.string(),
    invoiceId: z.string(),
    customerId: z.string(),
    cycle: z.number(),
    run: z.number(),
    decisionVersion: z.number(),
    wakes: z.boolean(),
  }),
});

const Money = z.object({
  creditorId: z.string(),
  paymentKey: z.string(),
  state: z.literal('received'),
  seenAt: z.string(),
  version: z.number(),
  meantFor: z.array(z.object({ invoiceId: z.string() })),
});

/** Audit types whose event has the same name. */
const SAME_NAME = new Set([
  'invoice.accepted',
  'payment.applied',
  'payment.reversed',
  'message.sent',
  'message.stopped',
  'task.opened',
  'task.done',
  'hold.placed',
  'hold.lifted',
  'person.asked',
]);

/** The events of one new image; none where it tells of nothing. */
export function eventsOf(item: Readonly<Record<string, unknown>>): readonly Published[] {
  if (item.SK === 'PAY') return moneyEvents(item);
  const audit = Audit.safeParse(item);
  return audit.success ? auditEvents(audit.data) : [];
}

function moneyEvents(item: unknown): readonly Published[] {
  const money = Money.safeParse(item);
  if (!money.success) return [];
  const { creditorId, paymentKey, seenAt: at, version: order, meantFor } = money.data;
  const shared = { version: 1, id: `${paymentKey}@${order}`, creditorId, at, order };
  return [event('dunlin.payment.received', { ...shared, paymentKey, invoiceId: meantFor[0]?.invoiceId })];
}

function auditEvents({ type, at, version, data, hash, ref }: z.output<typeof Audit>): readonly Published[] {
  const { caseId, creditorId, invoiceId, customerId, cycle, run, decisionVersion, wakes } = ref;
  const shared = { version: 1, creditorId, at, caseId, order: version };
  const all = { ...data, invoiceId, customerId, cycle, ...shared };
  const events: Published[] = [];
  const name = eventName(type);
  if (name) events.push(event(name, { ...all, reason: data.code, complaint: type === 'message.complained', id: hash }));
  if (data.closedAs !== undefined || type === 'case.exhausted')
    events.push(event('dunlin.case.closed', { ...all, closedAs: data.closedAs ?? 'exhausted', id: `${hash}-closed` }));
  else if (typeof data.cycle === 'number' && data.cycle > 1 && type !== 'case.started')
    events.push(event('dunlin.case.reopened', { ...all, id: `${hash}-reopened` }));
  if (wakes)
    events.push(event('dunlin.case.changed', { ...shared, id: `${hash}-changed`, cycle, run, decisionVersion }));
  return events;
}

function eventName(type: string): EventName | undefined {
  if (type === 'message.complained' || type === 'message.bounced') return 'dunlin.message.bounced';
  const name = `dunlin.${type}`;
  return SAME_NAME.has(type) && isEventName(name) ? name : undefined;
}

const isEventName = (name: string): name is EventName => name in EVENTS;

/** Parsed by the contract, so that nothing but what it names leaves. */
function event(name: EventName, detail: unknown): Published {
  return { name, detail: EVENTS[name].parse(detail) };
}
