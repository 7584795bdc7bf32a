/** Stripe's amounts as ISO 4217 minor units: the two disagree for a few currencies (https://docs.stripe.com/currencies). */
import { exponentOf, isCurrency } from '../../core/money/currency.ts';

/**
 * Decimals of Stripe's amounts where they are not ISO's: ISK and UGX have none since 2023, yet are sent with two for
 * old integrations' sake; the ariary (MGA) is sent without the fifths that ISO counts as two decimals.
 */
const STRIPE_DECIMALS: ReadonlyMap<string, number> = new Map([
  ['ISK', 2],
  ['UGX', 2],
  ['MGA', 0],
]);

export type IsoMoney = { readonly minor: number; readonly currency: string };

/** A Stripe amount and its lower-case currency in ISO minor units, or what was wrong: money is never rounded. */
export function toIsoMoney(amount: number, stripeCurrency: string): IsoMoney | { readonly problem: string } {
  const currency = stripeCurrency.toUpperCase();
  if (!isCurrency(currency)) return { problem: `expected an ISO 4217 currency, found "${currency.slice(0, 10)}"` };
  const iso = exponentOf(currency);
  const shift = iso - (STRIPE_DECIMALS.get(currency) ?? iso);
  const minor = shift >= 0 ? amount * 10 ** shift : amount / 10 ** -shift;
  if (!Number.isSafeInteger(minor))
    return { problem: `expected an amount of whole minor units of ${currency}, found ${amount}` };
  return { minor, currency };
}
