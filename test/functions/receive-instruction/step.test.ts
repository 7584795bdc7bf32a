/** What a person says about a step: recorded once, with the task that asked for it done. */
import { describe, expect, it } from 'vitest';
import { approvalTaskId } from '../../../core/case/approvals.ts';
import { aTask } from '../../support/builders.ts';
import { commit } from '../../support/store.ts';
import { overtaken, useInstructions } from './scene.ts';

const scene = useInstructions();
const ROUTE = 'POST /v1/invoices/{id}/steps/{stepId}';

const tell = (what: string, stepId = 'final', note?: string) =>
  scene().tell(ROUTE, 'INV-1', { stepId, body: { do: what, ...(note ? { note } : {}) } });

async function anAskedCase(): Promise<string> {
  const { invoice, creditorId, world } = scene();
  await invoice({ asked: ['final'] });
  const taskId = approvalTaskId(world.ledger.caseIdOf(creditorId, 'INV-1'), 1, 'final');
  const task = aTask({ taskId, creditorId, kind: 'approve', stepId: 'final' });
  await commit(world, [{ kind: 'task', before: undefined, after: task }]);
  return taskId;
}

describe('an approval', () => {
  it('is kept with who gave it, and ends the task that asked for it', async () => {
    const taskId = await anAskedCase();
    const { row, lastRecord, world, creditorId, clock } = scene();
    expect(await tell('approve', 'final', 'Agreed with sales.')).toEqual({
      status: 200,
      body: { invoiceId: 'INV-1', stepId: 'final', do: 'approve', changed: true },
    });
    expect(await row()).toMatchObject({ approvals: { final: { by: 'api', at: clock.at } }, decisionVersion: 2 });
    expect(await lastRecord()).toMatchObject({ type: 'step.approved', by: 'api', data: { stepId: 'final' } });
    expect(await world.ledger.task(creditorId, taskId)).toMatchObject({
      state: 'done',
      outcome: 'approve',
      note: 'Agreed with sales.',
    });
  });

  it('given twice changes nothing the second time', async () => {
    await anAskedCase();
    await tell('approve');
    const { row } = scene();
    const { version } = await row();
    expect(await tell('approve')).toMatchObject({ status: 200, body: { changed: false } });
    expect((await row()).version).toBe(version);
  });

  it('is given on what the case has become where somebody else wrote first', async () => {
    await anAskedCase();
    const { world, row, tell: say } = scene();
    const other = async () => {
      await say(ROUTE, 'INV-1', { stepId: 'decide', body: { do: 'send-now' } });
    };
    const answer = await say(ROUTE, 'INV-1', {
      stepId: 'final',
      body: { do: 'approve' },
      on: overtaken(world.ledger, 1, other),
    });
    expect(answer).toMatchObject({ status: 200 });
    expect(await row()).toMatchObject({ sendNow: 'decide', approvals: { final: {} } });
  });
});

describe('a step', () => {
  it('is left out, and its task is done', async () => {
    const taskId = await anAskedCase();
    const { row, world, creditorId } = scene();
    expect(await tell('skip')).toMatchObject({ status: 200 });
    expect((await row()).stepsDone).toEqual(['final']);
    expect(await world.ledger.task(creditorId, taskId)).toMatchObject({ state: 'done', outcome: 'skip' });
  });

  it('is asked for at once, which ends no task', async () => {
    const taskId = await anAskedCase();
    const { row, world, creditorId } = scene();
    expect(await tell('send-now')).toMatchObject({ status: 200 });
    expect(await row()).toMatchObject({ sendNow: 'final', dueAt: scene().clock.at });
    expect(await world.ledger.task(creditorId, taskId)).toMatchObject({ state: 'open' });
  });

  it.each([
    { when: 'it is not of the policy', stepId: 'nothing', body: { do: 'skip' }, status: 404 },
    { when: 'it ends the path', stepId: 'decide', body: { do: 'skip' }, status: 409 },
    { when: 'it needs no approval', stepId: 'friendly', body: { do: 'approve' }, status: 409 },
    { when: 'the instruction is none', stepId: 'final', body: { do: 'forget' }, status: 400 },
  ])('is refused with $status when $when', async ({ stepId, body, status }) => {
    await anAskedCase();
    expect(await scene().tell(ROUTE, 'INV-1', { stepId, body })).toMatchObject({ status });
  });

  it('of an invoice that is not there is not found', async () => {
    expect(await tell('approve')).toMatchObject({ status: 404 });
  });
});

describe('the task that asks for an approval', () => {
  const answer = (taskId: string, outcome: string) =>
    scene().tell('POST /v1/tasks/{id}/outcome', taskId, { body: { outcome, note: 'Agreed.' } });

  it.each([
    { outcome: 'approve', then: { approvals: { final: { by: 'api' } } } },
    { outcome: 'skip', then: { stepsDone: ['final'] } },
  ])('is answered by $outcome, and so is its step', async ({ outcome, then }) => {
    const taskId = await anAskedCase();
    expect(await answer(taskId, outcome)).toMatchObject({
      status: 200,
      body: { state: 'done', outcome, note: 'Agreed.' },
    });
    expect(await scene().row()).toMatchObject(then);
  });

  it('is answered by nothing else', async () => {
    const taskId = await anAskedCase();
    expect(await answer(taskId, 'done')).toMatchObject({ status: 409 });
    expect((await scene().row()).approvals).toBeUndefined();
  });

  it('alone is answered so', async () => {
    const { invoice, creditorId, world } = scene();
    await invoice();
    const call = aTask({ taskId: 'T-CALL', creditorId, kind: 'call' });
    await commit(world, [{ kind: 'task', before: undefined, after: call }]);
    expect(await answer('T-CALL', 'approve')).toMatchObject({ status: 409 });
    expect(await world.ledger.task(creditorId, 'T-CALL')).toMatchObject({ state: 'open' });
  });
});
