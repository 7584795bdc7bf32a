/** Plays every case on both engines, so many at a time, and hands back what each has told of it. */
import { type LocalStage, startLocal } from './local.ts';
import { type DeployedStage, startDeployed } from './ministack.ts';
import { createPlay } from './play.ts';
import { createRun, type Engine } from './run.ts';
import type { Case } from './script.ts';
import type { Trace } from './trace.ts';

/** MiniStack waits on a thread per execution, and most of a case's time is its waiting. */
const AT_A_TIME = 10;

export type Outcome = Trace | Error;
export type Played = { readonly played: Case; readonly local: Outcome; readonly ministack: Outcome };

export async function playAll(cases: readonly Case[]): Promise<readonly Played[]> {
  const local = await startLocal();
  const deployed = await startDeployed().catch(async (error: unknown) => {
    await local.stop();
    throw error;
  });
  try {
    return await inTurns(cases.entries().toArray(), ([index, played]) => playBoth(local, deployed, played, index));
  } finally {
    await Promise.all([local.stop(), deployed.stop()]);
  }
}

async function playBoth(local: LocalStage, deployed: DeployedStage, played: Case, index: number): Promise<Played> {
  const caseId = `case-${index + 1}`;
  const variant = played.machine ?? 'as-in-the-file';
  return {
    played,
    local: await playOne(played, caseId, (play) => local.engineFor(play, variant)),
    ministack: await playOne(played, caseId, (play) => deployed.engineFor(play, caseId)),
  };
}

/** A case that cannot be played to its end on one engine is that engine's difference, not the suite's end. */
async function playOne(
  played: Case,
  caseId: string,
  engineFor: (play: ReturnType<typeof createPlay>) => Engine,
): Promise<Outcome> {
  const play = createPlay(played);
  const run = createRun({ engine: engineFor(play), play, caseId, played });
  try {
    await run.begin();
    await (played.drive ?? ((one) => one.ended()))(run);
    return await run.trace();
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

async function inTurns<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = [];
  const queue = items.entries();
  const worker = async () => {
    for (const [index, item] of queue) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, worker));
  return results;
}
