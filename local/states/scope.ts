/** What the expressions of a state see: `$states` with the context object, and the variables. */
import { type Live, tokenOf } from './execution.ts';
import type { Scope } from './expression.ts';
import { sizeFault } from './faults.ts';
import { byteSize, isObject, type Json, type JsonObject, PAYLOAD_LIMIT, parseJson } from './json.ts';
import type { Handover } from './machine.ts';
import { evaluateTemplate, type Template } from './template.ts';

const iso = (moment: number) => new Date(moment).toISOString();
const parsedInputs = new WeakMap<object, Json>();

/** Variables all together may weigh 10 MiB, and the values of one `Assign` 256 KiB. */
const VARIABLES_LIMIT = 10 * 1024 * 1024;

function inputOf({ row }: Live): Json {
  const known = parsedInputs.get(row);
  if (known !== undefined) return known;
  const input = parseJson(row.input);
  parsedInputs.set(row, input);
  return input;
}

function contextOf(live: Live): JsonObject {
  const { row, machine } = live;
  const state = machine.states.get(row.state);
  const awaitsToken = state?.type === 'Task' && state.call.awaitsToken;
  return {
    Execution: {
      Id: row.arn,
      Input: inputOf(live),
      Name: row.name,
      StartTime: iso(row.startedAt),
      RedriveCount: 0,
    },
    StateMachine: { Id: row.stateMachineArn, Name: row.stateMachineArn.split(':').at(-1) ?? '' },
    State: { Name: row.state, EnteredTime: iso(row.enteredAt), RetryCount: row.retryCount },
    ...(awaitsToken && { Task: { Token: tokenOf(row) } }),
  };
}

/** `extra` is the result of the task, or the error output inside a catcher. */
export function scopeOf(live: Live, now: number, extra: JsonObject = {}): Scope {
  let context: JsonObject | undefined;
  const states = {
    input: live.row.stateInput,
    ...extra,
    // Most expressions never look, and a context costs two dates to write.
    get context() {
      context ??= contextOf(live);
      return context;
    },
  };
  return { states, variables: live.row.variables, now };
}

/** Output and new variables; both are evaluated with the variables as they were. Throws `StateFault`. */
export async function evaluateHandover(
  { output, assign }: Handover,
  scope: Scope,
  usual: Json,
): Promise<{ readonly output: Json; readonly assigned: JsonObject }> {
  return {
    output: await evaluateWithin(output, scope, usual, 'The output of the state'),
    assigned: await evaluateAssign(assign, scope),
  };
}

/** A template's value, or the `usual` one without it; throws where it weighs more than a payload may. */
export async function evaluateWithin(template: Template | undefined, scope: Scope, usual: Json, what: string) {
  const value = template ? await evaluateTemplate(template, scope) : usual;
  if (byteSize(value) > PAYLOAD_LIMIT) throw sizeFault(what);
  return value;
}

async function evaluateAssign(assign: Template | undefined, scope: Scope): Promise<JsonObject> {
  if (!assign) return {};
  const assigned = await evaluateTemplate(assign, scope);
  if (byteSize(assigned) > PAYLOAD_LIMIT) throw sizeFault('The variables assigned by the state');
  if (!isObject(assigned)) throw new TypeError(`Assign is read as an object, found ${typeof assigned}`);
  if (byteSize(scope.variables) + byteSize(assigned) > VARIABLES_LIMIT) throw sizeFault('The variables together');
  return assigned;
}
