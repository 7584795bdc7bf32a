/** The Step Functions API on its wire protocol, AWS JSON 1.0: seven operations, each refusal by AWS's own name. */
import * as z from 'zod';
import type { States } from './engine.ts';
import type { ExecutionRow } from './execution.ts';
import { ApiFault } from './faults.ts';
import { historyOf } from './history.ts';
import { STATUSES } from './ports.ts';

export type WireAnswer = { readonly status: number; readonly body: string; readonly errorType?: string };

/** Takes the `X-Amz-Target` header and the body. Refusals also give the name for the header `x-amzn-errortype`. */
export type StatesWire = (target: string, body: string) => Promise<WireAnswer>;

const Arn = z.string().min(1).max(256);
const page = { maxResults: z.int().min(0).max(1000).default(0), nextToken: z.string().optional() };
const fault = { error: z.string().max(256).optional(), cause: z.string().max(32_768).optional() };
const Token = z.string().min(1).max(2048);

/** `maxResults` 0 means AWS's default. */
const PAGE = 100;

/** Requests are read strictly: a field nobody plays is refused rather than ignored. */
type Operation = (states: States, request: unknown) => object;

const operations: Readonly<Record<string, Operation>> = {
  StartExecution: operation(
    z.strictObject({ stateMachineArn: Arn, name: z.string().optional(), input: z.string().optional() }),
    (states, request) => {
      const { arn, startedAt } = states.startExecution(request);
      return { executionArn: arn, startDate: startedAt / 1000 };
    },
  ),
  DescribeExecution: operation(
    z.strictObject({ executionArn: Arn, includedData: z.string().optional() }),
    (states, request) => description(states.describeExecution(request.executionArn)),
  ),
  StopExecution: operation(
    z.strictObject({ executionArn: Arn, ...fault }),
    (states, { executionArn, error, cause }) => ({
      stopDate: (states.stopExecution(executionArn, error, cause).stoppedAt ?? 0) / 1000,
    }),
  ),
  SendTaskSuccess: operation(
    z.strictObject({ taskToken: Token, output: z.string() }),
    (states, { taskToken, output }) => {
      states.sendTaskSuccess(taskToken, output);
      return {};
    },
  ),
  SendTaskFailure: operation(z.strictObject({ taskToken: Token, ...fault }), (states, { taskToken, error, cause }) => {
    states.sendTaskFailure(taskToken, error, cause);
    return {};
  }),
  ListExecutions: operation(
    z.strictObject({ stateMachineArn: Arn, statusFilter: z.enum(STATUSES).optional(), ...page }),
    listExecutions,
  ),
  GetExecutionHistory: operation(
    z.strictObject({
      executionArn: Arn,
      reverseOrder: z.boolean().default(false),
      includeExecutionData: z.boolean().optional(),
      ...page,
    }),
    executionHistory,
  ),
};

export function createStatesWire(states: States): StatesWire {
  return async (target, body) => {
    try {
      const name = /^AWSStepFunctions\.(\w+)$/.exec(target)?.[1] ?? target;
      const run = Object.hasOwn(operations, name) ? operations[name] : undefined;
      if (!run) throw new ApiFault('UnknownOperationException', `The operation ${target} is not played.`);
      return { status: 200, body: JSON.stringify(run(states, parseBody(body))) };
    } catch (error) {
      if (!(error instanceof ApiFault)) throw error;
      const { type, message } = error;
      return { status: 400, body: JSON.stringify({ __type: type, message }), errorType: type };
    }
  };
}

function operation<S extends z.ZodType>(schema: S, run: (states: States, request: z.output<S>) => object): Operation {
  return (states, request) => {
    const parsed = schema.safeParse(request);
    if (!parsed.success) throw new ApiFault('ValidationException', z.prettifyError(parsed.error));
    return run(states, parsed.data);
  };
}

function parseBody(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new ApiFault('SerializationException', `Expected a JSON body, found ${body.slice(0, 80)}`);
  }
}

function summary(row: ExecutionRow) {
  return {
    executionArn: row.arn,
    stateMachineArn: row.stateMachineArn,
    name: row.name,
    status: row.status,
    startDate: row.startedAt / 1000,
    ...(row.stoppedAt !== undefined && { stopDate: row.stoppedAt / 1000 }),
    redriveCount: 0,
  };
}

function description(row: ExecutionRow) {
  const included = { included: true };
  return {
    ...summary(row),
    input: row.input,
    inputDetails: included,
    ...(row.output !== undefined && { output: row.output, outputDetails: included }),
    ...(row.error !== undefined && { error: row.error }),
    ...(row.cause !== undefined && { cause: row.cause }),
    redriveStatus: 'NOT_REDRIVABLE',
  };
}

type Page = { readonly maxResults: number; readonly nextToken?: string | undefined };
type ListRequest = Page & { readonly stateMachineArn: string; readonly statusFilter?: string | undefined };

/** Pages by the order of starting, so that executions started meanwhile shift nothing. */
function listExecutions(states: States, request: ListRequest) {
  const { stateMachineArn, statusFilter, maxResults, nextToken } = request;
  if (!states.machines().has(stateMachineArn)) {
    throw new ApiFault('StateMachineDoesNotExist', `State Machine Does Not Exist: '${stateMachineArn}'`);
  }
  const below = nextToken === undefined ? Number.POSITIVE_INFINITY : readPageToken(nextToken);
  const wanted = states
    .executions(stateMachineArn)
    .filter(({ ordinal, status }) => ordinal < below && (statusFilter === undefined || status === statusFilter));
  const shown = wanted.slice(0, maxResults || PAGE);
  const last = shown.at(-1);
  const more = last && wanted.length > shown.length;
  return { executions: shown.map(summary), ...(more && { nextToken: pageToken(last.ordinal) }) };
}

type HistoryRequest = Page & { readonly executionArn: string; readonly reverseOrder: boolean };

function executionHistory(states: States, { executionArn, reverseOrder, maxResults, nextToken }: HistoryRequest) {
  const inOrder = historyOf(states.describeExecution(executionArn), states.machineOf(executionArn));
  const events = reverseOrder ? inOrder.toReversed() : inOrder;
  const from = nextToken === undefined ? 0 : readPageToken(nextToken);
  const to = from + (maxResults || PAGE);
  return { events: events.slice(from, to), ...(to < events.length && { nextToken: pageToken(to) }) };
}

const pageToken = (position: number) => Buffer.from(`page ${position}`).toString('base64url');

function readPageToken(token: string): number {
  const position = /^page (\d+)$/.exec(Buffer.from(token, 'base64url').toString())?.[1];
  if (position === undefined) throw new ApiFault('InvalidToken', "Invalid Token: 'Invalid token'");
  return Number(position);
}
