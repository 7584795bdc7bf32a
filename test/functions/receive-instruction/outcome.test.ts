/** Outcomes of tasks, on a real table. */
import { describe, expect, it } from 'vitest';
import { TaskView } from '../../../contracts/api/tasks.ts';
import { change } from '../../../core/case/transition.ts';
import { aTask } from '../../support/builders.ts';
import { commit } from '../../support/store.ts';
import { overtaken, useInstructions } from './scene.ts';

const scene = useInstructions();
const POST = 'POST /v1/tasks/{id}/outcome';

async function openTask() {
  const invoice = await scene().invoice({ runStartedAt: '2026-02-01T00:00:00.000Z' });
  await commit(scene().world, [{ kind: 'task', before: undefined, after: aTask({ creditorId: scene().creditorId }) }]);
  return invoice;
}
const tell = (body: object, on = scene().world.ledger) => scene().tell(POST, 'task-1', { body, on });
const types = async () =>
  (await scene().world.ledger.timeline(scene().creditorId, 'INV-1')).slice(1).map(({ type }) => type);

describe('POST /v1/tasks/{id}/outcome', () => {
  it('ends the task and records it, and leaves the path alone', async () => {
    const before = await openTask();
    const reply = await tell({ outcome: 'voicemail', note: 'Will try Monday' });
    expect(TaskView.parse(reply.body)).toMatchObject({
      taskId: 'task-1',
      state: 'done',
      outcome: 'voicemail',
      note: 'Will try Monday',
      doneAt: '2026-02-02T12:00:00.000Z',
    });
    expect(await scene().lastRecord()).toMatchObject({
      type: 'task.done',
      by: 'api',
      data: { taskId: 'task-1', outcome: 'voicemail' },
    });
    expect((await scene().row()).decisionVersion).toBe(before.decisionVersion);
  });

  it('answers a repetition alike and refuses another outcome', async () => {
    await openTask();
    const first = await tell({ outcome: 'voicemail' });
    expect(await tell({ outcome: 'voicemail', note: 'again' })).toEqual(first);
    expect(await tell({ outcome: 'dispute' })).toMatchObject({ status: 409 });
    expect((await scene().row()).dispute).toBeUndefined();
    expect(await types()).toEqual(['task.done']);
  });

  it('opens a dispute of the whole invoice without end when it is disputed', async () => {
    const before = await openTask();
    await tell({ outcome: 'dispute' });
    const after = await scene().row();
    expect(after.dispute).toEqual({ reason: 'Told when somebody called', by: 'task', at: scene().clock.at });
    expect(after.decisionVersion).toBe(before.decisionVersion + 1);
    expect(await types()).toEqual(['dispute.opened', 'task.done']);
  });

  it('keeps the promised day, whatever the outcome', async () => {
    const before = await openTask();
    await tell({ outcome: 'payment_sent', promisedOn: '2026-02-20' });
    const after = await scene().row();
    expect(after.promise).toMatchObject({ on: '2026-02-20', by: 'task', owedMinor: before.owedMinor });
    expect(after.decisionVersion).toBe(before.decisionVersion + 1);
  });

  it.each(['go_on', 'write_off', 'agency', 'legal'])('only records the decision %s', async (outcome) => {
    const before = await openTask();
    expect((await tell({ outcome })).status).toBe(200);
    expect(await types()).toEqual(['task.done']);
    expect((await scene().row()).status).toBe(before.status);
  });

  it('completes what died between the effect and the end of the task', async () => {
    await openTask();
    const { ledger } = scene().world;
    let commits = 0;
    const dying = {
      ...ledger,
      commit: async (writes: Parameters<typeof ledger.commit>[0]) => {
        if (++commits > 1) throw new Error('expected to live, found the end');
        return ledger.commit(writes);
      },
    };
    await expect(tell({ outcome: 'dispute' }, dying)).rejects.toThrow();
    expect((await tell({ outcome: 'dispute' })).status).toBe(200);
    expect(await types()).toEqual(['dispute.opened', 'task.done']);
  });

  it('has no effect where somebody else ended the task first', async () => {
    await openTask();
    const { ledger } = scene().world;
    const ended = async () => void (await tell({ outcome: 'voicemail' }));
    const reply = await tell({ outcome: 'dispute' }, overtaken(ledger, 1, ended));
    expect(reply.status).toBe(409);
    expect((await scene().row()).dispute).toBeUndefined();
  });

  it('is recorded although others write the invoice meanwhile', async () => {
    await openTask();
    const { ledger } = scene().world;
    const other = async () => {
      const made = change(await scene().row(), 'invoice.refreshed', {}, { at: scene().clock.at, by: 'somebody' });
      await commit(scene().world, [{ kind: 'change', change: made }]);
    };
    expect((await tell({ outcome: 'dispute' }, overtaken(ledger, 2, other))).status).toBe(200);
    expect((await types()).at(-1)).toBe('task.done');
  });

  it('refuses an unknown outcome with the field named, and an unknown task', async () => {
    await openTask();
    expect(await tell({ outcome: 'shrug' })).toMatchObject({ status: 400, body: { problems: [{ path: 'outcome' }] } });
    expect((await scene().tell(POST, 'none', { body: { outcome: 'done' } })).status).toBe(404);
  });
});
