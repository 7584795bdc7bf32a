/** Virtual time: what is due is carried out in order, one thing after the other. */
import { epochMs, type Instant, instantOf } from '../../../core/calendar/dates.ts';
import type { Clock } from '../../../core/ports.ts';

type Timer = { readonly at: number; readonly order: number; readonly run: () => Promise<unknown> };

export type Timers = ReturnType<typeof createTimers>;

export function createTimers(start: Instant) {
  let now = epochMs(start);
  let order = 0;
  let waiting: Timer[] = [];
  const clock: Clock = { now: () => instantOf(now) };
  return {
    clock,
    in(ms: number, run: () => Promise<unknown>): void {
      waiting.push({ at: now + ms, order: ++order, run });
      waiting.sort((a, b) => a.at - b.at || a.order - b.order);
    },
    /** Milliseconds since 1970 of the first timer. */
    earliest: (): number | undefined => waiting[0]?.at,
    /** Sets the clock, which never goes back, and carries out the first timer where it is due by then. */
    async step(to: number): Promise<void> {
      now = Math.max(now, to);
      const [first, ...rest] = waiting;
      if (!first || first.at > now) return;
      waiting = rest;
      await first.run();
    },
  };
}
