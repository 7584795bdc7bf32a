/** One message names every invoice with its figures, sums each currency by itself, and asks for nothing that is in dispute. */
import { describe, expect, it } from 'vitest';
import { renderConsolidated } from '../../../core/message/consolidated.ts';
import { smsSegments } from '../../../core/message/gsm.ts';
import { renderConsolidatedSms } from '../../../core/message/sms.ts';
import { TONES } from '../../../core/policy/policy.ts';
import { aConsolidatedView, anAskedView } from './a-view.ts';

const eur = (minor: number) => ({ minor, currency: 'EUR' });
const gbp = (minor: number) => ({ minor, currency: 'GBP' });

describe('renderConsolidated', () => {
  it.each(TONES)('in the %s tone shows each number, date and asked sum, and one total per currency', (tone) => {
    const items = [
      anAskedView({ number: 'A-1', asked: gbp(10000), owed: gbp(10000), dueOn: '2026-01-05' }),
      anAskedView({ number: 'A-2', asked: gbp(2550), owed: gbp(9990), dueOn: '2026-01-20' }),
      anAskedView({ number: 'B-1', asked: eur(77700), owed: eur(77700), dueOn: '2026-01-25' }),
    ] as const;
    const { html, text, subject } = renderConsolidated(aConsolidatedView({ tone, items }));
    for (const part of ['A-1', 'A-2', 'B-1', '£100.00', '£25.50', '£99.90', '€777.00', '5 Jan 2026', '£125.50']) {
      expect(text).toContain(part);
      expect(html).toContain(part);
    }
    expect(subject).toMatch(/3 invoices/);
    expect(text).not.toContain('902');
  });

  it('says what is not part of the request and why, and asks for none of it', () => {
    const apart = [{ number: 'D-9', owed: gbp(50000), dueOn: '2026-01-02', reason: 'disputed' as const }];
    const { text } = renderConsolidated(aConsolidatedView({ apart }));
    expect(text).toContain('NOT PART OF THIS REQUEST');
    expect(text).toContain('- D-9 | £500.00\n  Due 2 Jan 2026: you told us that something is wrong');
    expect(text).not.toContain('£1,700.00');
  });

  it('sums up what is beyond the list, as of when, and names the attached file', () => {
    const rest = {
      count: 220,
      sums: [gbp(100)],
      asOf: '2026-02-03T10:00:00Z',
      zone: 'Europe/London',
      fileName: 'open.csv',
    };
    const { text, subject } = renderConsolidated(aConsolidatedView({ rest }));
    expect(subject).toContain('£1,201.00');
    expect(subject).toContain('221 invoices');
    expect(text).toContain('as of 3 Feb 2026, 10:00, listed in open.csv');
  });
});

describe('renderConsolidatedSms', () => {
  it('says how many invoices and how much of each currency, in two segments', () => {
    const items = [anAskedView(), anAskedView({ number: 'B-1', asked: eur(77700), owed: eur(77700) })] as const;
    const { text } = renderConsolidatedSms(aConsolidatedView({ items }));
    expect(text).toContain('GBP 1,200.00 and EUR 777.00 open on 2 invoices');
    expect(smsSegments(text)).toBeLessThanOrEqual(2);
  });
});
