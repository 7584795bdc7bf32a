/** The control endpoints below `/_local/`: clock, messages, executions, faults, invocations, and where everything is. */
import type { ServiceHandles } from '../http/services.ts';
import type { LambdaHost } from '../lambda/host.ts';
import type { WireRequest, WireResponse } from '../wire.ts';
import { type ClockControl, clockOrderSchema, clockOrderShape } from './clock-control.ts';
import { describeExecution, summarize } from './executions.ts';
import { type Faults, faultOrderSchema } from './faults.ts';
import { listMessages, type Message } from './messages.ts';
import { BadRequest, jsonAnswer, problemAnswer, readBody, readInstant } from './problem.ts';

export interface ControlDeps {
  readonly clock: ClockControl;
  readonly faults: Faults;
  readonly services: ServiceHandles;
  readonly buckets: readonly string[];
  readonly host: LambdaHost;
  readonly settle: () => Promise<void>;
  readonly info: () => object;
}

type Answer = (request: WireRequest, rest: string, query: URLSearchParams) => Promise<unknown> | unknown;

const faultShape =
  '{"service":"ses","operation":"SendEmail","nth":1,"fault":"fail-before|fail-after|timeout|throttle|refuse|repeat","count":1}';

export function createControl(deps: ControlDeps): (request: WireRequest) => Promise<WireResponse> {
  const endpoints = controlEndpoints(deps);
  return async (request) => {
    const [path = '', search = ''] = request.path.split('?');
    const [, name = '', rest = ''] = /^\/_local\/([^/]*)\/?(.*)$/s.exec(path) ?? [];
    try {
      const answer = endpoints.get(`${request.method} ${name}`);
      if (!answer)
        throw new BadRequest(
          `expected one of ${[...endpoints.keys()].join(', ')}, found ${request.method} ${name}`,
          404,
        );
      return jsonAnswer(await answer(request, decodeURIComponent(rest), new URLSearchParams(search)));
    } catch (error) {
      if (error instanceof BadRequest) return problemAnswer(error);
      throw error;
    }
  };
}

function controlEndpoints(deps: ControlDeps): ReadonlyMap<string, Answer> {
  const { clock, faults, services, buckets, host, settle, info } = deps;
  return new Map<string, Answer>([
    ['GET clock', () => clock.read()],
    ['POST clock', (request) => clock.move(readBody(clockOrderSchema, request, clockOrderShape))],
    ['GET messages', (_, __, query) => ({ messages: selectMessages(listMessages(services, buckets), query) })],
    [
      'GET executions',
      (_, name) =>
        name ? describeExecution(services.states, name) : { executions: services.states.executions().map(summarize) },
    ],
    ['GET faults', () => ({ faults: faults.pending() })],
    [
      'POST faults',
      (request) => faults.order(readBody(faultOrderSchema, request, faultShape)) ?? { faults: faults.pending() },
    ],
    ['DELETE faults', () => faults.clear() ?? { faults: [] }],
    ['GET info', () => info()],
    ['POST settle', () => settle().then(() => clock.read())],
    ['POST invoke', (request, name) => invoke(host, name, request)],
  ]);
}

async function invoke(host: LambdaHost, name: string, { body }: WireRequest): Promise<unknown> {
  const spec = host.find(name);
  if (!spec || name === '') {
    throw new BadRequest(
      `expected one of ${host.specs.map((one) => one.name).join(', ')}, found ${name || 'no name'}`,
      404,
    );
  }
  const outcome = await host.invoke(spec.arn, body.length === 0 ? {} : parseEvent(body.toString('utf8')));
  return outcome.ok ? { payload: outcome.payload } : { errorType: outcome.errorType, errorMessage: outcome.message };
}

function parseEvent(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new BadRequest(`expected the event as JSON, found ${text.slice(0, 200)}`);
  }
}

function selectMessages(messages: readonly Message[], query: URLSearchParams): Message[] {
  const since = readInstant(query.get('since'), 'since');
  const customer = query.get('customer');
  return messages.filter(
    ({ sentAt, customerId, to }) =>
      (since === undefined || Date.parse(sentAt) >= since) &&
      (!customer || customerId === customer || to.includes(customer)),
  );
}
