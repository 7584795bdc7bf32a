/** What the audit says of the guesses that a contact rests on: codes only, and nothing where nothing was guessed. */
import type { Plain } from '../audit/chain.ts';
import { debtorOf } from './binding.ts';
import type { Customer } from './customer.ts';
import { customerCalendar } from './moment.ts';
import type { Reaching } from './way.ts';
import { zonesOf } from './zones.ts';

type Told = Pick<Reaching, 'creditor'> & { readonly customer: Customer };

export function guesses(
  { customer, creditor }: Told,
  instead: readonly string[] = [],
): Readonly<Record<string, Plain>> {
  const { zones, from } = zonesOf(customer);
  const { filled, country } = customer;
  return {
    ...(from === 'stated' ? {} : { zonesFrom: from, zones: zones.length }),
    ...(filled.includes('kind') ? { countedAs: debtorOf(customer, creditor).kind } : {}),
    ...(filled.includes('country') ? { countryFrom: 'creditor' } : {}),
    ...(filled.includes('locale') ? { languageFrom: 'creditor' } : {}),
    ...(country !== undefined && !customerCalendar({ customer }).knowsHolidays ? { holidays: 'unknown' } : {}),
    ...(instead.length > 0 ? { instead: instead.join(' ') } : {}),
  };
}
