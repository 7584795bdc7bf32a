/** One attempt of a Task state: its arguments, its timeout, the call, and the shape of the answer. */
import type { Live } from './execution.ts';
import { queryFault, StateFault, sizeFault } from './faults.ts';
import { byteSize, isObject, type Json, PAYLOAD_LIMIT, toJson } from './json.ts';
import type { Call, TaskState } from './machine.ts';
import type { CallContext, Ports } from './ports.ts';
import { evaluateWithin, scopeOf } from './scope.ts';
import { secondsOf, type Walker } from './step.ts';
import { evaluateTemplate } from './template.ts';

/**
 * Calls the task once. Throws `StateFault` where it failed. The row is kept as `calling` before the call goes out, so a
 * restart makes the same call again with the same token; a call that is answered after its timeout is `superseded`.
 */
export async function attemptTask(
  walker: Walker,
  live: Live,
  state: TaskState,
): Promise<{ readonly result: Json } | 'park' | 'superseded'> {
  const { row } = live;
  const mine = row.sequence;
  const isMine = () => row.sequence === mine && row.status === 'RUNNING';
  const scope = scopeOf(live, walker.ports.timeline.now());
  const args = await evaluateWithin(state.args, scope, {}, 'The arguments of the task');
  const seconds =
    state.timeoutSeconds && secondsOf(await evaluateTemplate(state.timeoutSeconds, scope), 'TimeoutSeconds', 1);
  if (!isMine()) return 'superseded';
  begin(walker, live, seconds);
  const result = await call(walker.ports, state.call, args, contextOf(live));
  if (!isMine()) return 'superseded';
  if (!state.call.awaitsToken) return { result };
  row.phase = 'parked';
  const visit = row.visits.at(-1);
  if (visit) visit.submittedAt = walker.ports.timeline.now();
  walker.save(live);
  return 'park';
}

/** A task that a restart finds under way keeps the time limit it had. */
function begin(walker: Walker, live: Live, seconds: number | undefined): void {
  const { row } = live;
  const now = walker.ports.timeline.now();
  if (row.phase !== 'calling') {
    row.phase = 'calling';
    row.wakeAt = seconds === undefined ? undefined : now + seconds * 1000;
    const visit = row.visits.at(-1);
    if (visit) visit.startedAt = now;
    walker.save(live);
  }
  walker.schedule(live);
}

function contextOf({ row }: Live): CallContext {
  return { executionArn: row.arn, stateMachineArn: row.stateMachineArn, state: row.state, retryCount: row.retryCount };
}

async function call(ports: Ports, task: Call, args: Json, context: CallContext): Promise<Json> {
  const result =
    task.kind === 'lambda' ? await invoke(ports, args, context) : await callSdk(ports, task, args, context);
  if (byteSize(result) > PAYLOAD_LIMIT) throw sizeFault(`The result of the task ${context.state}`);
  return result;
}

async function invoke({ invoke }: Ports, args: Json, context: CallContext): Promise<Json> {
  const name = isObject(args) ? args.FunctionName : undefined;
  if (!isObject(args) || typeof name !== 'string') {
    throw queryFault(`The field 'Arguments' expected a FunctionName, found ${JSON.stringify(name)}.`);
  }
  const outcome = await invoke(name, args.Payload ?? {}, context).catch((error: unknown) => {
    throw new StateFault('Lambda.SdkClientException', String(error));
  });
  if (outcome.ok) return lambdaResult(toJson(outcome.payload ?? null));
  const { errorType, message } = outcome;
  // Lambda's own refusals carry a plain message, a thrown error the JSON that the runtime answers with.
  const isServiceFault = errorType.startsWith('Lambda.');
  throw new StateFault(
    errorType,
    isServiceFault ? message : JSON.stringify({ errorMessage: message, errorType, trace: [] }),
  );
}

function lambdaResult(Payload: Json): Json {
  return {
    ExecutedVersion: '$LATEST',
    Payload,
    SdkHttpMetadata: { AllHttpHeaders: {}, HttpHeaders: {}, HttpStatusCode: 200 },
    SdkResponseMetadata: {},
    StatusCode: 200,
  };
}

type SdkCall = Extract<Call, { kind: 'sdk' }>;

async function callSdk({ sdk }: Ports, { service, action }: SdkCall, args: Json, context: CallContext): Promise<Json> {
  const outcome = await sdk(service, action, args, context).catch((error: unknown) => {
    throw new StateFault('DynamoDb.SdkClientException', String(error));
  });
  if (outcome.ok) return toJson(outcome.result ?? {});
  throw new StateFault(outcome.errorName, outcome.message);
}
