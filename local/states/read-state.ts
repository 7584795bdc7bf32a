/** Reads one state of a definition, by its type. */
import { readCatch, readRetry } from './errors-policy.ts';
import { readHandover } from './handover.ts';
import { isObject } from './json.ts';
import { type Call, LONGEST_SECONDS, type State } from './machine.ts';
import type { Reader } from './reader.ts';

/** Fields of the other query language: AWS refuses them in a JSONata state. */
const JSONPATH_FIELDS = [
  'InputPath',
  'OutputPath',
  'Parameters',
  'Result',
  'ResultPath',
  'ResultSelector',
  'SecondsPath',
  'TimestampPath',
  'TimeoutSecondsPath',
  'HeartbeatSecondsPath',
  'ErrorPath',
  'CausePath',
  'Variable',
];
const SHARED = ['Type', 'Comment', 'QueryLanguage'];
const ARGUMENTS_OF_UPDATE_ITEM = [
  'TableName',
  'Key',
  'UpdateExpression',
  'ConditionExpression',
  'ExpressionAttributeNames',
  'ExpressionAttributeValues',
  'ReturnConsumedCapacity',
  'ReturnItemCollectionMetrics',
  'ReturnValues',
  'ReturnValuesOnConditionCheckFailure',
];
const ARGUMENTS_OF_INVOKE = ['FunctionName', 'Payload'];

export function readState(state: Reader): State | undefined {
  const type = state.text('Type');
  if (type === 'Task') return readTask(state);
  if (type === 'Choice') return readChoice(state);
  if (type === 'Wait') return readWait(state);
  if (type === 'Pass') {
    state.only([...SHARED, 'Output', 'Assign', 'Next', 'End'], JSONPATH_FIELDS);
    return { type, next: readNext(state), ...readHandover(state) };
  }
  if (type === 'Succeed') {
    state.only([...SHARED, 'Output'], JSONPATH_FIELDS);
    return { type, output: state.template('Output') };
  }
  if (type === 'Fail') {
    state.only([...SHARED, 'Error', 'Cause'], JSONPATH_FIELDS);
    return { type, error: state.template('Error'), cause: state.template('Cause') };
  }
  if (type === 'Map' || type === 'Parallel') state.unsupported('Type', `the state type ${type} is not played`);
  else state.invalid('Type', `expected a state type, found ${JSON.stringify(state.raw('Type'))}`);
  return undefined;
}

/** Next, or `undefined` where the state ends the execution; exactly one of Next and End must be there. */
function readNext(state: Reader): string | undefined {
  const end = state.raw('End');
  if (end !== undefined && end !== true) state.invalid('End', `expected true, found ${JSON.stringify(end)}`);
  if (state.has('Next') === state.has('End')) state.invalid('Next', 'expected either Next or End');
  return state.text('Next');
}

function readTask(state: Reader): State | undefined {
  const fields = ['Resource', 'Arguments', 'Output', 'Assign', 'Retry', 'Catch', 'TimeoutSeconds', 'Next', 'End'];
  state.only([...SHARED, ...fields], JSONPATH_FIELDS);
  const call = readCall(state);
  if (call) readArguments(state, call);
  const timeout = state.raw('TimeoutSeconds');
  if (typeof timeout !== 'string') state.integer('TimeoutSeconds', 1, LONGEST_SECONDS);
  else if (!timeout.startsWith('{%')) state.invalid('TimeoutSeconds', `expected a number, found "${timeout}"`);
  const task = {
    args: state.template('Arguments'),
    timeoutSeconds: state.template('TimeoutSeconds'),
    retry: readRetry(state),
    catch: readCatch(state),
    next: readNext(state),
    ...readHandover(state),
  };
  return call && { type: 'Task', call, ...task };
}

