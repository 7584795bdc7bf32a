/** The clock as the functions see it: AWS's own, or in a sandbox stage one whose days last a few seconds. */
import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { epochMs, instantOf } from '../../core/calendar/dates.ts';
import type { Clock, Ids } from '../../core/ports.ts';

const DAY_SECONDS = 86_400;

/** Both or neither; lib/stages.ts gives them to a sandbox stage and to no other. */
const Sandbox = z.object({
  SECONDS_PER_DAY: z.coerce.number().min(10).max(DAY_SECONDS).optional(),
  CLOCK_EPOCH: z.iso.datetime().optional(),
});

/** The clock of the stage whose environment this is; `Date` itself stays real, or requests could not be signed. */
export function stageClock(environment: Readonly<Record<string, string | undefined>>): Clock {
  const { SECONDS_PER_DAY: secondsPerDay, CLOCK_EPOCH: epoch } = Sandbox.parse(environment);
  if (secondsPerDay === undefined || epoch === undefined) return { now: () => instantOf(Date.now()), pace: 1 };
  const start = epochMs(epoch);
  const pace = DAY_SECONDS / secondsPerDay;
  return { now: () => instantOf(Math.round(start + (Date.now() - start) * pace)), pace };
}

/** A span of the machine's own time (how long a process lives, how long a lease lasts), in the clock's milliseconds. */
export const machineMs = ({ pace = 1 }: Clock, ms: number): number => ms * pace;

/** A wait of the clock's seconds as Step Functions must wait it: whole seconds, at least 1, rounded up. */
export const waitOn = ({ pace = 1 }: Clock, seconds: number): number => Math.max(1, Math.ceil(seconds / pace));

export const randomIds: Ids = { next: () => randomUUID() };
