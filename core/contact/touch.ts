/** The record of one step carried out once: claimed before anything is sent, then settled. */
import type { Instant } from '../calendar/dates.ts';
import type { Tone } from '../policy/policy.ts';
import type { ContactChannel } from './rule.ts';

export type TouchState = 'claimed' | 'sent' | 'unknown' | 'released' | 'stopped';

export type Touch = {
  readonly caseId: string;
  readonly cycle: number;
  readonly stepId: string;
  readonly channel: 'email' | 'sms';
  readonly claimId: string;
  readonly messageId: string;
  readonly state: TouchState;
  readonly at: Instant;
  readonly providerId?: string | undefined;
};

/** The part of a touch's key that tells the occurrence of the step. */
export function touchName({ cycle, stepId, channel }: Pick<Touch, 'cycle' | 'stepId' | 'channel'>): string {
  return `TOUCH#${cycle}#${stepId}.1#${channel}`;
}

/** The vault's key for the bytes of a message. */
export function messageKey(messageId: string): string {
  return `messages/${messageId}.json`;
}

/** The name that a mail's outcome is settled under; without it the owner of the mail's claim is at it, or died over it. */
export const settledName = (messageId: string): string => `${messageId}-settled`;

export type MessageKind = 'reminder' | 'receipt' | 'task' | 'report' | 'statement';
export type DeliveryStatus =
  | 'claimed'
  | 'sent'
  | 'unknown'
  | 'delivered'
  | 'bounced'
  | 'complained'
  | 'released'
  | 'stopped';

/** The steps of riding invoices that a message stands for, by invoice id: their executions record it when they wake. */
export type Covers = Readonly<Record<string, readonly string[]>>;

/** What was sent to whom, without its words: those are kept in the vault under the message's id. */
export type Message = {
  readonly messageId: string;
  readonly creditorId: string;
  readonly customerId?: string | undefined;
  readonly kind: MessageKind;
  readonly channel: 'email' | 'sms';
  readonly caseId?: string | undefined;
  readonly stepId?: string | undefined;
  readonly invoiceIds: readonly string[];
  readonly recipients: Readonly<Record<string, DeliveryStatus>>;
  readonly at: Instant;
  readonly covers?: Covers | undefined;
  /** The cycle of a covered invoice, where that is not its first. */
  readonly cycles?: Readonly<Record<string, number>> | undefined;
  readonly tone?: Tone | undefined;
};

/** One attempt to reach a person; calls are counted as they are asked for. */
export type Attempt = {
  readonly at: Instant;
  readonly channel: ContactChannel;
  /** The claim or task that it belongs to: under it an attempt is counted once, and taken back where it was none. */
  readonly id?: string | undefined;
};

/** What an address has told us and when it was last written to; it belongs to the address, whoever's customer it is. */
export type Person = {
  readonly creditorId: string;
  /** Keyed digest of the address. */
  readonly digest: string;
  readonly status: 'ok' | 'bounced' | 'complained' | 'opted-out';
  /** The latest attempts, newest last. */
  readonly attempts: readonly Attempt[];
  /** Channels on which the person wants to hear nothing more at this address. */
  readonly optedOut?: readonly ContactChannel[] | undefined;
  /** When somebody last spoke with the person. */
  readonly spokenAt?: Instant | undefined;
  readonly version: number;
};

export type TaskState = 'open' | 'done';

export const TASK_NAMES = ['call', 'call-again', 'decide', 'approve', 'nobody-to-write-to', 'person-needed'] as const;
export type TaskName = (typeof TASK_NAMES)[number];

/** Work for a person: a call, a decision, something that needs eyes. */
export type Task = {
  readonly taskId: string;
  readonly creditorId: string;
  readonly kind: TaskName;
  readonly state: TaskState;
  readonly reason: string;
  readonly caseId: string;
  readonly invoiceId: string;
  readonly invoiceNumber: string;
  readonly customerId: string;
  readonly ownerEmail?: string | undefined;
  readonly ownerName?: string | undefined;
  readonly stepId?: string | undefined;
  readonly openedAt: Instant;
  readonly dueOn: string;
  readonly doneAt?: Instant | undefined;
  readonly outcome?: string | undefined;
  readonly note?: string | undefined;
};
