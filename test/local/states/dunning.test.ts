/** The dunning definition itself, walked on a clock moved by hand with scripted tasks. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { historyOf, transitionsOf } from '../../../local/states/history.ts';
import type { Json } from '../../../local/states/json.ts';
import type { InvokeOutcome, SdkOutcome } from '../../../local/states/ports.ts';
import { createHouse, type HouseOptions, MACHINE, refused, returns, throws, written } from './house.ts';

const source = readFileSync(new URL('../../../statemachines/dunning.asl.json', import.meta.url), 'utf8');
const definition = source.replaceAll(/\$\{(\w+)\}/g, 'arn:aws:lambda:eu-central-1:000000000000:function:$1');
const DAY = 24 * 3600;
const WEEK = 7 * DAY;

/** A decision as the functions answer it. */
const decision = (kind: string, action = 'remind', waitSeconds = 3 * DAY) => ({
  kind,
  decisionVersion: 4,
  waitSeconds,
  leaseUntil: '2026-01-04T11:00:00Z',
  then: { action, stepId: 'friendly' },
});
const wait = (action = 'remind', waitSeconds = 3 * DAY) => returns(decision('wait', action, waitSeconds));
const close = returns(decision('close'));

type Script = Readonly<Record<string, readonly (InvokeOutcome | SdkOutcome)[]>>;

/** Answers each state's calls in order, and the last answer again and again. */
function scripted(script: Script): Pick<HouseOptions, 'invoke' | 'sdk'> {
  const used: Record<string, number> = {};
  const next = (state: string) => {
    const answers = script[state] ?? [];
    const at = used[state] ?? 0;
    used[state] = at + 1;
    return answers[Math.min(at, answers.length - 1)];
  };
  return {
    invoke: (_args, state) => {
      const answer = next(state);
      return answer && !('result' in answer) && !('errorName' in answer) ? answer : throws('NotScripted', state);
    },
    sdk: (_args, state) => {
      const answer = next(state);
      return answer && ('result' in answer || 'errorName' in answer) ? answer : written;
    },
  };
}

async function walkCase(script: Script, options: HouseOptions = {}) {
  const house = createHouse({ ...scripted(script), ...options });
  house.states.deploy(MACHINE, definition);
  const input = JSON.stringify({ caseId: 'CRED#demo#INV#INV-1', cycle: 1, run: 7 });
  const row = house.states.startExecution({ stateMachineArn: MACHINE, name: 'case-c1-r7', input });
  await house.clock.settle();
  return { ...house, row, path: () => row.visits.map(({ state }) => state) };
}

function tokenIn(args: Json | undefined): string {
  const text = JSON.stringify(args);
  const token = /":token":\{"S":"([^"]+)"/.exec(text)?.[1];
  if (!token) throw new Error(`expected a token in ${text}`);
  return token;
}

