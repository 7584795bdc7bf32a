/** Figures as people read them: exact, with the decimals of ISO 4217, in their locale. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dueWords, formatDate, formatInstant, formatMoney, formatMoneyPlain } from '../../../core/message/figures.ts';

const spaced = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

describe('formatMoney', () => {
  it.each([
    { minor: 123450, currency: 'GBP', locale: 'en-GB', then: '£1,234.50' },
    { minor: 123450, currency: 'JPY', locale: 'en-GB', then: 'JP¥123,450' },
    { minor: 1234567, currency: 'KWD', locale: 'en-GB', then: 'KWD 1,234.567' },
    { minor: 1234500, currency: 'IQD', locale: 'en-GB', then: 'IQD 1,234.500' },
    { minor: 123450, currency: 'EUR', locale: 'de-DE', then: '1.234,50 €' },
    { minor: 123450, currency: 'EUR', locale: 'fr-FR', then: '1 234,50 €' },
    { minor: 5, currency: 'USD', locale: 'en-US', then: '$0.05' },
    { minor: -5, currency: 'USD', locale: 'en-US', then: '-$0.05' },
    { minor: 123450, currency: 'GBP', locale: 'not a locale', then: '£1,234.50' },
    { minor: 123450, currency: 'GBP', locale: 'xx-YY', then: '£1,234.50' },
    { minor: 123450, currency: 'EGP', locale: 'ar-EG', then: 'EGP 1,234.50' },
    { minor: 9007199254740991, currency: 'USD', locale: 'en-US', then: '$90,071,992,547,409.91' },
  ])('writes $minor $currency for $locale as $then', ({ minor, currency, locale, then }) => {
    expect(spaced(formatMoney({ minor, currency }, locale))).toBe(then);
  });

  it('keeps every digit of every amount', () => {
    const amounts = fc.record({ minor: fc.maxSafeNat(), currency: fc.constantFrom('GBP', 'JPY', 'KWD') });
    fc.assert(
      fc.property(amounts, fc.constantFrom('en-GB', 'de-DE', 'hi-IN', 'ja-JP'), ({ minor, currency }, locale) => {
        const digits = formatMoney({ minor, currency }, locale).replace(/\D/g, '');
        expect(BigInt(digits)).toBe(BigInt(minor));
      }),
    );
  });

  it('writes the code instead of the symbol where symbols cost', () => {
    expect(formatMoneyPlain({ minor: 123450, currency: 'PHP' }, 'en-PH')).toBe('PHP 1,234.50');
    expect(formatMoneyPlain({ minor: 123450, currency: 'EUR' }, 'fr-FR')).toBe('1 234,50 EUR');
  });
});

describe('dates', () => {
  it.each([
    { locale: 'en-GB', then: '31 January 2026' },
    { locale: 'en-US', then: 'January 31, 2026' },
    { locale: 'de-DE', then: '31. Januar 2026' },
    { locale: 'th-TH', then: '31 มกราคม 2026' },
    { locale: undefined, then: '31 January 2026' },
  ])('writes the due date for $locale as $then', ({ locale, then }) => {
    expect(formatDate('2026-01-31', locale)).toBe(then);
  });

  it('puts an instant on the clock of its zone', () => {
    expect(formatInstant('2026-07-01T06:30:00Z', 'en-GB', 'Europe/London')).toBe('1 Jul 2026, 07:30');
  });

  it.each([
    { days: 1, then: '1 day overdue' },
    { days: 20, then: '20 days overdue' },
    { days: 0, then: 'due today' },
    { days: -7, then: 'due in 7 days' },
  ])('says $then', ({ days, then }) => {
    expect(dueWords(days)).toBe(then);
  });
});
