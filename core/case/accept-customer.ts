/** What an ERP's words about a customer do to what Dunlin knows: ordered by their own clock, gaps filled from the creditor's defaults. */
import { digestOf, type Plain } from '../audit/chain.ts';
import type { Instant } from '../calendar/dates.ts';
import type { Creditor } from '../contact/creditor.ts';
import type { Customer } from '../contact/customer.ts';
import { zonesOfCountry } from '../contact/zones.ts';
import type { CustomerInput } from './intake.ts';

/** Order of a customer of whom nothing but the id is known: whatever is said of it is newer. */
const NEVER: Instant = '1970-01-01T00:00:00.000Z';

type Words = Omit<CustomerInput, 'customerId' | 'asOf'>;

/** A customer as known after the ERP's words about it; undefined where they say nothing new. */
export function acceptCustomer(
  known: Customer | undefined,
  input: CustomerInput,
  creditor: Creditor,
  asOf: Instant,
): Customer | undefined {
  const { customerId, asOf: ownAsOf, ...said } = input;
  const at = ownAsOf ?? asOf;
  const saysNothing = Object.values(said).every((value) => value === undefined);
  if (known && (saysNothing || at < known.asOf)) return undefined;
  const plain: Plain = JSON.parse(JSON.stringify(said));
  const digest = digestOf(plain);
  // The same words at a later time are news of their own: what was true in between is older than they are.
  if (known && digest === known.digest)
    return at > known.asOf ? { ...known, asOf: at, version: known.version + 1 } : undefined;
  return {
    // What was learned here (the last reminder, a reply, for whom it pays) is no word of the ERP's and stays.
    ...known,
    creditorId: creditor.creditorId,
    customerId,
    ...profileOf(known, said, creditor, customerId),
    asOf: saysNothing ? NEVER : at,
    digest,
    filled: filledIn(known, said),
    unapplied: known?.unapplied ?? {},
    credit: known?.credit ?? {},
    version: (known?.version ?? 0) + 1,
  };
}

type Profile = Omit<
  Customer,
  | 'creditorId'
  | 'customerId'
  | 'hold'
  | 'asOf'
  | 'digest'
  | 'filled'
  | 'unapplied'
  | 'credit'
  | 'version'
  | 'lastReminderAt'
>;

/** What is left out stays as it was known; what was never known comes from the creditor. */
function profileOf(known: Customer | undefined, said: Words, creditor: Creditor, customerId: string): Profile {
  return {
    name: said.name ?? known?.name ?? customerId,
    kind: said.kind ?? known?.kind ?? creditor.debtorKind,
    locale: said.locale ?? known?.locale ?? creditor.locale,
    timeZone: zoneOf(known, said, creditor),
    country: said.country ?? known?.country ?? creditor.country,
    region: said.region ?? known?.region,
    contacts: said.contacts ?? known?.contacts ?? [],
    owner: said.owner ?? known?.owner,
    parentId: said.parentId ?? known?.parentId,
    billToId: said.billToId ?? known?.billToId,
    riskScore: said.riskScore ?? known?.riskScore,
    tags: said.tags ?? known?.tags ?? [],
    attributes: said.attributes ?? known?.attributes ?? {},
  };
}

/** A zone that nobody stated is the one in which most people of the country live, else the creditor's. */
function zoneOf(known: Customer | undefined, said: Words, creditor: Creditor): string {
  if (said.timeZone !== undefined) return said.timeZone;
  if (known && !known.filled.includes('timeZone')) return known.timeZone;
  const country = said.country ?? known?.country ?? creditor.country;
  if (country === creditor.country) return creditor.timeZone;
  return zonesOfCountry(country)[0] ?? creditor.timeZone;
}

const FILLABLE = ['name', 'kind', 'locale', 'timeZone', 'country', 'contacts'] as const;

/** Fields that nobody has ever said: the report counts them. */
function filledIn(known: Customer | undefined, said: Words): readonly string[] {
  return FILLABLE.filter((field) => {
    if (known && !known.filled.includes(field)) return field === 'contacts' && said.contacts?.length === 0;
    const value = said[field];
    return value === undefined || value.length === 0;
  });
}
