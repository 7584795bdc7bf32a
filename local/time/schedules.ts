/** Runs the template's schedules; one that polls the due index is left out while nothing there is due. */
import type { Journal } from '../wire.ts';
import { parseSchedule, type Ticks } from './tick.ts';
import type { Timeline } from './timeline.ts';

export interface Schedule {
  readonly name: string;
  readonly expression: string;
  readonly polls: readonly string[] | undefined;
  /** Hands one tick to its target, durably: it has returned when the tick cannot be lost any more. */
  readonly fire: (tickMs: number) => void;
}

export interface SchedulesDeps {
  readonly timeline: Timeline;
  readonly journal: Journal;
  /** The earliest due instant in these partitions, if any. */
  readonly earliest: (partitions: readonly string[]) => number | undefined;
}

export interface Schedules {
  /** Plans every schedule anew: call it at the start and whenever the due index may have changed. */
  readonly plan: () => void;
  readonly names: () => readonly string[];
}

const kind = 'schedule.tick';

interface Planned {
  readonly schedule: Schedule;
  readonly ticks: Ticks;
  lastMs: number;
  nextMs: number | undefined;
  cancel: () => void;
}

export function createSchedules(
  schedules: readonly Schedule[],
  { timeline, journal, earliest }: SchedulesDeps,
): Schedules {
  const kept = new Map([...journal.all(kind)].map(({ key, value }) => [key, Number(value)]));
  const all = schedules.map(
    (schedule): Planned => ({
      schedule,
      ticks: parseSchedule(schedule.expression),
      lastMs: kept.get(schedule.name) ?? timeline.now() - 1,
      nextMs: undefined,
      cancel: () => undefined,
    }),
  );

  /** The first tick after the last one at which something may be due; a tick of the past does not come back. */
  const wantedTick = ({ schedule, ticks, lastMs }: Planned): number | undefined => {
    const after = Math.max(lastMs + 1, timeline.now());
    if (!schedule.polls) return ticks.from(after);
    const due = earliest(schedule.polls);
    return due === undefined ? undefined : ticks.from(Math.max(after, due));
  };

  const planOne = (one: Planned): void => {
    const wanted = wantedTick(one);
    if (wanted === one.nextMs) return;
    // A tick whose instant has come is on its way: it is neither put off nor called back.
    if (one.nextMs !== undefined && one.nextMs <= timeline.now()) return;
    one.cancel();
    one.nextMs = wanted;
    if (wanted !== undefined)
      one.cancel = timeline.at(wanted, `schedule ${one.schedule.name}`, () => tick(one, wanted));
  };

  const tick = (one: Planned, tickMs: number): void => {
    one.schedule.fire(tickMs);
    one.lastMs = tickMs;
    journal.put(kind, one.schedule.name, tickMs);
    one.nextMs = undefined;
    // After a poll the stream tells what changed; planning at the next turn would only repeat this tick's finding.
    planOne(one);
  };

  return { plan: () => all.forEach(planOne), names: () => all.map(({ schedule }) => schedule.name) };
}
