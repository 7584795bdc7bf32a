/** The score that says who is written to first where a day's reminders are limited. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { minuteByUrgency } from '../../../core/calendar/window.ts';
import { decide, type Situation } from '../../../core/case/decide.ts';
import { b2bStandard } from '../../../core/policy/policy.ts';
import { urgencyOf } from '../../../core/policy/urgency.ts';
import { aCustomer, anInvoice } from '../../support/builders.ts';

const plain = { owedMinor: 50_000, largeFromMinor: 100_000, dueOn: '2026-01-31', riskScore: 50 };

describe('the score', () => {
  it.each([
    { what: 'half of each part', given: { ...plain }, on: '2026-03-17', score: 0.5 },
    { what: 'a large amount', given: { ...plain, owedMinor: 900_000 }, on: '2026-03-17', score: 0.7 },
    { what: 'an invoice due today', given: plain, on: '2026-01-31', score: 0.3 },
    { what: 'one not due yet', given: plain, on: '2026-01-01', score: 0.3 },
    { what: 'one older than ninety days', given: plain, on: '2027-01-31', score: 0.7 },
    { what: 'the highest risk', given: { ...plain, riskScore: 100 }, on: '2026-03-17', score: 0.6 },
    { what: 'a risk beyond the scale', given: { ...plain, riskScore: 900 }, on: '2026-03-17', score: 0.6 },
    {
      what: 'nothing but the balance known',
      given: { owedMinor: 1, dueOn: null },
      on: '2026-03-17',
      score: 0.5,
    },
  ])('of $what is $score', ({ given, on, score }) => {
    expect(urgencyOf(given, on)).toBeCloseTo(score, 5);
  });
});

describe('the minute by urgency', () => {
  const { window } = b2bStandard;
  it('lies in the window, and in an earlier part of it for whoever is more urgent by a tenth', () => {
    const score = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(score, score, fc.string(), fc.string(), (one, other, key, otherKey) => {
        const [a, b] = [minuteByUrgency(window, key, one), minuteByUrgency(window, otherKey, other)];
        for (const minute of [a, b]) {
          expect(minute).toBeGreaterThanOrEqual(window.fromMinute);
          expect(minute).toBeLessThan(window.toMinute);
        }
        if (one - other >= 0.11) expect(a).toBeLessThanOrEqual(b);
      }),
    );
  });

  it('spreads the equally urgent over their part', () => {
    const minutes = Array.from({ length: 200 }, (_, at) => minuteByUrgency(window, `C-${at}`, 0.5));
    expect(new Set(minutes).size).toBeGreaterThan(5);
    expect(Math.max(...minutes) - Math.min(...minutes)).toBeLessThan(10);
  });
});

describe('a day with a limit', () => {
  const creditor = { country: 'GB', dailyReminders: 2, largeFrom: { GBP: 1_000_000 } };
  const situation = (fields: Partial<Situation> = {}): Situation => ({
    invoice: anInvoice(),
    customer: aCustomer(),
    policy: b2bStandard,
    large: false,
    coveredMinor: 0,
    stopped: false,
    creditor,
    ...fields,
  });
  /** The friendly reminder, due on Tuesday 3 February, at the end of the window. */
  const late = '2026-02-03T11:29:00.000Z';

  it('lets the reminder leave while places are free', () => {
    expect(decide(situation({ claimedToday: 1 }), late)).toMatchObject({ kind: 'act', stepId: 'friendly' });
  });

  it('puts it off to the next open day once they are used up, and says why', () => {
    expect(decide(situation({ claimedToday: 2 }), late)).toMatchObject({
      kind: 'wait',
      reason: 'day-full',
      until: expect.stringMatching(/^2026-02-04T1[01]:/),
    });
  });

  it('puts Friday’s off to Monday', () => {
    expect(decide(situation({ claimedToday: 2 }), '2026-02-06T11:29:00.000Z')).toMatchObject({
      reason: 'day-full',
      until: expect.stringMatching(/^2026-02-09T/),
    });
  });

  it('lets tasks for colleagues pass', () => {
    const invoice = anInvoice({ startStepId: 'call-again', dueOn: '2026-01-04' });
    expect(decide(situation({ invoice, claimedToday: 2 }), late)).toMatchObject({ kind: 'act', action: 'open-task' });
  });

  it('calls the more urgent first: the same customers, another amount', () => {
    const at = (owedMinor: number): string => {
      const decision = decide(situation({ invoice: anInvoice({ owedMinor }) }), '2026-02-01T09:00:00.000Z');
      return decision.kind === 'wait' ? decision.until : '';
    };
    expect(at(1_000_000) < at(1_000)).toBe(true);
  });
});