describe('the dunning definition', () => {
  it('parks on the invoice row with the ids, the token and the decided version', async () => {
    const { calls, row } = await walkCase({ EvaluateEscalation: [wait()] });
    expect(row).toMatchObject({ status: 'RUNNING', state: 'AwaitPaymentOrNextStep', phase: 'parked' });
    expect(calls[0]).toEqual({
      state: 'EvaluateEscalation',
      args: { caseId: 'CRED#demo#INV#INV-1', cycle: 1, run: 7 },
    });
    expect(calls[1]?.args).toMatchObject({
      TableName: 'arn:aws:lambda:eu-central-1:000000000000:function:TableName',
      Key: { PK: { S: 'CRED#demo#INV#INV-1' }, SK: { S: 'INVOICE' } },
      ExpressionAttributeValues: {
        ':token': { S: expect.any(String) },
        ':leaseUntil': { S: '2026-01-04T11:00:00Z' },
        ':cycle': { N: '1' },
        ':run': { N: '7' },
        ':seen': { N: '4' },
      },
    });
  });

  it('looks again when a payment resumes it, and closes', async () => {
    const { calls, clock, path, row, states } = await walkCase({ EvaluateEscalation: [wait(), close] });
    await clock.advanceBy(DAY);
    states.sendTaskSuccess(tokenIn(calls[1]?.args), '{}');
    await clock.settle();
    expect(path()).toEqual([
      'EvaluateEscalation',
      'WhatIsDue',
      'AwaitPaymentOrNextStep',
      'EvaluateEscalation',
      'WhatIsDue',
      'Closed',
    ]);
    expect(row).toMatchObject({ status: 'SUCCEEDED', output: '{}' });
  });

  it('advances to the step when the time is up, at three transitions a step', async () => {
    const script = {
      EvaluateEscalation: [wait()],
      SendReminder: [wait('remind', 10 * DAY), wait('open-task', 5 * DAY)],
      OpenTask: [wait()],
    };
    const { clock, path, row } = await walkCase(script);
    await clock.advanceBy(3 * DAY - 1);
    expect(path().at(-1)).toBe('AwaitPaymentOrNextStep');
    await clock.advanceBy(1);
    const afterOne = transitionsOf(row);
    expect(path().slice(3)).toEqual(['WhatIsDue', 'SendReminder', 'AwaitPaymentOrNextStep']);
    await clock.advanceBy(10 * DAY);
    expect(transitionsOf(row) - afterOne).toBe(3);
    await clock.advanceBy(5 * DAY);
    expect(path().slice(9)).toEqual(['WhatIsDue', 'OpenTask', 'AwaitPaymentOrNextStep']);
  });

  it('looks again when the write of the token is refused because the case changed', async () => {
    const { path } = await walkCase({
      EvaluateEscalation: [wait(), close],
      AwaitPaymentOrNextStep: [refused('DynamoDb.ConditionalCheckFailedException')],
    });
    expect(path().slice(2, 4)).toEqual(['AwaitPaymentOrNextStep', 'EvaluateEscalation']);
    expect(path().at(-1)).toBe('Closed');
  });

  it('retries an unavailable step six times, then waits an hour and looks again', async () => {
    const unavailable = throws('StepUnavailable');
    const { calls, clock, path } = await walkCase({
      EvaluateEscalation: [returns(decision('act')), close],
      SendReminder: [unavailable],
    });
    await clock.advanceBy(600);
    expect(calls.filter(({ state }) => state === 'SendReminder')).toHaveLength(7);
    expect(path().at(-1)).toBe('AwaitNextTry');
    await clock.advanceBy(3600);
    expect(path().slice(-3)).toEqual(['EvaluateEscalation', 'WhatIsDue', 'Closed']);
  });

  it('asks a person when a step is rejected, and looks again after a week or when resumed', async () => {
    const { calls, clock, path, states } = await walkCase({
      EvaluateEscalation: [returns(decision('act'))],
      SendReminder: [throws('StepRejected')],
      AskAPerson: [wait('evaluate', WEEK)],
    });
    expect(path().slice(-3)).toEqual(['SendReminder', 'AskAPerson', 'AwaitAPerson']);
    expect(calls.find(({ state }) => state === 'AskAPerson')?.args).toMatchObject({ run: 7, fault: 'StepRejected' });
    await clock.advanceBy(WEEK);
    expect(path().filter((state) => state === 'AwaitAPerson')).toHaveLength(2);
    states.sendTaskSuccess(tokenIn(calls.at(-1)?.args), '{}');
    await clock.settle();
    expect(path().filter((state) => state === 'EvaluateEscalation')).toHaveLength(3);
  });

  it('asks a person about a decision it does not know', async () => {
    const { calls } = await walkCase({
      EvaluateEscalation: [returns(decision('sing'))],
      AskAPerson: [wait('evaluate', WEEK)],
    });
    expect(calls.find(({ state }) => state === 'AskAPerson')?.args).toMatchObject({ fault: 'UnknownDecision' });
  });

  it.each([
    ['close', 'Closed'],
    ['park', 'Parked'],
    ['superseded', 'Superseded'],
  ])('ends well on the decision %s as %s', async (kind, state) => {
    const { changes, clock, path, row, states } = await walkCase({ EvaluateEscalation: [returns(decision(kind))] });
    expect(path()).toEqual(['EvaluateEscalation', 'WhatIsDue', state]);
    expect(row.status).toBe('SUCCEEDED');
    expect(clock.pending()).toBe(0);
    expect(changes.map(({ status }) => status)).toEqual(['RUNNING', 'SUCCEEDED']);
    const types = historyOf(row, states.machineOf(row.arn)).map(({ type }) => type);
    expect(types.slice(0, 7)).toEqual([
      'ExecutionStarted',
      'TaskStateEntered',
      'TaskScheduled',
      'TaskStarted',
      'TaskSucceeded',
      'TaskStateExited',
      'ChoiceStateEntered',
    ]);
    expect(types.slice(-3)).toEqual(['SucceedStateEntered', 'SucceedStateExited', 'ExecutionSucceeded']);
  });

  it('times out as a whole after 360 days', async () => {
    const { clock, row, states } = await walkCase({ EvaluateEscalation: [wait('evaluate', 300 * DAY)] });
    await clock.advanceBy(361 * DAY);
    expect(row).toMatchObject({ status: 'TIMED_OUT', state: 'AwaitPaymentOrNextStep' });
    expect(row.error).toBeUndefined();
    expect(historyOf(row, states.machineOf(row.arn)).at(-1)).toMatchObject({
      type: 'ExecutionTimedOut',
      executionTimedOutEventDetails: { error: 'States.Timeout' },
    });
    expect(clock.pending()).toBe(0);
  });
});
