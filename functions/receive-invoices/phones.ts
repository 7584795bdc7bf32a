/** Numbers as people write them, in E.164 form: read by the customer's country, else the creditor's. */
import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { Problem } from '../../contracts/api/problems.ts';
import type { CustomerInput } from '../../core/case/intake.ts';

export type Phoned = { readonly customer: CustomerInput; readonly problems: readonly Problem[] };

/** Undefined where a number of that country cannot be so long, or begin so; ranges kept for examples are taken. */
function e164(number: string, country: string): string | undefined {
  const defaultCountry = isSupportedCountry(country) ? country : undefined;
  const parsed = parsePhoneNumberFromString(number, { extract: false, ...(defaultCountry ? { defaultCountry } : {}) });
  return parsed?.isPossible() ? parsed.number : undefined;
}

/** The customer with its numbers in E.164 form; `path` is where it stands in the body. */
export function withNumbers(customer: CustomerInput, creditorCountry: string, path: string): Phoned {
  const country = customer.country ?? creditorCountry;
  const problems: Problem[] = [];
  const contacts = customer.contacts?.map((contact, place) => {
    if (contact.mobile === undefined) return contact;
    const mobile = e164(contact.mobile, country);
    if (mobile !== undefined) return { ...contact, mobile };
    problems.push({
      path: `${path}.contacts[${place}].mobile`,
      message: `expected a phone number in international form such as "+447700900123", or as it is dialled in ${country}, found another text`,
    });
    return contact;
  });
  return { customer: contacts ? { ...customer, contacts } : customer, problems };
}
