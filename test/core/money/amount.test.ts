/** Amounts are exact: what is written down is read back to the last unit, in every exponent. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatAmount, parseAmount, sumByCurrency } from '../../../core/money/amount.ts';
import { exponentOf, isCurrency } from '../../../core/money/currency.ts';

describe('parseAmount', () => {
  it.each([
    { text: '1234.50', currency: 'GBP', minor: 123_450 },
    { text: '1234.5', currency: 'GBP', minor: 123_450 },
    { text: '1234', currency: 'GBP', minor: 123_400 },
    { text: '0.01', currency: 'GBP', minor: 1 },
    { text: '12.500', currency: 'GBP', minor: 1_250 },
    { text: '-12.34', currency: 'GBP', minor: -1_234 },
    { text: '-0.00', currency: 'GBP', minor: 0 },
    { text: '500', currency: 'JPY', minor: 500 },
    { text: '500.00', currency: 'JPY', minor: 500 },
    { text: '1.234', currency: 'KWD', minor: 1_234 },
    { text: '0.1', currency: 'KWD', minor: 100 },
    { text: '90071992547409.91', currency: 'USD', minor: Number.MAX_SAFE_INTEGER },
    // Where floating point would be one off.
    { text: '1.005', currency: 'KWD', minor: 1_005 },
    { text: '4.35', currency: 'EUR', minor: 435 },
  ])('reads $text $currency as $minor', ({ text, currency, minor }) => {
    expect(parseAmount(text, currency)).toBe(minor);
  });

  it.each([
    { text: '1.005', currency: 'GBP', says: 'expected at most 2 decimals for GBP, found "1.005"' },
    { text: '0.5', currency: 'JPY', says: 'expected at most 0 decimals for JPY, found "0.5"' },
    { text: '1.2345', currency: 'KWD', says: 'expected at most 3 decimals for KWD, found "1.2345"' },
    { text: '90071992547409.92', currency: 'USD', says: 'expected an amount below 2^53 minor units' },
    { text: '1,234.50', currency: 'GBP', says: 'expected a decimal string such as "1234.50", found "1,234.50"' },
    { text: '1e3', currency: 'GBP', says: 'expected a decimal string' },
    { text: '1.', currency: 'GBP', says: 'expected a decimal string' },
    { text: '.5', currency: 'GBP', says: 'expected a decimal string' },
    { text: '+5', currency: 'GBP', says: 'expected a decimal string' },
    { text: ' 5', currency: 'GBP', says: 'expected a decimal string' },
    { text: '5\n', currency: 'GBP', says: 'expected a decimal string' },
    { text: '١٢', currency: 'GBP', says: 'expected a decimal string' },
    { text: '', currency: 'GBP', says: 'expected a decimal string' },
    { text: '1234567890123456', currency: 'JPY', says: 'expected a decimal string' },
  ])('refuses $text $currency and says what was expected', ({ text, currency, says }) => {
    expect(parseAmount(text, currency)).toEqual({ problem: expect.stringContaining(says) });
  });

  it('refuses a currency that is none', () => {
    expect(() => parseAmount('1', 'XXX')).toThrow('expected an ISO 4217 currency code, found "XXX"');
  });
});

describe('formatAmount', () => {
  it.each([
    { minor: 123_450, currency: 'GBP', text: '1234.50' },
    { minor: 5, currency: 'GBP', text: '0.05' },
    { minor: -5, currency: 'GBP', text: '-0.05' },
    { minor: 0, currency: 'GBP', text: '0.00' },
    { minor: 500, currency: 'JPY', text: '500' },
    { minor: -500, currency: 'JPY', text: '-500' },
    { minor: 0, currency: 'JPY', text: '0' },
    { minor: 1_234, currency: 'KWD', text: '1.234' },
    { minor: 7, currency: 'KWD', text: '0.007' },
  ])('writes $minor $currency as $text', ({ minor, currency, text }) => {
    expect(formatAmount(minor, currency)).toBe(text);
  });

  it('gives back what was read, for every whole amount of minor units in exponents 0, 2 and 3', () => {
    const minor = fc.oneof(fc.maxSafeInteger(), fc.integer({ min: -100_000, max: 100_000 }));
    fc.assert(
      fc.property(minor, fc.constantFrom('JPY', 'EUR', 'KWD'), (amount, currency) => {
        const text = formatAmount(amount, currency);
        fc.pre(text.replace('-', '').split('.')[0]?.length !== 16);
        expect(parseAmount(text, currency)).toBe(amount + 0);
        expect(text.split('.')[1]?.length ?? 0).toBe(exponentOf(currency));
      }),
      { numRuns: 2_000 },
    );
  });
});

it('sums each currency by itself, to the last unit', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.record({
          currency: fc.constantFrom('EUR', 'JPY'),
          minor: fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }),
        }),
      ),
      (amounts) => {
        const sums = sumByCurrency(amounts);
        for (const currency of ['EUR', 'JPY']) {
          const expected = amounts.filter((one) => one.currency === currency).map(({ minor }) => BigInt(minor));
          expect(BigInt(sums.get(currency) ?? 0)).toBe(expected.reduce((total, minor) => total + minor, 0n));
        }
      },
    ),
  );
});

describe('currencies', () => {
  it.each([
    { code: 'GBP', exponent: 2 },
    { code: 'ISK', exponent: 0 },
    { code: 'UGX', exponent: 0 },
    { code: 'HUF', exponent: 2 },
    { code: 'TND', exponent: 3 },
    { code: 'BHD', exponent: 3 },
  ])('$code has $exponent decimals', ({ code, exponent }) => {
    expect(exponentOf(code)).toBe(exponent);
  });

  it('knows every currency that the runtime knows to be in use today, with the same decimals', () => {
    for (const code of [
      'AED',
      'BRL',
      'CLP',
      'CNY',
      'EUR',
      'INR',
      'JPY',
      'KRW',
      'KWD',
      'MXN',
      'OMR',
      'SEK',
      'USD',
      'VND',
      'ZAR',
    ])
      expect([code, exponentOf(code)]).toEqual([
        code,
        new Intl.NumberFormat('en', { style: 'currency', currency: code }).resolvedOptions().maximumFractionDigits,
      ]);
  });

  it.each(['gbp', 'XXX', 'XAU', 'DEM', ''])('does not take "%s" for one', (code) => {
    expect(isCurrency(code)).toBe(false);
  });
});
