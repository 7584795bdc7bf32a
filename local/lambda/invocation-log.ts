/** What a handler writes to the console belongs to its function's log, not to the terminal of the pipeline. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { format } from 'node:util';

export const invocationLog = new AsyncLocalStorage<(line: string) => void>();

const methods = ['debug', 'error', 'info', 'log', 'trace', 'warn'] as const;

/** Sends console lines and stdout writes of handlers to their invocation's log; answers what undoes it. */
export function captureConsole(): () => void {
  const undo: Array<() => void> = [];
  for (const method of methods) {
    const original = console[method];
    console[method] = (...args: unknown[]) => {
      const write = invocationLog.getStore();
      if (write) write(format(...args));
      else original(...args);
    };
    undo.push(() => {
      console[method] = original;
    });
  }
  const { write } = process.stdout;
  Object.assign(process.stdout, {
    write: (chunk: unknown, ...rest: unknown[]): unknown => {
      const toLog = invocationLog.getStore();
      if (!toLog) return Reflect.apply(write, process.stdout, [chunk, ...rest]);
      toLog(String(chunk).trimEnd());
      return true;
    },
  });
  undo.push(() => Object.assign(process.stdout, { write }));
  return () => {
    for (const restore of undo) restore();
  };
}
