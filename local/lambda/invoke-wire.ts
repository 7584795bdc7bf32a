/** Lambda's Invoke on its wire protocol: at once, or accepted with the function's own retries behind it. */
import type { Handle } from '../http/endpoints.ts';
import { WireFault, type WireResponse } from '../wire.ts';
import { parseBody, restJsonFault } from '../wire-json.ts';
import type { AsyncInvocations } from './async-invocations.ts';
import type { LambdaHost } from './host.ts';

export type InvokeDeps = { readonly host: LambdaHost; readonly invocations: AsyncInvocations };

const PATH = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/;
const json = { 'content-type': 'application/json' };

export function createInvokeWire(deps: InvokeDeps): Handle {
  return async ({ method, path, headers, body }) => {
    try {
      const name = method === 'POST' ? PATH.exec(path.split('?')[0] ?? '')?.[1] : undefined;
      if (name === undefined)
        throw new WireFault('UnknownOperationException', `expected Invoke, found ${method} ${path}`);
      const type = headers['x-amz-invocation-type'] ?? 'RequestResponse';
      return await invoke(deps, { name: decodeURIComponent(name), type, event: parseBody(body) });
    } catch (error) {
      return restJsonFault(error);
    }
  };
}

type Call = { readonly name: string; readonly type: string; readonly event: unknown };

async function invoke({ host, invocations }: InvokeDeps, { name, type, event }: Call): Promise<WireResponse> {
  const spec = host.find(name);
  if (!spec) throw new WireFault('ResourceNotFoundException', `Function not found: ${name}`, { status: 404 });
  if (type === 'Event') {
    invocations.add(spec.arn, event);
    return { status: 202, headers: {}, body: '' };
  }
  if (type !== 'RequestResponse')
    throw new WireFault('InvalidParameterValueException', `expected RequestResponse or Event, found ${type}`);
  const outcome = await host.invoke(spec.arn, event);
  if (outcome.ok) return { status: 200, headers: json, body: JSON.stringify(outcome.payload ?? null) };
  const failure = { errorType: outcome.errorType, errorMessage: outcome.message };
  return { status: 200, headers: { ...json, 'x-amz-function-error': 'Unhandled' }, body: JSON.stringify(failure) };
}
