/** The budgets of transitions and write units, counted on the whole path of a handful of invoices. */
import { beforeAll, describe, expect, it } from 'vitest';
import { type Measured, measurePath } from '../../bench/measure.ts';

const INVOICES = 4;
const STEPS = 6;

let measured: Measured;
beforeAll(async () => {
  measured = await measurePath(INVOICES);
});

describe('the path of an invoice that nobody pays', () => {
  it('has six steps: four messages and two tasks', () => {
    expect(measured.cases.map(({ steps }) => steps)).toEqual(Array.from({ length: INVOICES }, () => STEPS));
  });

  it('takes at most 3 transitions a step and 6 besides', () => {
    for (const { transitions, steps } of measured.cases) expect(transitions).toBeLessThanOrEqual(3 * steps + 6);
  });

  it('writes at most 28 units for a message, its delivery included, and one for the delivery of each copy', () => {
    expect(measured.reminderDays.length).toBeGreaterThanOrEqual(2);
    for (const { writeUnits, messages, copies } of measured.reminderDays)
      expect(writeUnits).toBeLessThanOrEqual(28 * messages + copies);
  });

  it('writes at most 28 units a step on the average, starting and closing included', () => {
    expect(measured.path.writeUnits / INVOICES / STEPS).toBeLessThanOrEqual(28);
  });
});
