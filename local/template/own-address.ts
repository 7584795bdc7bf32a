/** The API's address in the environment of functions: AWS makes one up for a deployed API, here it is this machine's. */
import type { FunctionSpec } from './functions.ts';

const OF_AN_API = /^https:\/\/[^./]+\.execute-api\.[^/]+\/?$/;

export function withOwnAddress(functions: readonly FunctionSpec[], url: string): readonly FunctionSpec[] {
  return functions.map((spec) => {
    const variables = Object.entries(spec.environment).map(([name, value]) => [
      name,
      OF_AN_API.test(value) ? url : value,
    ]);
    return { ...spec, environment: Object.fromEntries(variables) };
  });
}
