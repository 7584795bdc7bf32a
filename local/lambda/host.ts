/** The Lambda service: functions found by any of their names, imported once, invoked as often as anybody asks. */
import { enableCompileCache } from 'node:module';
import { type Faults, OrderedFault } from '../control/faults.ts';
import type { FunctionSpec } from '../template/functions.ts';
import { type Handler, importHandler } from './import-handler.ts';
import { carryOut, type Outcome } from './invocation.ts';
import { PROCESS_ENDED, TIMED_OUT } from './life.ts';
import { plainName } from './plain-name.ts';

export interface LambdaHost {
  readonly specs: readonly FunctionSpec[];
  /** Invokes and waits for the answer; a handler's error is an outcome, not an exception. */
  readonly invoke: (nameOrArn: string, event: unknown) => Promise<Outcome>;
  /** By name, logical id, ARN, or a part that only one name contains: `send-report`. */
  readonly find: (nameOrArn: string) => FunctionSpec | undefined;
  /** Imports these functions one after the other; others are imported at their first call. */
  readonly load: (names: Iterable<string>) => Promise<void>;
}

export interface LambdaHostOptions {
  readonly specs: readonly FunctionSpec[];
  readonly faults: Faults;
  readonly now: () => number;
  /** Counts an invocation as in flight. */
  readonly track: <T>(work: Promise<T>) => Promise<T>;
  /** Lines that handlers wrote, by function. */
  readonly log: (functionName: string, line: string) => void;
}

export function createLambdaHost({ specs, faults, now, track, log }: LambdaHostOptions): LambdaHost {
  enableCompileCache();
  const find = createFinder(specs);
  const { handlerOf, forget } = createLoader();

  const run = async (spec: FunctionSpec, event: unknown): Promise<Outcome> => {
    const handler = await handlerOf(spec);
    const outcome = await carryOut({ spec, handler, event, now, write: (line) => log(spec.name, line) });
    // What a process kept in its memory ends with it: the next invocation starts cold.
    if (!outcome.ok && (outcome.errorType === PROCESS_ENDED || outcome.errorType === TIMED_OUT)) forget(spec);
    return outcome;
  };

  return {
    specs,
    find,
    invoke(nameOrArn, event) {
      const spec = find(nameOrArn);
      if (!spec) {
        const message = `Function not found: ${nameOrArn}`;
        return Promise.resolve({ ok: false, errorType: 'Lambda.ResourceNotFoundException', message });
      }
      return track(faults.around('lambda', spec.name, () => run(spec, event)).catch(orderedFailure));
    },
    async load(names) {
      for (const name of names) {
        const spec = find(name);
        if (!spec) throw new Error(`expected a function of the template, found the name ${name}`);
        await handlerOf(spec);
      }
    },
  };
}

function createFinder(specs: readonly FunctionSpec[]): LambdaHost['find'] {
  const byName = new Map<string, FunctionSpec>();
  for (const spec of specs) {
    for (const name of [spec.logicalId, spec.name, spec.arn, `${spec.arn}:$LATEST`]) byName.set(name, spec);
  }
  return (nameOrArn) => {
    const known = byName.get(nameOrArn);
    if (known || nameOrArn === '') return known;
    const [found, ...others] = specs.filter(({ name }) => plainName(name).includes(plainName(nameOrArn)));
    return others.length === 0 ? found : undefined;
  };
}

let starts = 0;

interface Loader {
  readonly handlerOf: (spec: FunctionSpec) => Promise<Handler>;
  readonly forget: (spec: FunctionSpec) => void;
}

/** Serially, because an import runs under swapped environment variables. */
function createLoader(): Loader {
  const handlers = new Map<string, Promise<Handler>>();
  let loading: Promise<unknown> = Promise.resolve();
  const handlerOf = (spec: FunctionSpec): Promise<Handler> => {
    const known = handlers.get(spec.logicalId);
    if (known) return known;
    const start = ++starts;
    const loaded = loading.then(() => importHandler(spec, start));
    loading = loaded.catch(() => undefined);
    handlers.set(spec.logicalId, loaded);
    return loaded;
  };
  return { handlerOf, forget: (spec) => void handlers.delete(spec.logicalId) };
}

/** What Lambda itself answers under each ordered fault; the handler did or did not run. */
function orderedFailure(error: unknown): Outcome {
  if (!(error instanceof OrderedFault)) throw error;
  const { kind, message } = error;
  if (kind === 'throttle') return { ok: false, errorType: 'Lambda.TooManyRequestsException', message };
  if (kind === 'timeout') return { ok: false, errorType: TIMED_OUT, message };
  return { ok: false, errorType: 'Lambda.ServiceException', message };
}
