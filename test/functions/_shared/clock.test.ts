/** A stage's clock: real time everywhere, and days that last seconds in a sandbox. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { machineMs, stageClock, waitOn } from '../../../functions/_shared/clock.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-02-01T00:00:20.000Z') });
});
afterEach(() => {
  vi.useRealTimers();
});

it("is the machine's where the stage says nothing else", () => {
  const clock = stageClock({ STAGE: 'prod' });
  expect(clock.now()).toBe('2026-02-01T00:00:20.000Z');
  expect([machineMs(clock, 1500), waitOn(clock, 90)]).toEqual([1500, 90]);
});

it('passes a day in as many seconds as the sandbox says, counted from its epoch', () => {
  const clock = stageClock({ SECONDS_PER_DAY: '10', CLOCK_EPOCH: '2026-02-01T00:00:00.000Z' });
  expect(clock.now()).toBe('2026-02-03T00:00:00.000Z');
  vi.advanceTimersByTime(5_000);
  expect(clock.now()).toBe('2026-02-03T12:00:00.000Z');
  // Two minutes of the machine are twelve days of that clock, and a day's wait takes ten seconds.
  expect([machineMs(clock, 120_000), waitOn(clock, 86_400), waitOn(clock, 1)]).toEqual([12 * 86_400_000, 10, 1]);
});

it('refuses a day too short for a wake to be timely', () => {
  expect(() => stageClock({ SECONDS_PER_DAY: '1', CLOCK_EPOCH: '2026-02-01T00:00:00.000Z' })).toThrow();
});