function readCall(state: Reader): Call | undefined {
  const resource = state.text('Resource');
  if (resource === 'arn:aws:states:::lambda:invoke') return { kind: 'lambda', awaitsToken: false };
  const update = { kind: 'sdk', service: 'dynamodb', action: 'updateItem' } as const;
  if (resource === 'arn:aws:states:::aws-sdk:dynamodb:updateItem') return { ...update, awaitsToken: false };
  if (resource === 'arn:aws:states:::aws-sdk:dynamodb:updateItem.waitForTaskToken') {
    return { ...update, awaitsToken: true };
  }
  if (resource !== undefined) state.unsupported('Resource', `the resource ${resource} is not played`);
  else if (!state.has('Resource')) state.invalid('Resource', 'expected the resource of the task, found nothing');
  return undefined;
}

function readArguments(state: Reader, call: Call): void {
  const value = state.raw('Arguments');
  const known = call.kind === 'lambda' ? ARGUMENTS_OF_INVOKE : ARGUMENTS_OF_UPDATE_ITEM;
  const needed = call.kind === 'lambda' ? ['FunctionName'] : ['TableName', 'Key'];
  if (typeof value === 'string' && value.startsWith('{%')) return;
  if (value === undefined || !isObject(value)) {
    state.invalid('Arguments', `expected an object with ${needed.join(' and ')}, found ${JSON.stringify(value)}`);
    return;
  }
  for (const name of needed) {
    if (value[name] === undefined) state.invalid(`Arguments/${name}`, 'expected a value, found nothing');
  }
  for (const name of Object.keys(value)) {
    if (!known.includes(name)) state.unsupported(`Arguments/${name}`, `not played; known are ${known.join(', ')}`);
  }
}

function readChoice(state: Reader): State {
  state.only([...SHARED, 'Choices', 'Default', 'Output', 'Assign'], [...JSONPATH_FIELDS, 'Next', 'End']);
  const rules = state.list('Choices');
  if (rules.length === 0) state.invalid('Choices', 'expected at least one rule, found none');
  const choices = rules.flatMap((rule) => {
    rule.only(['Condition', 'Next', 'Output', 'Assign', 'Comment'], [...JSONPATH_FIELDS, 'End']);
    const next = rule.text('Next');
    if (next === undefined) rule.invalid('Next', 'expected the name of a state, found nothing');
    const literal = rule.raw('Condition');
    if (typeof literal !== 'boolean' && !(typeof literal === 'string' && literal.startsWith('{%'))) {
      rule.invalid('Condition', `expected an expression or a boolean, found ${JSON.stringify(literal)}`);
    }
    const condition = rule.template('Condition');
    return condition ? [{ condition, next, ...readHandover(rule) }] : [];
  });
  return { type: 'Choice', choices, fallback: state.text('Default'), ...readHandover(state) };
}

function readWait(state: Reader): State | undefined {
  state.only([...SHARED, 'Seconds', 'Timestamp', 'Output', 'Assign', 'Next', 'End'], JSONPATH_FIELDS);
  if (state.has('Seconds') === state.has('Timestamp')) state.invalid('Seconds', 'expected either Seconds or Timestamp');
  const until = state.has('Seconds') ? 'Seconds' : 'Timestamp';
  const literal = state.raw(until);
  const isExpression = typeof literal === 'string' && literal.startsWith('{%');
  if (until === 'Seconds' && !isExpression) state.integer('Seconds', 0, LONGEST_SECONDS);
  if (until === 'Timestamp' && !isExpression && momentOf(literal) === undefined) {
    state.invalid('Timestamp', `expected a moment such as 2026-01-31T08:00:00Z, found ${JSON.stringify(literal)}`);
  }
  const value = state.template(until);
  const onward = { next: readNext(state), ...readHandover(state) };
  return value && { type: 'Wait', until, value, ...onward };
}

/** Milliseconds of an RFC 3339 moment with an upper-case T and a zone, which is what a Wait state takes. */
export function momentOf(value: unknown): number | undefined {
  const shape = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;
  if (typeof value !== 'string' || !shape.test(value)) return undefined;
  const moment = Date.parse(value);
  return Number.isNaN(moment) ? undefined : moment;
}
