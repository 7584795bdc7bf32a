/** What a preview says: each thing that would happen, on which day, and what put it off. */
import type { Instant, LocalDate } from '../calendar/dates.ts';
import type { Policy, TaskKind, Tone } from '../policy/policy.ts';

/** A step that could not be carried out on its own day. Dates are the customer's. */
export type Deferral = {
  readonly from: LocalDate;
  readonly to: LocalDate;
  /** The code of a decision, or `closed-day`: the step's own day was no day for messages. */
  readonly reason: string;
  /** The contact rule that asked for it. */
  readonly ruleId?: string | undefined;
};

/** `end` is the last step of a path, after which a person decides. */
export type EntryKind = 'message' | 'task' | 'approval' | 'end';

export type Entry = {
  readonly kind: EntryKind;
  readonly at: Instant;
  /** On the customer's own clock. */
  readonly on: LocalDate;
  /** Who is written to. */
  readonly customerId: string;
  /** The invoice that the step belongs to first, then those that ride on its message. */
  readonly invoiceIds: readonly string[];
  readonly stepId: string;
  readonly policyId: string;
  /** The step's place on the path, in days from the due date. */
  readonly stepAt: number;
  readonly channel?: 'email' | 'sms' | undefined;
  readonly tone?: Tone | undefined;
  readonly task?: TaskKind | 'approve' | 'nobody-to-write-to' | undefined;
  /** Decided under a policy that only rehearses: recorded, and nothing is sent. */
  readonly rehearsed?: boolean | undefined;
  readonly deferrals: readonly Deferral[];
};

/** What an invoice waits for when the preview ends. */
export type Waiting = {
  readonly invoiceId: string;
  readonly customerId: string;
  readonly kind: 'wait' | 'hold' | 'close';
  readonly reason: string;
  readonly until?: Instant | undefined;
  readonly stepId?: string | undefined;
};

export type Preview = {
  readonly from: Instant;
  readonly to: Instant;
  readonly entries: readonly Entry[];
  readonly waiting: readonly Waiting[];
};

export type PreviewOptions = {
  readonly now: Instant;
  readonly days: number;
  /** Whether approvals are given on the day they are asked for, or never. */
  readonly approve?: boolean | undefined;
  /** Walked, in the place of the policy of the same id, by all of today's cases; done steps are not repeated. */
  readonly candidate?: Policy | undefined;
};
