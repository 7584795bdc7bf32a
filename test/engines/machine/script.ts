/** The language of the scripted cases: what the functions and the table answer, and what happens meanwhile. */
import type { KnownDifference } from './known-differences.ts';
import type { Variant } from './machines.ts';
import type { Run } from './run.ts';

/** The states that call a function; each has a scripted function of its own. */
export const FUNCTION_STATES = ['EvaluateEscalation', 'SendReminder', 'OpenTask', 'AskAPerson'] as const;
export type FunctionState = (typeof FUNCTION_STATES)[number];

/** What a function does with one call. */
export type Turn =
  | { readonly kind: 'answers'; readonly payload: unknown }
  | { readonly kind: 'throws'; readonly error: string }
  /** Answers nothing before the case releases it. */
  | { readonly kind: 'holds'; readonly gate: string; readonly turn: Turn };

/** What the table does with one write of a token; without a turn it writes, if the condition holds. */
export type TableTurn =
  | { readonly kind: 'writes' }
  | { readonly kind: 'refuses'; readonly error: string }
  /** The write takes effect, and the caller is told that it failed. */
  | { readonly kind: 'loses'; readonly error: string }
  /** The write takes effect, and the caller hears of it when the case releases it. */
  | { readonly kind: 'holds'; readonly gate: string };

/** The attributes of the invoice row that the parks look at. */
export type Row = {
  readonly caseState: string;
  readonly cycle: number;
  readonly run: number;
  readonly decisionVersion: number;
};

export type Case = {
  readonly name: string;
  /** The definition as it stands in the file, where left out. */
  readonly machine?: Variant;
  /** Calls of a function in their order. After the last, `EvaluateEscalation` closes the case and the others reject. */
  readonly answers?: Partial<Readonly<Record<FunctionState, readonly Turn[]>>>;
  /** Writes of tokens in their order, over both parks. */
  readonly table?: readonly TableTurn[];
  /** What is special about the invoice row at the start. */
  readonly row?: Partial<Row> | 'missing';
  /** What happens from outside; without it, the case is left to walk to its end. */
  readonly drive?: (run: Run) => Promise<void>;
  /** The states entered, in their order: a third witness, for two engines may err alike. */
  readonly path: readonly string[];
  readonly known?: readonly KnownDifference[];
};

export const MINUTE = 60;
export const HOUR = 60 * MINUTE;
/** So long that no execution of the emulator comes to its end before the suite does: who waits so long is woken. */
export const AGES = 300 * 24 * HOUR;

type Decided = {
  readonly action?: string;
  readonly waitSeconds?: number;
  readonly decisionVersion?: number;
};

/** A decision as the functions answer it (contracts/tasks/next-decision.ts), made on version 4 of the row. */
export function decision(kind: string, { action = 'remind', waitSeconds = HOUR, decisionVersion = 4 }: Decided = {}) {
  const then = { action, stepId: 'friendly' };
  return { kind, decisionVersion, waitSeconds, leaseUntil: '2026-01-04T11:00:00Z', then };
}

export const answers = (payload: unknown): Turn => ({ kind: 'answers', payload });
export const throws = (error: string): Turn => ({ kind: 'throws', error });
export const holds = (gate: string, turn: Turn): Turn => ({ kind: 'holds', gate, turn });

export const wait = (decided?: Decided): Turn => answers(decision('wait', decided));
export const act = (decided?: Decided): Turn => answers(decision('act', decided));
export const close = answers(decision('close'));
/** Waits to be woken. */
export const rest = wait({ waitSeconds: AGES });

export const times = (count: number, turn: Turn): readonly Turn[] => Array.from({ length: count }, () => turn);
