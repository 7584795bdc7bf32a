/** The sweep on a sandbox's clock: a lease there outlasts two minutes of the machine. */
import { expect, it } from 'vitest';
import { addMs } from '../../../core/calendar/dates.ts';
import { createHandler } from '../../../functions/start-due-cases/handler.ts';
import { useScene } from '../../support/scene.ts';

const DAY_MS = 86_400_000;
const startedAt = '2026-02-02T10:00:00.000Z';

const scene = useScene(({ world, creditorId }) => {
  const caseId = `CRED#${creditorId}#INV#INV-1`;
  const started: string[] = [];
  return {
    started,
    sweepAt: (at: string, pace?: number) =>
      createHandler({
        ledger: world.ledger,
        sweep: {
          takeLease: async () => true,
          giveLease: async () => {},
          dueCases: async () => [caseId],
          shards: 1,
        },
        start: async (name) => void started.push(name),
        clock: { now: () => at, pace },
        report: () => {},
      })(() => 60_000),
  };
});

const running = { invoiceId: 'INV-1', run: 4, runStartedAt: startedAt, dueAt: addMs(startedAt, 3 * 3_600_000) };
const lapsed = addMs(running.dueAt, 1);

it('takes a case over as soon as its lease has lapsed, on the real clock', async () => {
  await scene().invoice(running);
  expect(await scene().sweepAt(addMs(running.dueAt, -1))).toMatchObject({ started: 0 });
  expect(await scene().sweepAt(lapsed)).toMatchObject({ started: 1 });
  expect(scene().started).toEqual([expect.stringMatching(/-c1-r5$/)]);
});

it('waits two minutes of the machine longer where a day lasts ten seconds', async () => {
  await scene().invoice(running);
  const twoMinutes = 12 * DAY_MS;
  expect(await scene().sweepAt(addMs(lapsed, twoMinutes - 2), 8640)).toMatchObject({ started: 0, skipped: 1 });
  expect(await scene().sweepAt(addMs(lapsed, twoMinutes), 8640)).toMatchObject({ started: 1 });
});

it('starts a case that nobody walks at its moment, also in a sandbox', async () => {
  await scene().invoice({ ...running, runStartedAt: undefined });
  expect(await scene().sweepAt(lapsed, 8640)).toMatchObject({ started: 1 });
});
