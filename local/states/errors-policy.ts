/** Retry and Catch: reading them, matching an error's name, and how long to wait before the next try. */

import { readHandover } from './handover.ts';
import { type Catcher, LONGEST_SECONDS, type Retrier } from './machine.ts';
import type { Reader } from './reader.ts';

/** The names the Amazon States Language reserves; any other that begins with `States.` is a slip of the pen. */
const RESERVED = [
  'ALL',
  'BranchFailed',
  'DataLimitExceeded',
  'ExceedToleratedFailureThreshold',
  'HeartbeatTimeout',
  'Http.Socket',
  'IntrinsicFailure',
  'ItemReaderFailed',
  'NoChoiceMatched',
  'ParameterPathFailure',
  'Permissions',
  'QueryEvaluationError',
  'ResultPathMatchFailure',
  'ResultWriterFailed',
  'Runtime',
  'TaskFailed',
  'Timeout',
].map((name) => `States.${name}`);

/** Errors no wildcard reaches: AWS ends the execution on them. */
const BEYOND_WILDCARDS = new Set(['States.DataLimitExceeded', 'States.Runtime']);

/** Whether a list of names covers `error`; `States.Runtime` is covered by none. */
export function covers(names: readonly string[], error: string): boolean {
  if (error === 'States.Runtime') return false;
  if (names.includes(error)) return true;
  if (BEYOND_WILDCARDS.has(error)) return false;
  return names.includes('States.ALL') || (names.includes('States.TaskFailed') && error !== 'States.Timeout');
}

/** Milliseconds before retry number `nth` (1 for the first) of this retrier. */
export function retryDelay(retrier: Retrier, nth: number, random: () => number): number {
  const grown = retrier.intervalSeconds * retrier.backoffRate ** (nth - 1);
  const seconds = Math.min(grown, retrier.maxDelaySeconds ?? LONGEST_SECONDS);
  return Math.round(seconds * 1000 * (retrier.fullJitter ? random() : 1));
}

export function readRetry(state: Reader): readonly Retrier[] {
  const retriers = state.list('Retry');
  return retriers.map((retrier, index) => {
    retrier.only([
      'ErrorEquals',
      'IntervalSeconds',
      'BackoffRate',
      'MaxAttempts',
      'MaxDelaySeconds',
      'JitterStrategy',
      'Comment',
    ]);
    const intervalSeconds = retrier.integer('IntervalSeconds', 1, LONGEST_SECONDS) ?? 1;
    const jitter = retrier.text('JitterStrategy') ?? 'NONE';
    if (jitter !== 'FULL' && jitter !== 'NONE') {
      retrier.invalid('JitterStrategy', `expected FULL or NONE, found ${jitter}`);
    }
    return {
      errorEquals: readErrorEquals(retrier, index === retriers.length - 1),
      intervalSeconds,
      backoffRate: retrier.number('BackoffRate', 1) ?? 2,
      maxAttempts: retrier.integer('MaxAttempts', 0, LONGEST_SECONDS) ?? 3,
      maxDelaySeconds: retrier.integer('MaxDelaySeconds', intervalSeconds + 1, 31_622_400),
      fullJitter: jitter === 'FULL',
    };
  });
}

export function readCatch(state: Reader): readonly Catcher[] {
  const catchers = state.list('Catch');
  return catchers.map((catcher, index) => {
    catcher.only(['ErrorEquals', 'Next', 'Output', 'Assign', 'Comment'], ['ResultPath']);
    const next = catcher.text('Next');
    if (next === undefined) catcher.invalid('Next', 'expected the name of a state, found nothing');
    return { errorEquals: readErrorEquals(catcher, index === catchers.length - 1), next, ...readHandover(catcher) };
  });
}

function readErrorEquals(reader: Reader, last: boolean): readonly string[] {
  const names = reader.raw('ErrorEquals');
  if (!Array.isArray(names) || names.length === 0 || !names.every((name) => typeof name === 'string')) {
    reader.invalid('ErrorEquals', `expected a list of error names, found ${JSON.stringify(names)}`);
    return [];
  }
  for (const name of names) {
    if (name.startsWith('States.') && !RESERVED.includes(name)) {
      reader.invalid('ErrorEquals', `expected one of the reserved names ${RESERVED.join(', ')}, found ${name}`);
    }
  }
  if (names.includes('States.ALL') && (names.length > 1 || !last)) {
    reader.invalid('ErrorEquals', 'expected States.ALL alone and in the last entry');
  }
  return names;
}
