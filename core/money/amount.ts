/** Amounts as people and ERPs write them ("1234.50") to integer minor units (123450) and back, exactly. */
import { exponentOf } from './currency.ts';

/** What was wrong with a decimal string, in words for the person who sent it. */
export type AmountProblem = { readonly problem: string };

const DECIMAL = /^(-?)(\d{1,15})(?:\.(\d+))?$/;

/**
 * Reads a decimal string as minor units of the currency. Trailing zeros beyond the exponent are allowed ("12.500" GBP),
 * other digits there are refused rather than rounded, for money is exact.
 */
export function parseAmount(text: string, currency: string): number | AmountProblem {
  const exponent = exponentOf(currency);
  const match = DECIMAL.exec(text);
  if (!match)
    return { problem: `expected a decimal string such as "1234.50", found ${JSON.stringify(text.slice(0, 40))}` };
  const [, sign = '', whole = '', fraction = ''] = match;
  const kept = fraction.slice(0, exponent).padEnd(exponent, '0');
  if (/[1-9]/.test(fraction.slice(exponent)))
    return { problem: `expected at most ${exponent} decimals for ${currency}, found "${text.slice(0, 40)}"` };
  const minor = Number(whole + kept);
  if (!Number.isSafeInteger(minor))
    return { problem: `expected an amount below 2^53 minor units, found "${text.slice(0, 40)}"` };
  return sign === '-' && minor !== 0 ? -minor : minor;
}

/** Minor units as the decimal string of the API: 123450 GBP is "1234.50", 500 JPY is "500". */
export function formatAmount(minor: number, currency: string): string {
  const exponent = exponentOf(currency);
  const digits = String(Math.abs(minor)).padStart(exponent + 1, '0');
  const sign = minor < 0 ? '-' : '';
  if (exponent === 0) return sign + digits;
  return `${sign}${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
}

/** Sums by currency; currencies are never added up. */
export function sumByCurrency(
  amounts: Iterable<{ readonly currency: string; readonly minor: number }>,
): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { currency, minor } of amounts) sums.set(currency, (sums.get(currency) ?? 0) + minor);
  return sums;
}
