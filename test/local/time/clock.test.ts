import { afterEach, describe, expect, it } from 'vitest';
import { createClock, installDate } from '../../../local/time/clock.ts';

const start = Date.parse('2026-02-03T10:00:00Z');
let undo: () => void = () => undefined;
afterEach(() => undo());

describe('the virtual clock', () => {
  it('is what every way of asking Date for now answers', () => {
    const clock = createClock(start);
    undo = installDate(clock);
    expect(Date.now()).toBe(start);
    expect(new Date().toISOString()).toBe('2026-02-03T10:00:00.000Z');
    expect(Date()).toContain('2026');
    clock.set(start + 60_000);
    expect(Date.now()).toBe(start + 60_000);
  });

  it('leaves dates that are given as they are, and their class recognisable', () => {
    undo = installDate(createClock(start));
    expect(new Date(0).getTime()).toBe(0);
    expect(new Date(2026, 0, 1).getFullYear()).toBe(2026);
    expect(Date.parse('2026-01-01T00:00:00Z')).toBe(Date.UTC(2026, 0, 1));
    expect(new Date()).toBeInstanceOf(Date);
    expect(new Date().constructor).toBe(Date);
    class Deadline extends Date {}
    expect(new Deadline()).toBeInstanceOf(Deadline);
    expect(new Deadline().getTime()).toBe(start);
  });

  it('gives the real Date back', () => {
    installDate(createClock(start))();
    expect(Math.abs(Date.now() - (performance.timeOrigin + performance.now()))).toBeLessThan(60_000);
  });

  it('never moves backwards', () => {
    expect(() => createClock(start).set(start - 1)).toThrow('only moves forward');
  });
});
