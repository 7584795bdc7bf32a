/** In which segment a customer is, and that finance can read why. */
import { describe, expect, it } from 'vitest';
import { historyOf } from '../../../core/policy/history.ts';
import { placeOf } from '../../../core/policy/place.ts';
import { needHistory, type Segment, type SegmentCondition } from '../../../core/policy/segment.ts';
import type { Subject } from '../../../core/policy/tests.ts';
import { aCustomer, anInvoice } from '../../support/builders.ts';

const TODAY = '2026-03-02';
const settled = (invoiceId: string, settledOn: string) =>
  anInvoice({ invoiceId, owedMinor: 0, dueOn: '2026-01-31', settledOn, caseState: 'closed', closedAs: 'paid' });
const history = historyOf(
  [
    anInvoice({ promisesBroken: 2 }),
    settled('A', '2026-01-30'),
    settled('B', '2026-02-10'),
    settled('C', '2026-02-20'),
    settled('D', '2024-02-20'),
    anInvoice({ invoiceId: 'V', status: 'void' }),
  ],
  TODAY,
);
const subject: Subject = {
  customer: aCustomer({
    tags: ['key'],
    riskScore: 70,
    region: 'GB-SCT',
    attributes: { tier: 'gold', seats: 12 },
    owner: { email: 'robin@demo.example' },
  }),
  invoiceTags: ['project'],
  history,
};
const place = (when: SegmentCondition, whose = subject) =>
  placeOf({ segments: [{ id: 's', policyId: 'p', when }], policyId: 'default' }, whose);

describe('a condition', () => {
  it.each<{ when: SegmentCondition; not: SegmentCondition }>([
    { when: { kinds: ['company'] }, not: { kinds: ['consumer'] } },
    { when: { countries: ['GB', 'IE'] }, not: { countries: ['IE'] } },
    { when: { regions: ['GB-SCT'] }, not: { regions: ['GB-ENG'] } },
    { when: { tags: ['project'] }, not: { tags: ['vip'] } },
    { when: { owners: ['Robin@demo.example'] }, not: { owners: ['olive@demo.example'] } },
    { when: { riskScore: { atLeast: 70, below: 71 } }, not: { riskScore: { below: 70 } } },
    { when: { attributes: { tier: { equals: 'gold' } } }, not: { attributes: { tier: { equals: 'silver' } } } },
    { when: { attributes: { tier: { in: ['gold', 'silver'] } } }, not: { attributes: { tier: { in: ['silver'] } } } },
    { when: { attributes: { seats: { atLeast: 12 } } }, not: { attributes: { seats: { atLeast: 13 } } } },
    { when: { attributes: { lost: { exists: false } } }, not: { attributes: { tier: { exists: false } } } },
    { when: { daysOverdue: { atLeast: 30 } }, not: { daysOverdue: { atLeast: 31 } } },
    { when: { balance: { GBP: { atLeast: 120_000 } } }, not: { balance: { EUR: { atLeast: 1 } } } },
    { when: { openInvoices: { below: 2 } }, not: { openInvoices: { below: 1 } } },
    { when: { lateRate: { atLeast: 0.66, below: 0.67 } }, not: { lateRate: { below: 0.5 } } },
    { when: { averageDaysLate: { atLeast: 10, below: 10.1 } }, not: { averageDaysLate: { atLeast: 11 } } },
    { when: { brokenPromises: { atLeast: 2 } }, not: { brokenPromises: { atLeast: 3 } } },
    { when: { anyOf: [{ tags: ['vip'] }, { tags: ['key'] }] }, not: { anyOf: [{ tags: ['vip'] }] } },
    { when: { not: { tags: ['vip'] } }, not: { not: { tags: ['key'] } } },
  ])('$when holds, $not does not, and both say why', ({ when, not }) => {
    expect(place(when)).toMatchObject({ segmentId: 's', policyId: 'p', why: expect.stringContaining('Matches "s": ') });
    const other = place(not);
    expect(other).toMatchObject({ policyId: 'default', tried: [{ segmentId: 's', holds: false }] });
    expect(other.segmentId).toBeUndefined();
    expect(other.tried[0]?.words).not.toBe('');
  });

  it('holds only where all that it states does', () => {
    expect(place({ tags: ['key'], riskScore: { below: 10 } }).segmentId).toBeUndefined();
  });

  it('says its figures in words', () => {
    expect(place({ balance: { GBP: { atLeast: 100_000 } } }).why).toBe(
      'Matches "s": it owes 1200.00 GBP, at least 1000.00 GBP',
    );
  });

  it('of a history is not met by a customer who has none', () => {
    const fresh = { ...subject, history: historyOf([settled('A', '2026-02-10')], TODAY) };
    expect(place({ lateRate: { atLeast: 0 } }, fresh).tried[0]?.words).toContain('not known');
  });
});

describe('the place of a customer', () => {
  const segments: readonly Segment[] = [
    { id: 'vip', policyId: 'gentle', tags: ['vip', 'board'] },
    { id: 'dach', policyId: 'dach', countries: ['DE', 'AT'] },
    { id: 'keys', policyId: 'keys', tags: ['key'], countries: ['GB'] },
    { id: 'all', policyId: 'all' },
  ];

  it('is the first segment that matches, in the stated order', () => {
    const { segmentId, tried } = placeOf({ segments, policyId: 'default' }, subject);
    expect(segmentId).toBe('keys');
    expect(tried.map((one) => one.holds)).toEqual([false, false, true]);
  });

  it('is where a person pinned it, whatever the conditions say', () => {
    const pinned = { ...subject, customer: { ...subject.customer, pinnedSegmentId: 'dach' } };
    expect(placeOf({ segments, policyId: 'default' }, pinned)).toMatchObject({
      segmentId: 'dach',
      why: expect.stringContaining('person pinned'),
    });
  });

  it('is decided by the conditions where the segment it was pinned to is gone', () => {
    const pinned = { ...subject, customer: { ...subject.customer, pinnedSegmentId: 'gone' } };
    expect(placeOf({ segments, policyId: 'default' }, pinned).segmentId).toBe('keys');
  });

  it('asks for the history only where a segment does, however deep', () => {
    expect(needHistory(segments)).toBe(false);
    expect(needHistory([{ id: 'x', policyId: 'p', when: { anyOf: [{ lateRate: { below: 1 } }] } }])).toBe(true);
    expect(needHistory([{ id: 'x', policyId: 'p', when: { not: { openInvoices: { below: 1 } } } }])).toBe(true);
  });
});
