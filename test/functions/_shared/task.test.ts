/** What the state machine sees of a task: parsed payloads, three names of errors, and nothing personal in the log. */
import type { Context } from 'aws-lambda';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CaseRef } from '../../../contracts/tasks/case-ref.ts';
import { Fault } from '../../../core/fault.ts';
import { metric } from '../../../functions/_shared/log.ts';
import { task } from '../../../functions/_shared/task.ts';

const context: Context = Object.create(null);
const reference = { caseId: 'CRED#demo#INV#INV-0042', cycle: 1, run: 2 };
const clock = { now: () => '2026-02-02T10:00:00.000Z' };
const next = {
  kind: 'wait',
  decisionVersion: 3,
  waitSeconds: 86_401,
  leaseUntil: '2026-02-03T13:00:01.000Z',
  then: { action: 'remind', stepId: 'friendly' },
  reason: 'next-step',
} as const;

let logged: Record<string, unknown>[] = [];
beforeEach(() => {
  logged = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((line) => {
    logged.push(JSON.parse(String(line)));
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
});

/** The error as Lambda would write it: its name, its message and whatever hangs on it. */
async function failureOf(run: () => Promise<typeof next>, event: unknown = reference) {
  const error: unknown = await task(CaseRef, clock, run)(event, context).catch((thrown: unknown) => thrown);
  if (!(error instanceof Error)) throw new Error('expected an error');
  return {
    name: error.name,
    message: error.message,
    cause: error.cause,
    all: JSON.stringify([error.stack, Object.values(error).map(String)]),
  };
}

describe('a task', () => {
  it('hands on what it was given, without what it does not know, and answers likewise', async () => {
    const run = vi.fn(async () => ({ ...next, more: 1 }));
    expect(await task(CaseRef, clock, run)({ ...reference, addedLater: 1 }, context)).toEqual(next);
    expect(run).toHaveBeenCalledWith(reference);
    expect(logged).toMatchObject([
      { level: 'info', messageCode: 'STARTED', ...reference },
      { level: 'info', messageCode: 'COMPLETED', ...reference },
    ]);
  });

  it('waits in seconds of the machine where a sandbox lets a day last ten', async () => {
    const waitOf = async (pace: number) =>
      (await task(CaseRef, { ...clock, pace }, async () => next)(reference, context)).waitSeconds;
    expect(await Promise.all([1, 86_400 / 10, 86_400 / 3600, 1_000_000].map(waitOf))).toEqual([86_401, 11, 3601, 1]);
  });

  it('keeps the name of a fault', async () => {
    const fault = new Fault('StepDeferred', 'expected a free slot, found none');
    expect(await failureOf(() => Promise.reject(fault))).toMatchObject({
      name: 'StepDeferred',
      message: fault.message,
    });
  });

  it('calls what it cannot parse rejected, coming in and going out', async () => {
    expect(await failureOf(async () => next, { caseId: 'x' })).toMatchObject({ name: 'StepRejected' });
    expect(await failureOf(async () => JSON.parse('{}'))).toMatchObject({ name: 'StepRejected' });
  });

  it('calls anything else unavailable, keeps the cause, and writes none of its words', async () => {
    const cause = new Error('554 ap@acme.example is suppressed');
    const failure = await failureOf(() => Promise.reject(cause));
    expect(failure).toMatchObject({ name: 'StepUnavailable', cause });
    expect(failure.all + JSON.stringify(logged)).not.toContain('acme');
    expect(logged.at(-1)).toMatchObject({ messageCode: 'FAILED', caseId: reference.caseId, fault: 'StepUnavailable' });
  });
});

it('counts a metric of its stage in the embedded metric format', () => {
  metric('PersonNeeded', 1, 'prod');
  expect(logged).toMatchObject([
    {
      _aws: {
        CloudWatchMetrics: [{ Namespace: 'Dunlin', Dimensions: [['Stage']], Metrics: [{ Name: 'PersonNeeded' }] }],
      },
      Stage: 'prod',
      PersonNeeded: 1,
    },
  ]);
});
