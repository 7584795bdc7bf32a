/** One invocation: the context a handler receives, its time limit, and how its error is told. */
import { randomUUID } from 'node:crypto';
import type { FunctionSpec } from '../template/functions.ts';
import type { Handler } from './import-handler.ts';
import { invocationLog } from './invocation-log.ts';
import { beginLife, inLife, type Life, TIMED_OUT } from './life.ts';

export type Outcome =
  | { readonly ok: true; readonly payload: unknown }
  | { readonly ok: false; readonly errorType: string; readonly message: string };

export interface Invocation {
  readonly spec: FunctionSpec;
  readonly handler: Handler;
  readonly event: unknown;
  readonly now: () => number;
  readonly write: (line: string) => void;
}

export async function carryOut({ spec, handler, event, now, write }: Invocation): Promise<Outcome> {
  const awsRequestId = randomUUID();
  const life = beginLife(spec.name, awsRequestId);
  const timeout = timeoutOf(spec, life);
  try {
    const context = contextOf(spec, awsRequestId, now);
    const writeAlive = writeOutside((line) => life.hasEnded() || write(line));
    const work = inLife(life, () => invocationLog.run(writeAlive, async () => handler(overTheWire(event), context)));
    return { ok: true, payload: overTheWire(await Promise.race([work, timeout.promise, life.ended])) };
  } catch (error) {
    const failure = describe(error);
    write(JSON.stringify({ level: 'ERROR', ...failure, requestId: awsRequestId }));
    return { ok: false, errorType: failure.errorType, message: failure.errorMessage };
  } finally {
    timeout.clear();
  }
}

/** A listener that prints the line itself must not find itself in the invocation's log. */
function writeOutside(write: (line: string) => unknown): (line: string) => void {
  return (line) => invocationLog.exit(() => write(line));
}

function contextOf(spec: FunctionSpec, awsRequestId: string, now: () => number): object {
  const deadline = now() + spec.timeoutMs;
  return {
    awsRequestId,
    functionName: spec.name,
    functionVersion: '$LATEST',
    invokedFunctionArn: spec.arn,
    memoryLimitInMB: String(spec.memoryMb),
    logGroupName: `/aws/lambda/${spec.name}`,
    logStreamName: 'local',
    callbackWaitsForEmptyEventLoop: false,
    getRemainingTimeInMillis: () => Math.max(0, deadline - now()),
  };
}

/** A real timer: virtual time stands still while a handler works. */
function timeoutOf(
  { timeoutMs }: FunctionSpec,
  life: Life,
): { readonly promise: Promise<never>; readonly clear: () => void } {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    const error = new Error(`Task timed out after ${(timeoutMs / 1000).toFixed(2)} seconds`);
    reject(Object.assign(error, { name: TIMED_OUT }));
    life.end();
  }, timeoutMs);
  return { promise, clear: () => clearTimeout(timer) };
}

interface Failure {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly stack: readonly string[];
}

function describe(error: unknown): Failure {
  if (!(error instanceof Error)) return { errorType: typeof error, errorMessage: String(error), stack: [] };
  const stack = (error.stack ?? '').split('\n').slice(0, 8);
  const causes = error.cause === undefined ? [] : [`cause: ${String(error.cause)}`];
  return { errorType: error.name, errorMessage: error.message, stack: [...stack, ...causes] };
}

/** Everything crosses Lambda's border as JSON. */
function overTheWire(value: unknown): unknown {
  return value === undefined ? null : JSON.parse(JSON.stringify(value) ?? 'null');
}
