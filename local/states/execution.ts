/** One execution as it is kept: the row of the journal, from which it goes on after any kill. */
import * as z from 'zod';
import type { Json } from './json.ts';
import type { Machine } from './machine.ts';
import { STATUSES, type StatusChange } from './ports.ts';

const json = z.custom<Json>((value) => value !== undefined, 'expected a JSON value');

/** One stay in a state. A failed attempt is [started at, failed at, error]; the other two moments are the latest attempt's. */
export const Visit = z.object({
  state: z.string(),
  enteredAt: z.number(),
  exitedAt: z.number().optional(),
  startedAt: z.number().optional(),
  submittedAt: z.number().optional(),
  retries: z.number().optional(),
  faults: z.array(z.tuple([z.number(), z.number(), z.string()])).optional(),
});
export type Visit = z.infer<typeof Visit>;

/**
 * Where an execution stands within its state. Kept in the journal are `ready` (just started), `calling` (a task is under
 * way and is called again after a restart), `parked` (its token is out), `answered` (the token came back), `waiting` and
 * `retrying`. `woken` and `overdue` exist in memory only, for the moment between a timer and its consequence.
 */
const PHASES = ['ready', 'calling', 'parked', 'answered', 'waiting', 'retrying', 'woken', 'overdue'] as const;

const Answer = z.union([
  z.object({ ok: z.literal(true), output: json }),
  z.object({ ok: z.literal(false), error: z.string(), cause: z.string() }),
]);

export const ExecutionRow = z.object({
  arn: z.string(),
  stateMachineArn: z.string(),
  /** The digest of the definition it was started with, and keeps. */
  definition: z.string(),
  name: z.string(),
  /** Order of starting, over all executions; lists are sorted by it. */
  ordinal: z.number(),
  input: z.string(),
  startedAt: z.number(),
  status: z.enum(STATUSES),
  stoppedAt: z.number().optional(),
  output: z.string().optional(),
  error: z.string().optional(),
  cause: z.string().optional(),
  state: z.string(),
  stateInput: json,
  enteredAt: z.number(),
  variables: z.record(z.string(), json),
  phase: z.enum(PHASES),
  /** Grows with every attempt and every interruption, so that what is late finds out. The token carries it. */
  sequence: z.number(),
  /** When the wait or the pause before a retry ends, or the task's time is up. */
  wakeAt: z.number().optional(),
  retryCount: z.number(),
  /** Retries used, by the index of the retrier. */
  retries: z.record(z.string(), z.number()),
  answer: Answer.optional(),
  eventCount: z.number(),
  visits: z.array(Visit),
  /** How many rows of visits the journal holds before those in this one. */
  sealed: z.number(),
});
export type ExecutionRow = z.infer<typeof ExecutionRow>;
export type Answer = z.infer<typeof Answer>;

/** An execution in memory: its row, its definition, and the timers that are set for it. */
export type Live = {
  readonly row: ExecutionRow;
  readonly machine: Machine;
  cancelWake?: (() => void) | undefined;
  cancelDeadline?: (() => void) | undefined;
};

export function statusChange(row: ExecutionRow): StatusChange {
  const included = { included: true } as const;
  return {
    executionArn: row.arn,
    stateMachineArn: row.stateMachineArn,
    name: row.name,
    status: row.status,
    startDate: row.startedAt,
    stopDate: row.stoppedAt ?? null,
    input: row.input,
    inputDetails: included,
    output: row.output ?? null,
    outputDetails: row.output === undefined ? null : included,
    error: row.error ?? null,
    cause: row.cause ?? null,
  };
}

/** The token of the attempt that is under way: it names the execution and the attempt, so nothing need be looked up. */
export function tokenOf({ arn, sequence }: Pick<ExecutionRow, 'arn' | 'sequence'>): string {
  return Buffer.from(JSON.stringify([arn, sequence])).toString('base64url');
}

const TokenContent = z.tuple([z.string().startsWith('arn:aws:states:'), z.number().int()]);

/** What a token says; `undefined` where it is none of ours. */
export function readToken(token: string): { readonly arn: string; readonly sequence: number } | undefined {
  try {
    const [arn, sequence] = TokenContent.parse(JSON.parse(Buffer.from(token, 'base64url').toString()));
    return { arn, sequence };
  } catch {
    return undefined;
  }
}
