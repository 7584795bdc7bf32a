/** A state machine after loading: every field read, every expression compiled, every name resolved. */
import type { Template } from './template.ts';

/** What a state (or the rule or catcher that was taken) gives to the next one. */
export type Handover = { readonly output?: Template | undefined; readonly assign?: Template | undefined };

/** Absent `next` means that the execution ends here. */
export type Onward = Handover & { readonly next?: string | undefined };

export type Retrier = {
  readonly errorEquals: readonly string[];
  readonly intervalSeconds: number;
  readonly backoffRate: number;
  readonly maxAttempts: number;
  readonly maxDelaySeconds?: number | undefined;
  readonly fullJitter: boolean;
};

export type Catcher = Onward & { readonly errorEquals: readonly string[] };

export type Call =
  | { readonly kind: 'lambda'; readonly awaitsToken: false }
  | { readonly kind: 'sdk'; readonly service: string; readonly action: string; readonly awaitsToken: boolean };

export type TaskState = Onward & {
  readonly type: 'Task';
  readonly call: Call;
  readonly args?: Template | undefined;
  readonly timeoutSeconds?: Template | undefined;
  readonly retry: readonly Retrier[];
  readonly catch: readonly Catcher[];
};
export type ChoiceState = Handover & {
  readonly type: 'Choice';
  readonly choices: readonly (Onward & { readonly condition: Template })[];
  readonly fallback?: string | undefined;
};
export type WaitState = Onward & {
  readonly type: 'Wait';
  readonly until: 'Seconds' | 'Timestamp';
  readonly value: Template;
};
export type PassState = Onward & { readonly type: 'Pass' };
export type SucceedState = Handover & { readonly type: 'Succeed' };
export type FailState = {
  readonly type: 'Fail';
  readonly error?: Template | undefined;
  readonly cause?: Template | undefined;
};
export type State = TaskState | ChoiceState | WaitState | PassState | SucceedState | FailState;

export type Machine = {
  /** The definition's text, and its SHA-256: a running execution keeps the definition it was started with. */
  readonly source: string;
  readonly digest: string;
  readonly startAt: string;
  readonly timeoutSeconds?: number | undefined;
  readonly states: ReadonlyMap<string, State>;
};

/** The longest a wait or a timeout may be, in seconds. */
export const LONGEST_SECONDS = 99_999_999;
