/** The JSON protocols of AWS: JSON 1.0 and 1.1 (operation in a header), and the errors of REST JSON. */
import type { z } from 'zod';
import { WireFault, type WireRequest, type WireResponse } from './wire.ts';

/** Reads the parsed body of one operation and returns the body of its answer. */
export type Operation = (input: unknown) => Promise<object> | object;

/** An operation whose input is checked; a field outside the schema is refused, so nothing is ignored in silence. */
export function operation<S extends z.ZodType>(
  schema: S,
  run: (input: z.output<S>) => Promise<object> | object,
): Operation {
  return (input) => run(parseInput(schema, input, 'ValidationException'));
}

/** Parses a request's input, or refuses it under the exception name that the service uses for that. */
export function parseInput<S extends z.ZodType>(schema: S, input: unknown, exception: string): z.output<S> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'request'}: ${message}`);
  throw new WireFault(exception, `the request is not what this operation takes: ${problems.join('; ')}`);
}

export function parseBody(body: Buffer): unknown {
  if (body.length === 0) return {};
  try {
    return JSON.parse(body.toString('utf8'));
  } catch (cause) {
    throw new WireFault('SerializationException', `expected a JSON body, found ${String(cause)}`);
  }
}

export type JsonService = {
  /** What `X-Amz-Target` starts with, for example `AWSEvents`. */
  readonly target: string;
  readonly version: '1.0' | '1.1';
  readonly operations: Readonly<Record<string, Operation>>;
};

/** Answers one request of a JSON 1.x service; an operation that is not played is refused by its name. */
export async function answerJson(service: JsonService, request: WireRequest): Promise<WireResponse> {
  const headers = { 'content-type': `application/x-amz-json-${service.version}` };
  try {
    const output = await findOperation(service, request.headers['x-amz-target'])(parseBody(request.body));
    return { status: 200, headers, body: JSON.stringify(output) };
  } catch (error) {
    if (!(error instanceof WireFault)) throw error;
    const body = JSON.stringify({
      __type: error.name,
      message: error.message,
      Message: error.message,
      ...error.members,
    });
    return { status: error.status, headers: { ...headers, 'x-amzn-errortype': error.name }, body };
  }
}

function findOperation({ target, operations }: JsonService, header: string | undefined): Operation {
  const [prefix, name] = (header ?? '').split('.');
  const found =
    prefix === target && name !== undefined && Object.hasOwn(operations, name) ? operations[name] : undefined;
  if (found) return found;
  const known = Object.keys(operations).join(', ');
  throw new WireFault(
    'UnknownOperationException',
    `expected ${target}.{${known}}, found ${header ?? 'no X-Amz-Target'}`,
  );
}

/** The answer of a REST JSON service to a request that it refuses. */
export function restJsonFault(error: unknown): WireResponse {
  if (!(error instanceof WireFault)) throw error;
  return {
    status: error.status,
    headers: { 'content-type': 'application/json', 'x-amzn-errortype': error.name },
    body: JSON.stringify({ message: error.message, ...error.members }),
  };
}
