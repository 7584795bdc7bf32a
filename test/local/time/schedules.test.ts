import { describe, expect, it } from 'vitest';
import { openJournal } from '../../../local/journal/journal.ts';
import { createClock } from '../../../local/time/clock.ts';
import { createSchedules, type Schedule } from '../../../local/time/schedules.ts';
import { createTimeline } from '../../../local/time/timeline.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

function aHouse({ polls, due, journal = openJournal(), startMs = 0 }: Partial<House> = {}) {
  const timeline = createTimeline({ clock: createClock(startMs), onFault: (_, error) => expect.fail(String(error)) });
  const fired: number[] = [];
  const schedule: Schedule = {
    ...{ name: 'sweep', expression: 'rate(5 minutes)', polls },
    fire: (tickMs) => {
      fired.push(tickMs / minute);
      due?.delete(tickMs);
    },
  };
  const earliest = () => (due && due.size > 0 ? Math.min(...due) : undefined);
  const schedules = createSchedules([schedule], { timeline, journal, earliest });
  schedules.plan();
  return { timeline, fired, schedules };
}

interface House {
  readonly polls: readonly string[];
  readonly due: Set<number>;
  readonly journal: ReturnType<typeof openJournal>;
  readonly startMs: number;
}

describe('a schedule', () => {
  it('runs at every tick', async () => {
    const { timeline, fired } = aHouse();
    await timeline.advanceTo(17 * minute);
    expect(fired).toEqual([0, 5, 10, 15]);
  });

  it('that polls runs at the first tick at which something is due, and at no other', async () => {
    const { timeline, fired } = aHouse({ polls: ['DUE#0'], due: new Set([30 * day]) });
    await timeline.advanceTo(90 * day);
    expect(fired).toEqual([(30 * day) / minute]);
  });

  it('that polls does not run at all while nothing is due', async () => {
    const { timeline, fired } = aHouse({ polls: ['DUE#0'], due: new Set() });
    await timeline.advanceTo(90 * day);
    expect(fired).toEqual([]);
  });

  it('that polls runs at every tick while what is due stays due', async () => {
    const { timeline, fired } = aHouse({ polls: ['DUE#0'], due: new Set([minute]) });
    await timeline.advanceTo(16 * minute);
    expect(fired).toEqual([5, 10, 15]);
  });

  it('runs earlier when something earlier becomes due', async () => {
    const due = new Set([10 * day]);
    const { timeline, fired, schedules } = aHouse({ polls: ['DUE#0'], due });
    await timeline.advanceTo(day);
    due.add(2 * day);
    schedules.plan();
    await timeline.advanceTo(3 * day);
    expect(fired).toEqual([(2 * day) / minute]);
  });

  it('is not run late for what became due in the past: the next tick finds it', async () => {
    const due = new Set<number>();
    const { timeline, fired, schedules } = aHouse({ polls: ['DUE#0'], due });
    await timeline.advanceTo(day + minute);
    due.add(1);
    schedules.plan();
    expect(timeline.nextDue()).toBe(day + 5 * minute);
    await timeline.settle();
    expect(fired).toEqual([]);
  });

  it('does not repeat its last tick after a restart', async () => {
    const journal = openJournal();
    const before = aHouse({ journal });
    await before.timeline.advanceTo(5 * minute);
    const { timeline, fired } = aHouse({ journal, startMs: 5 * minute });
    await timeline.advanceTo(10 * minute);
    expect(fired).toEqual([10]);
  });
});
