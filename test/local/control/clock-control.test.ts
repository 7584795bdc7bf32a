import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { createClockControl } from '../../../local/control/clock-control.ts';
import { createClock } from '../../../local/time/clock.ts';
import { createTimeline } from '../../../local/time/timeline.ts';

it('lets the clock run at a chosen speed, events at their instants, until it stands again', async () => {
  const onFault = (_: string, error: unknown) => expect.fail(String(error));
  const timeline = createTimeline({ clock: createClock(0), onFault });
  const control = createClockControl(timeline, onFault);
  const seen: boolean[] = [];
  timeline.at(3_600_000, 'in an hour', () => void seen.push(timeline.now() >= 3_600_000));
  await control.move({ speed: 36_000 });
  await delay(400);
  await control.move({ speed: 0 });
  await timeline.settle();
  const stoppedAt = timeline.now();
  expect(seen).toEqual([true]);
  expect(stoppedAt).toBeGreaterThan(3_600_000);
  await delay(80);
  expect(timeline.now()).toBe(stoppedAt);
});
