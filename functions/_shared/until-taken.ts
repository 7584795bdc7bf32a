/** Tries a conditional write again where another one came first. */
import { Fault } from '../../core/fault.ts';

const TRIES = 5;
const FIRST_PAUSE_MS = 20;

/** `attempt` reads afresh, and answers undefined where its write was refused. */
export async function untilTaken<T>(aim: string, attempt: () => Promise<T | undefined>): Promise<T> {
  for (let tries = 0; tries < TRIES; tries++) {
    const result = await attempt();
    if (result !== undefined) return result;
    await new Promise((resolve) => setTimeout(resolve, FIRST_PAUSE_MS * 2 ** tries));
  }
  throw new Fault('StepUnavailable', `expected to ${aim} within ${TRIES} tries, found another write first each time`);
}
