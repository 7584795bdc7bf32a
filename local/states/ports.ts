/** What the Step Functions engine needs from its surroundings: a clock, a journal, and somebody to call. */
import type { Json } from './json.ts';

/** Virtual time. Everything that is under way is handed to `track`, so that the clock knows when it may move on. */
export type Timeline = {
  /** Milliseconds since 1970, virtual. */
  readonly now: () => number;
  /**
   * Calls `work` once, when virtual time has reached `dueMs` (never before `at` has returned, even if that is past).
   * The answer cancels it. The timeline itself tracks the promise that `work` returns.
   */
  readonly at: (dueMs: number, label: string, work: () => Promise<void>) => () => void;
  /** Counts `work` as under way until it settles. A rejection is the timeline's to report: it is a fault of the engine. */
  readonly track: <T>(work: Promise<T>) => Promise<T>;
};

/** Durable rows. A value is a live object: `put` must have serialised and kept it when it returns. */
export type Journal = {
  readonly put: (kind: string, key: string, value: unknown) => void;
  readonly remove: (kind: string, key: string) => void;
  readonly all: (kind: string) => Iterable<{ readonly key: string; readonly value: unknown }>;
};

/** Which attempt of which state is calling. */
export type CallContext = {
  readonly executionArn: string;
  readonly stateMachineArn: string;
  readonly state: string;
  /** 0 for the first try of the state's visit, then 1 for the first retry, and so on. */
  readonly retryCount: number;
};

export type InvokeOutcome =
  | { readonly ok: true; readonly payload: unknown }
  | { readonly ok: false; readonly errorType: string; readonly message: string };

export type Invoke = (functionArn: string, payload: Json, context: CallContext) => Promise<InvokeOutcome>;

export type SdkOutcome =
  | { readonly ok: true; readonly result: unknown }
  | { readonly ok: false; readonly errorName: string; readonly message: string };

/** Calls one AWS API; a failure is named as AWS names it in the state machine, `DynamoDb.ConditionalCheckFailedException`. */
export type Sdk = (service: string, action: string, args: Json, context: CallContext) => Promise<SdkOutcome>;

/** One line of an execution's history as it happens. */
export type HistoryNote = {
  readonly executionArn: string;
  readonly type: string;
  readonly state: string;
  readonly at: number;
};

/** The detail of a "Step Functions Execution Status Change" event; dates in epoch milliseconds. */
export type StatusChange = {
  readonly executionArn: string;
  readonly stateMachineArn: string;
  readonly name: string;
  readonly status: Status;
  readonly startDate: number;
  readonly stopDate: number | null;
  readonly input: string;
  readonly inputDetails: { readonly included: true };
  readonly output: string | null;
  readonly outputDetails: { readonly included: true } | null;
  readonly error: string | null;
  readonly cause: string | null;
};

export const STATUSES = ['RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED'] as const;
export type Status = (typeof STATUSES)[number];

export type Ports = {
  readonly timeline: Timeline;
  readonly journal: Journal;
  readonly invoke: Invoke;
  readonly sdk: Sdk;
  /** A number from 0 up to, not including, 1: the jitter of retries. */
  readonly random: () => number;
  readonly onHistory?: (note: HistoryNote) => void;
  readonly onStatusChange?: (detail: StatusChange) => void;
};
