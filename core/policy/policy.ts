/** The dunning policy: a versioned document of steps relative to the due date. Versions are immutable; cases name theirs. */
import type { ContactWindow } from '../calendar/window.ts';
import type { ContactRole } from '../contact/customer.ts';
import type { CompiledWords } from '../message/words/tree.ts';

export type Flag = 'large' | 'first-invoice' | 'sms-consent';

/** All that is stated must hold; a step whose condition does not hold is skipped. */
export type Condition = {
  readonly minTermDays?: number | undefined;
  readonly anyOf?: readonly Flag[] | undefined;
  readonly allOf?: readonly Flag[] | undefined;
};

/** From the mildest to the most serious: the order in which a path may use them. */
export const TONES = ['check-in', 'friendly', 'second', 'firm', 'final'] as const;
export type Tone = (typeof TONES)[number];
export type TaskKind = 'call' | 'call-again' | 'decide';

type StepBase = {
  /** A repeated step is one step for each occurrence: `firm`, `firm.2`, `firm.3`. */
  readonly id: string;
  readonly at: number;
  /** What `at` counts; calendar days where left out. */
  readonly unit?: 'calendar-days' | 'banking-days' | undefined;
  readonly when?: Condition | undefined;
  /** Carried out only once a person has approved it for the invoice. */
  readonly approval?: boolean | undefined;
};

/** `at` counts days from the due date: -7 is a week before it, 3 is three days after. */
export type ReminderStep = StepBase & {
  readonly action: 'remind';
  readonly channel: 'email' | 'sms';
  readonly template: Tone;
  /** The company's own words instead of the tone's (an id among the policy's templates). */
  readonly words?: string | undefined;
  /** Whom the message is for, by role, the first who can be reached; the usual order where left out. */
  readonly to?: readonly ContactRole[] | undefined;
  readonly cc?: readonly ContactRole[] | undefined;
  /** Addresses of colleagues who get a copy that nobody sees. */
  readonly bcc?: readonly string[] | undefined;
  readonly copyOwner?: boolean | undefined;
  /** The message names a date this many calendar days on. */
  readonly namesDateIn?: number | undefined;
};
export type TaskStep = StepBase & {
  readonly action: 'open-task';
  readonly task: TaskKind;
  /** The path is exhausted with this step: the case closes and the task asks a person to decide. */
  readonly endsPath?: boolean | undefined;
};
export type Step = ReminderStep | TaskStep;

export type Policy = {
  readonly id: string;
  readonly version: number;
  readonly window: ContactWindow;
  /** An invoice that arrives old, or comes back, starts at its age's step but never above this one. */
  readonly startAtMost: string;
  /** The next message leaves on the n-th weekday after the last one's local date at the earliest. */
  readonly minimumGapWeekdays: number;
  readonly steps: readonly Step[];
  /** Where an invoice that arrives overdue starts: at the step that its age calls for (left out), or at the first one. */
  readonly arrivesLate?: 'at-age' | 'at-first' | undefined;
  /** A rehearsal: every step is decided and recorded, and nothing is sent. */
  readonly mode?: 'live' | 'dry' | undefined;
  /** What becomes of cases that walk an older version when this one is published. */
  readonly inFlight?: 'finish-on-old' | 'move-to-new' | undefined;
  /** Balances below it are not written about unless the customer's overdue ones add up to it; minor units by currency. */
  readonly minimumBalance?: Readonly<Record<string, number>> | undefined;
  readonly promises?: PromiseTerms | undefined;
  /** The company's own words by id and language. */
  readonly templates?: Readonly<Record<string, OwnWords>> | undefined;
};

export type PromiseTerms = {
  /** Calendar days after the promised date before the promise counts as broken. */
  readonly graceDays: number;
  /** How many broken promises on one invoice are taken before another is not believed. */
  readonly mostBroken: number;
  /** Whether a broken promise skips the mildest step still ahead. */
  readonly harsherWhenBroken: boolean;
};

export const PROMISE_TERMS: PromiseTerms = { graceDays: 1, mostBroken: 2, harsherWhenBroken: true };

/** Liquid sources of one message in one language; a text message has a body only. */
export type Words = {
  readonly subject?: string | undefined;
  readonly body: string;
  /** As checked at publication; a message is written from this alone. */
  readonly compiled?: CompiledWords | undefined;
};
export type OwnWords = { readonly tone: Tone; readonly byLanguage: Readonly<Record<string, Words>> };

/** The default: five e-mails at most, the last one only with approval, two calls, then a person decides. */
export const b2bStandard: Policy = {
  id: 'b2b-standard',
  version: 1,
  window: { days: [1, 2, 3, 4, 5], fromMinute: 600, toMinute: 690 },
  startAtMost: 'firm',
  minimumGapWeekdays: 5,
  steps: [
    {
      id: 'check-in',
      at: -7,
      action: 'remind',
      channel: 'email',
      template: 'check-in',
      when: { minTermDays: 14, anyOf: ['large', 'first-invoice'] },
    },
    { id: 'friendly', at: 3, action: 'remind', channel: 'email', template: 'friendly' },
    { id: 'second', at: 10, action: 'remind', channel: 'email', template: 'second' },
    { id: 'call', at: 15, action: 'open-task', task: 'call', when: { allOf: ['large'] } },
    { id: 'firm', at: 20, action: 'remind', channel: 'email', template: 'firm', copyOwner: true },
    { id: 'call-again', at: 30, action: 'open-task', task: 'call-again' },
    {
      id: 'final',
      at: 45,
      action: 'remind',
      channel: 'email',
      template: 'final',
      copyOwner: true,
      approval: true,
      namesDateIn: 10,
    },
    { id: 'decide', at: 60, action: 'open-task', task: 'decide', endsPath: true },
  ],
};

/** As the default, with a text message between the second e-mail and the firm one for customers who consented. */
export const withSms: Policy = {
  ...b2bStandard,
  id: 'b2b-with-sms',
  steps: b2bStandard.steps.flatMap((step): Step[] =>
    step.id === 'firm'
      ? [
          {
            id: 'text',
            at: 17,
            action: 'remind',
            channel: 'sms',
            template: 'second',
            when: { allOf: ['sms-consent'] },
          },
          step,
        ]
      : [step],
  ),
};
