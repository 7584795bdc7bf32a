/** The dunning policy: a versioned document of steps relative to the due date. Versions are immutable; cases name theirs. */
import type { ContactWindow } from '../calendar/window.ts';

export type Flag = 'large' | 'first-invoice' | 'sms-consent';

/** All that is stated must hold; a step whose condition does not hold is skipped. */
export type Condition = {
  readonly minTermDays?: number | undefined;
  readonly anyOf?: readonly Flag[] | undefined;
  readonly allOf?: readonly Flag[] | undefined;
};

export type Tone = 'check-in' | 'friendly' | 'second' | 'firm';
export type TaskKind = 'call' | 'call-again' | 'decide';

type StepBase = { readonly id: string; readonly at: number; readonly when?: Condition | undefined };

/** `at` counts calendar days from the due date: -7 is a week before it, 3 is three days after. */
export type ReminderStep = StepBase & {
  readonly action: 'remind';
  readonly channel: 'email' | 'sms';
  readonly template: Tone;
  readonly copyOwner?: boolean | undefined;
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
};

/** The default: four e-mails at most, two calls where much is owed, then a person decides. */
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
    { id: 'decide', at: 45, action: 'open-task', task: 'decide', endsPath: true },
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

/** A segment says which policy a customer's invoices follow; the first whose predicate holds wins. */
export type Segment = {
  readonly id: string;
  readonly policyId: string;
  readonly tags?: readonly string[] | undefined;
  readonly countries?: readonly string[] | undefined;
};

/** The policy of an invoice: by the first matching segment, else the creditor's default. */
export function policyIdFor(
  segments: readonly Segment[],
  defaultPolicyId: string,
  subject: { readonly tags: readonly string[]; readonly country?: string | undefined },
): string {
  const match = segments.find(
    ({ tags, countries }) =>
      (!tags || tags.some((tag) => subject.tags.includes(tag))) &&
      (!countries || (subject.country !== undefined && countries.includes(subject.country))),
  );
  return match?.policyId ?? defaultPolicyId;
}
