import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createClock } from '../../../local/time/clock.ts';
import { createTimeline, type Timeline, type TimelineOptions } from '../../../local/time/timeline.ts';

const minute = 60_000;
const hour = 60 * minute;

function aTimeline(options: Partial<TimelineOptions> = {}): { timeline: Timeline; faults: string[] } {
  const faults: string[] = [];
  const onFault = (label: string, error: unknown) => void faults.push(`${label}: ${String(error)}`);
  return { timeline: createTimeline({ clock: createClock(0), onFault, ...options }), faults };
}

describe('advancing the timeline', () => {
  it('carries out everything due up to the instant, in order, and nothing later', async () => {
    const { timeline } = aTimeline();
    const seen: string[] = [];
    for (const dueMs of [3 * hour, hour, 2 * hour, hour + 1]) {
      timeline.at(dueMs, 'one', () => void seen.push(`${dueMs / hour} at ${timeline.now() >= dueMs}`));
    }
    timeline.at(3 * hour + 1, 'later', () => void seen.push('too late'));
    await timeline.advanceTo(3 * hour);
    expect(seen).toEqual(['1 at true', `${(hour + 1) / hour} at true`, '2 at true', '3 at true']);
    expect(timeline.now()).toBe(3 * hour);
    expect(timeline.nextDue()).toBe(3 * hour + 1);
  });

  it('carries out what is set on the way, if it is due by then', async () => {
    const { timeline } = aTimeline();
    const seen: number[] = [];
    const again = (): void => {
      seen.push(timeline.now());
      timeline.at(timeline.now() + hour, 'again', again);
    };
    timeline.at(hour, 'again', again);
    await timeline.advanceTo(4 * hour);
    expect(seen).toEqual([hour, 2 * hour, 3 * hour, 4 * hour]);
  });

  it('by a jump carries out late, and once, what became due meanwhile', async () => {
    const { timeline } = aTimeline();
    const seen: string[] = [];
    for (const dueMs of [2 * hour, hour]) {
      timeline.at(dueMs, 'one', () => void seen.push(`${dueMs / hour} at ${timeline.now() / hour}`));
    }
    await timeline.jumpTo(7 * hour);
    expect(seen).toEqual(['1 at 7', '2 at 7']);
  });

  it('stands still while work is in flight, however long that takes', async () => {
    const { timeline } = aTimeline();
    const seen: string[] = [];
    timeline.at(hour, 'slow', async () => {
      timeline.track(delay(30).then(() => void seen.push(`in flight until ${timeline.now() / hour}`)));
    });
    timeline.at(2 * hour, 'next', () => void seen.push(`next at ${timeline.now() / hour}`));
    await timeline.advanceTo(5 * hour);
    expect(seen).toEqual(['in flight until 1', 'next at 2']);
  });

  it('settles what is in flight before it moves', async () => {
    const { timeline } = aTimeline();
    const instants: number[] = [];
    timeline.track(delay(30).then(() => timeline.at(0, 'pushed', () => void instants.push(timeline.now()))));
    await timeline.advanceTo(hour);
    expect(instants).toEqual([0]);
  });

  it('releases what lies within one window together, none before its instant', async () => {
    const { timeline } = aTimeline({ windowMs: minute });
    const instants: number[] = [];
    for (const dueMs of [hour, hour + 20_000, hour + minute])
      timeline.at(dueMs, 'wake', () => void instants.push(timeline.now()));
    await timeline.advanceTo(2 * hour);
    expect(instants).toEqual([hour + minute, hour + minute, hour + minute]);
  });

  it('does not release a window beyond the instant that was asked for', async () => {
    const { timeline } = aTimeline({ windowMs: minute });
    const seen: string[] = [];
    timeline.at(hour, 'in', () => void seen.push('in'));
    timeline.at(hour + 1, 'out', () => void seen.push('out'));
    await timeline.advanceTo(hour);
    expect([seen, timeline.now()]).toEqual([['in'], hour]);
  });

  it('runs no more at once than it is allowed to', async () => {
    const { timeline } = aTimeline({ concurrency: 3 });
    let running = 0;
    let most = 0;
    for (let index = 0; index < 12; index++) {
      timeline.at(hour, 'work', async () => {
        most = Math.max(most, ++running);
        await delay(2);
        running -= 1;
      });
    }
    await timeline.advanceTo(hour);
    expect([most, running]).toEqual([3, 0]);
  });

  it('asks its lookouts before it moves', async () => {
    const { timeline } = aTimeline();
    const seen: number[] = [];
    timeline.beforeSettle(async () => void timeline.at(0, 'found', () => void seen.push(timeline.now())));
    await timeline.advanceTo(hour);
    expect(seen).toEqual([0]);
  });
});

describe('an event of the timeline', () => {
  it('that is due already is carried out without anybody advancing, yet never within its own announcement', async () => {
    const { timeline } = aTimeline();
    const done: string[] = [];
    timeline.at(-1, 'overdue', () => void done.push('overdue'));
    expect(done).toEqual([]);
    await timeline.settle();
    expect(done).toEqual(['overdue']);
  });

  it('is not carried out once it is cancelled, and is not what comes next either', async () => {
    const { timeline } = aTimeline();
    const done: string[] = [];
    timeline.at(hour, 'cancelled', () => void done.push('cancelled'))();
    expect(timeline.nextDue()).toBeUndefined();
    await timeline.advanceTo(hour);
    expect(done).toEqual([]);
  });

  it('is not carried out if another one of its instant cancels it just before', async () => {
    const { timeline } = aTimeline({ concurrency: 1 });
    const done: string[] = [];
    timeline.at(hour, 'first', () => cancel());
    const cancel = timeline.at(hour, 'second', () => void done.push('second'));
    await timeline.advanceTo(hour);
    expect(done).toEqual([]);
  });

  it('that fails is reported and holds nothing up', async () => {
    const { timeline, faults } = aTimeline();
    timeline.at(hour, 'broken', async () => Promise.reject(new Error('no')));
    timeline.track(Promise.reject(new Error('neither'))).catch(() => undefined);
    await timeline.advanceTo(2 * hour);
    expect(faults).toEqual(['work in flight: Error: neither', 'broken: Error: no']);
  });
});
