/** The Lambda service: every bundle imported once under its own environment, and invoked with what Lambda would give. */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { pathToFileURL } from 'node:url';
import type { Faults } from '../control/faults.ts';
import { OrderedFault } from '../control/faults.ts';
import { type FunctionSpec, splitHandler } from '../template/functions.ts';
import { setEnvironment } from './environment.ts';
import { invocationLog } from './invocation-log.ts';

export type Outcome =
  | { readonly ok: true; readonly payload: unknown }
  | { readonly ok: false; readonly errorType: string; readonly message: string };

export interface LambdaHost {
  readonly specs: readonly FunctionSpec[];
  /** Invokes by name, logical id or ARN and waits for the answer; a handler's error is an outcome, not an exception. */
  readonly invoke: (nameOrArn: string, event: unknown) => Promise<Outcome>;
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

type Handler = (event: unknown, context: object) => unknown;

export function createLambdaHost({ specs, faults, now, track, log }: LambdaHostOptions): LambdaHost {
  enableCompileCache();
  const byName = new Map<string, FunctionSpec>();
  for (const spec of specs) for (const name of [spec.logicalId, spec.name, spec.arn]) byName.set(name, spec);
  const handlers = new Map<string, Promise<Handler>>();
  let loading: Promise<unknown> = Promise.resolve();

  const find = (nameOrArn: string): FunctionSpec | undefined =>
    byName.get(nameOrArn) ?? byName.get(nameOrArn.replace(/:\$LATEST$/, ''));

  /** Serially, because an import runs under swapped environment variables. */
  const handlerOf = (spec: FunctionSpec): Promise<Handler> => {
    const known = handlers.get(spec.logicalId);
    if (known) return known;
    const loaded = loading.then(() => importHandler(spec));
    loading = loaded.catch(() => undefined);
    handlers.set(spec.logicalId, loaded);
    return loaded;
  };

  const run = async (spec: FunctionSpec, event: unknown): Promise<Outcome> => {
    const handler = await handlerOf(spec);
    const requestId = randomUUID();
    const write = (line: string): void => log(spec.name, line);
    const timeout = timeoutOf(spec);
    try {
      const work = invocationLog.run(write, async () => handler(clone(event), contextOf(spec, requestId, now)));
      return { ok: true, payload: clone((await Promise.race([work, timeout.promise])) ?? null) };
    } catch (error) {
      const failure = describe(error);
      write(JSON.stringify({ level: 'ERROR', ...failure, requestId }));
      return { ok: false, errorType: failure.errorType, message: failure.errorMessage };
    } finally {
      timeout.clear();
    }
  };

  return {
    specs,
    find,
    invoke(nameOrArn, event) {
      const spec = find(nameOrArn);
      if (!spec) {
        return Promise.resolve({
          ok: false,
          errorType: 'ResourceNotFoundException',
          message: `Function not found: ${nameOrArn}`,
        });
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

/** What Lambda itself answers under each ordered fault; the handler did or did not run. */
function orderedFailure(error: unknown): Outcome {
  if (!(error instanceof OrderedFault)) throw error;
  const names = { throttle: 'Lambda.TooManyRequestsException', timeout: 'Sandbox.Timedout' } as const;
  const errorType =
    error.kind === 'throttle' || error.kind === 'timeout' ? names[error.kind] : 'Lambda.ServiceException';
  return { ok: false, errorType, message: error.message };
}

async function importHandler(spec: FunctionSpec): Promise<Handler> {
  if (spec.codePath === undefined)
    throw new Error(`expected an asset behind function ${spec.logicalId}, found code in the template`);
  const { stem, exportName } = splitHandler(spec.codePath, spec.handler);
  const file = [`${stem}.mjs`, `${stem}.js`].find((path) => existsSync(path));
  if (!file) throw new Error(`expected ${stem}.mjs for function ${spec.logicalId}, found no such file`);
  const restore = setEnvironment({
    ...spec.environment,
    AWS_LAMBDA_FUNCTION_NAME: spec.name,
    LAMBDA_TASK_ROOT: spec.codePath,
  });
  try {
    // The query makes two functions of one bundle two modules, each with its own environment.
    const module: unknown = await import(`${pathToFileURL(file)}?fn=${spec.logicalId}`);
    const handler: unknown = typeof module === 'object' && module !== null && Reflect.get(module, exportName);
    if (typeof handler !== 'function')
      throw new Error(`expected ${file} to export the function ${exportName}, found ${typeof handler}`);
    return (event, context) => Reflect.apply(handler, undefined, [event, context]);
  } finally {
    restore();
  }
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
function timeoutOf({ timeoutMs }: FunctionSpec): { readonly promise: Promise<never>; readonly clear: () => void } {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    reject(
      Object.assign(new Error(`Task timed out after ${(timeoutMs / 1000).toFixed(2)} seconds`), {
        name: 'Sandbox.Timedout',
      }),
    );
  }, timeoutMs);
  return { promise, clear: () => clearTimeout(timer) };
}

function describe(error: unknown): {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly stack: string[];
} {
  if (!(error instanceof Error)) return { errorType: typeof error, errorMessage: String(error), stack: [] };
  const stack = (error.stack ?? '').split('\n').slice(0, 8);
  return {
    errorType: error.name,
    errorMessage: error.message,
    stack: error.cause ? [...stack, `cause: ${String(error.cause)}`] : stack,
  };
}

/** Everything crosses Lambda's border as JSON. */
function clone(value: unknown): unknown {
  return value === undefined ? null : JSON.parse(JSON.stringify(value));
}
