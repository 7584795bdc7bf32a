/** Who is at work: the function in whose name a service is called, and whether its process still lives. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { plainName } from './plain-name.ts';

/** One invocation's process, or whatever else calls a service in a name of its own. */
export interface Life {
  /** The function's generated name, or `state-machine`. */
  readonly name: string;
  /** Tells the invocations of a function apart. */
  readonly id: string;
  /** Ends the process: no further code of the invocation has any effect, and its caller is told so. */
  readonly end: () => void;
  readonly hasEnded: () => boolean;
  /** Rejects with what ended it. */
  readonly ended: Promise<never>;
}

/**
 * Lambda's name for a runtime that is gone, and for one that took too long.
 * Step Functions counts both among the errors that only States.TaskFailed and States.ALL match.
 * https://docs.aws.amazon.com/step-functions/latest/dg/bp-lambda-serviceexception.html
 */
export const PROCESS_ENDED = 'Runtime.ExitError';
export const TIMED_OUT = 'Sandbox.Timedout';

/** As which Step Functions' own calls of a service are known. */
export const STATE_MACHINE = 'state-machine';

const lives = new AsyncLocalStorage<Life>();

export function beginLife(name: string, id: string): Life {
  const { promise, reject } = Promise.withResolvers<never>();
  // Whoever waits for the invocation hears of it; nobody need wait.
  promise.catch(() => undefined);
  let over = false;
  return {
    name,
    id,
    ended: promise,
    hasEnded: () => over,
    end() {
      over = true;
      reject(Object.assign(new Error('Error: Runtime exited with error: signal: killed'), { name: PROCESS_ENDED }));
    },
  };
}

/** Whose code is running now; undefined outside of every function. */
export const lifeNow = (): Life | undefined => lives.getStore();

export const inLife = <T>(life: Life, work: () => T): T => lives.run(life, work);

/** What a service does for its caller is not the caller's own doing, and goes on when that one dies. */
export const outsideLife = <T>(work: () => T): T => lives.exit(work);

/** Where an ended process waits for its answer. */
export const noAnswerEver = <T>(): Promise<T> => new Promise<T>(() => undefined);

/** Functions carry generated names: `send-reminder` means the one whose name contains it. */
export function isMeant(ordered: string, name: string): boolean {
  return ordered === name || plainName(name).includes(plainName(ordered));
}
