/** Imports a bundle as the Lambda runtime would: once per function, under that function's own environment. */
import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { type FunctionSpec, splitHandler } from '../template/functions.ts';
import { setEnvironment } from './environment.ts';

export type Handler = (event: unknown, context: object) => unknown;

/** `start` numbers the cold starts of this process: a module kept from an earlier pipeline would call that one's endpoints. */
export async function importHandler(spec: FunctionSpec, start: number): Promise<Handler> {
  if (spec.codePath === undefined) {
    throw new Error(`expected an asset behind function ${spec.logicalId}, found code in the template`);
  }
  const { stem, exportName } = splitHandler(spec.codePath, spec.handler);
  const file = [`${stem}.mjs`, `${stem}.js`].find((path) => existsSync(path));
  if (!file) throw new Error(`expected ${stem}.mjs for function ${spec.logicalId}, found no such file`);
  const own = { AWS_LAMBDA_FUNCTION_NAME: spec.name, LAMBDA_TASK_ROOT: spec.codePath };
  const restore = setEnvironment({ ...spec.environment, ...own });
  try {
    // The query makes two functions of one bundle two modules, each with its own environment.
    const module: unknown = await import(`${pathToFileURL(file)}?fn=${spec.logicalId}&start=${start}`);
    const handler: unknown = typeof module === 'object' && module !== null && Reflect.get(module, exportName);
    if (typeof handler !== 'function') {
      throw new Error(`expected ${file} to export the function ${exportName}, found ${typeof handler}`);
    }
    return (event, context) => Reflect.apply(handler, undefined, [event, context]);
  } finally {
    restore();
  }
}
