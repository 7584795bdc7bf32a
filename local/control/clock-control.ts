/** `/_local/clock`: reads the clock, and moves it by instant, by duration or by speed. */
import { z } from 'zod';
import { realNow } from '../time/clock.ts';
import type { Timeline } from '../time/timeline.ts';
import { durationMs } from './duration.ts';
import { BadRequest, readInstant } from './problem.ts';

export interface ClockControl {
  readonly read: () => object;
  readonly move: (order: ClockOrder) => Promise<object>;
  /** Virtual seconds per real second; 0 stands still. */
  readonly setSpeed: (speed: number) => void;
}

export const clockOrderSchema = z.union([
  z.strictObject({ advanceTo: z.string() }),
  z.strictObject({ advanceBy: z.string() }),
  z.strictObject({ speed: z.number().min(0).max(100_000_000) }),
]);
export type ClockOrder = z.output<typeof clockOrderSchema>;
export const clockOrderShape = '{"advanceTo": "2026-03-01T09:00:00Z"}, {"advanceBy": "P30D"} or {"speed": 60}';

/** How often the clock is moved while it runs, in real milliseconds. */
const BEAT_MS = 25;

export function createClockControl(timeline: Timeline, onFault: (label: string, error: unknown) => void): ClockControl {
  let speed = 0;
  let beat: NodeJS.Timeout | undefined;

  const run = async (lastRealMs: number): Promise<void> => {
    if (speed === 0) return;
    await timeline
      .advanceTo(timeline.now() + (realNow() - lastRealMs) * speed)
      .catch((error: unknown) => onFault('clock', error));
    // What the work took is not virtual time: the clock stood still meanwhile.
    const from = realNow();
    beat = setTimeout(() => void run(from), BEAT_MS);
  };

  const setSpeed = (next: number): void => {
    clearTimeout(beat);
    speed = next;
    if (speed > 0) beat = setTimeout(run, BEAT_MS, realNow());
  };

  const read = (): object => {
    const nextDue = timeline.nextDue();
    return {
      now: new Date(timeline.now()).toISOString(),
      speed,
      nextDue: nextDue === undefined ? null : new Date(nextDue).toISOString(),
    };
  };

  const targetOf = (order: Exclude<ClockOrder, { speed: number }>): number => {
    if ('advanceBy' in order) return timeline.now() + durationMs(order.advanceBy);
    const target = readInstant(order.advanceTo, 'advanceTo') ?? timeline.now();
    if (target >= timeline.now()) return target;
    throw new BadRequest(
      `expected advanceTo not to lie before the clock, which stands at ${new Date(timeline.now()).toISOString()}, found ${order.advanceTo}`,
    );
  };

  return {
    read,
    setSpeed,
    async move(order) {
      if ('speed' in order) setSpeed(order.speed);
      else await timeline.advanceTo(targetOf(order));
      return read();
    },
  };
}
