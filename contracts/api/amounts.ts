/** Amounts are read once their currency is known, for it says how many decimals there are. */
import { formatAmount, parseAmount } from '../../core/money/amount.ts';

/** Refuses the row for the field at the path. */
export type Refuse = (path: readonly (string | number)[], message: string) => void;

/** "1200.00 GBP", for a sentence about a sum. */
export const inWords = (minor: number, currency: string): string => `${formatAmount(minor, currency)} ${currency}`;

type Place = { readonly currency: string; readonly path: readonly (string | number)[]; readonly refuse: Refuse };

/** The amount in minor units; where it is none, the row is refused and 0 stands in. */
export function minorOf(amount: string, { currency, path, refuse }: Place): number {
  const minor = parseAmount(amount, currency);
  if (typeof minor === 'number') return minor;
  refuse(path, minor.problem);
  return 0;
}

/** As `minorOf`, and zero is refused too. */
export function someMinorOf(amount: string, place: Place): number {
  let refused = false;
  const refuse: Refuse = (path, message) => {
    refused = true;
    place.refuse(path, message);
  };
  const minor = minorOf(amount, { ...place, refuse });
  if (minor === 0 && !refused) place.refuse(place.path, 'expected an amount above zero, found zero');
  return minor;
}
