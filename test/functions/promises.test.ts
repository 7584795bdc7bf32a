/** The promises, over random histories that drive the real handlers: revisions, money, holds, failures, deaths, missed days. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { history, play } from '../support/model/history.ts';

const RUNS = Number(process.env.HISTORIES ?? 1_000);
/** The same histories for every change that lands; new ones are looked for everywhere else. */
const SEED = process.env.CI ? { seed: 20_261_122 } : {};

it(`never chases what is not owed, never twice, never loses a case, explains every send (${RUNS} histories)`, async () => {
  let sends = 0;
  await fc.assert(
    fc.asyncProperty(history, async (past) => {
      const { broken, world } = await play(past);
      sends += world.sent.length;
      expect(broken).toEqual([]);
    }),
    { numRuns: RUNS, ...SEED },
  );
  expect(sends).toBeGreaterThan(RUNS);
}, 180_000);
