/** Which calls a function makes of others: seen in a healthy run, so that a new call becomes a new cell by itself. */
import type { Call, Faults } from '../../local/control/faults.ts';
import { isMeant } from '../../local/lambda/life.ts';

/** One call of a function, told from its others by how often it asked for the operation before in the same invocation. */
export interface Target {
  /** The folder under `functions/`. */
  readonly by: string;
  readonly service: string;
  readonly operation: string;
  /** `dynamodb.TransactWriteItems 2`: the second one of an invocation. */
  readonly name: string;
  /** The how-manieth call of the operation by the function it is, in the whole scene. */
  readonly nth: number;
}

/** Every call from now on, until the answer is called. */
export function watchCalls(faults: Faults): () => readonly Call[] {
  const seen: Call[] = [];
  const stop = faults.watch((call) => void seen.push(call));
  return () => {
    stop();
    return seen;
  };
}

export const READS = /^(Get|Query|BatchGet|Scan|Head)/;

/** Every write and send, and of reads that are alike the first and the last: each at its first occurrence in the scene. */
export function targetsOf(calls: readonly Call[], by: string): readonly Target[] {
  const inScene = new Map<string, number>();
  const inInvocation = new Map<string, number>();
  const found = new Map<string, Target & { readonly turn: number }>();
  for (const { service, operation, by: caller, invocation = '' } of calls) {
    if (caller === undefined || !isMeant(by, caller)) continue;
    const what = `${service}.${operation}`;
    const nth = count(inScene, what);
    const turn = count(inInvocation, `${invocation} ${what}`);
    const name = `${what} ${turn}`;
    if (!found.has(name)) found.set(name, { by, service, operation, name, nth, turn });
  }
  const all = [...found.values()];
  const last = (one: Target): number =>
    Math.max(
      ...all
        .filter(({ operation, service }) => operation === one.operation && service === one.service)
        .map(({ turn }) => turn),
    );
  return all.filter((one) => !READS.test(one.operation) || one.turn === 1 || one.turn === last(one));
}

function count(counts: Map<string, number>, key: string): number {
  const next = (counts.get(key) ?? 0) + 1;
  counts.set(key, next);
  return next;
}
