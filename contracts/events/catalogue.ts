/** Every event that Dunlin tells, by the name under which the bus knows it (its detail-type). */
import * as z from 'zod';
import { detail, EVENT_SOURCE } from './envelope.ts';

const id = z.string().min(1);
const caseId = id;
const channel = z.enum(['email', 'sms']);
const cycle = z.int().min(1);

export const EVENTS = {
  'dunlin.invoice.accepted': detail({ caseId, invoiceId: id }),
  'dunlin.payment.received': detail({ paymentKey: id, invoiceId: id.optional() }),
  'dunlin.payment.applied': detail({ paymentKey: id }),
  'dunlin.payment.reversed': detail({ paymentKey: id }),
  /** Something that can change the decision changed: `wake-case` resumes the execution of this run. */
  'dunlin.case.changed': detail({ caseId, cycle, run: z.int().min(0), decisionVersion: z.int().min(0) }),
  'dunlin.case.closed': detail({
    caseId,
    cycle,
    closedAs: z.enum(['paid', 'credited', 'void', 'written-off', 'exhausted']),
  }),
  'dunlin.case.reopened': detail({ caseId, cycle }),
  'dunlin.message.sent': detail({ caseId, messageId: id, stepId: id, channel }),
  /** Decided on, then not sent, for something changed at the last moment. */
  'dunlin.message.stopped': detail({ caseId, stepId: id, reason: id, messageId: id.optional() }),
  'dunlin.message.bounced': detail({ messageId: id, complaint: z.boolean().default(false) }),
  'dunlin.task.opened': detail({ caseId, taskId: id, kind: id }),
  'dunlin.task.done': detail({ caseId, taskId: id, outcome: id }),
  /** Of the whole customer where no case is named. */
  'dunlin.hold.placed': detail({ customerId: id.optional() }),
  'dunlin.hold.lifted': detail({ customerId: id.optional() }),
  /** A step failed in a way that only a person can mend. */
  'dunlin.person.asked': detail({ caseId, fault: id }),
} as const;

export type EventName = keyof typeof EVENTS;
export type EventDetail<N extends EventName> = z.output<(typeof EVENTS)[N]>;

/** What a rule hands to a function: the bus's envelope with the detail of one event. */
export function delivered<N extends EventName>(name: N) {
  return z.object({
    id: z.string().optional(),
    source: z.literal(EVENT_SOURCE),
    'detail-type': z.literal(name),
    detail: EVENTS[name],
  });
}
