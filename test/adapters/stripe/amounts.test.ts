/** Stripe's amounts against ISO 4217, with the currencies about which the two disagree. */
import { describe, expect, it } from 'vitest';
import { toIsoMoney } from '../../../adapters/stripe/amounts.ts';

describe('toIsoMoney', () => {
  it.each([
    { stripe: [1099, 'usd'], minor: 1099, currency: 'USD' },
    { stripe: [500, 'jpy'], minor: 500, currency: 'JPY' },
    { stripe: [500, 'krw'], minor: 500, currency: 'KRW' },
    { stripe: [5120, 'kwd'], minor: 5120, currency: 'KWD' },
    { stripe: [500, 'isk'], minor: 5, currency: 'ISK' },
    { stripe: [500, 'ugx'], minor: 5, currency: 'UGX' },
    { stripe: [500, 'mga'], minor: 50_000, currency: 'MGA' },
    { stripe: [1000, 'huf'], minor: 1000, currency: 'HUF' },
    { stripe: [1000, 'twd'], minor: 1000, currency: 'TWD' },
    { stripe: [0, 'isk'], minor: 0, currency: 'ISK' },
  ] as const)('reads $stripe as $minor minor units', ({ stripe: [amount, code], minor, currency }) => {
    expect(toIsoMoney(amount, code)).toEqual({ minor, currency });
  });

  it.each([
    [150, 'isk'],
    [1, 'ugx'],
    [Number.MAX_SAFE_INTEGER, 'mga'],
    [100, 'zzz'],
    [100, ''],
  ] as const)('refuses %d %s rather than round or guess', (amount, code) => {
    expect(toIsoMoney(amount, code)).toHaveProperty('problem');
  });
});
