/** Who gets which edition of the report, and what of the books each sees. */
import { addDays, type LocalDate, weekday } from '../calendar/dates.ts';
import type { Creditor, ReportReader } from '../contact/creditor.ts';
import type { ReportFacts } from './facts.ts';

export type Edition = ReportReader['edition'];

/** Mondays and the last day of each month, on the creditor's calendar. */
export const isCfoDay = (date: LocalDate): boolean => weekday(date) === 1 || addDays(date, 1).endsWith('-01');

const same = (a: string | undefined, b: string): boolean => a?.toLowerCase() === b.toLowerCase();

/** The creditor's finance addresses get the manager's edition, unless the creditor says of an address what it gets. */
export function readersOf(
  { financeEmails, editions = [] }: Pick<Creditor, 'financeEmails' | 'editions'>,
  date: LocalDate,
): readonly ReportReader[] {
  const named = editions.filter(({ edition }) => edition !== 'cfo' || isCfoDay(date));
  const usual = financeEmails
    .filter((email) => !editions.some((reader) => same(reader.email, email)))
    .map((email): ReportReader => ({ email, edition: 'manager' }));
  const readers = [...usual, ...named];
  return readers.filter(
    (reader, index) =>
      readers.findIndex(({ email, edition }) => same(email, reader.email) && edition === reader.edition) === index,
  );
}

/**
 * Only what belongs to the customers whose owner has the address; customers without an owner belong to the creditor's.
 * A customer that was not read belongs to nobody's book, for nothing may be seen that is another's.
 */
export function bookOf(facts: ReportFacts, email: string): ReportFacts {
  const { creditor, customers } = facts;
  const isOwn = (customerId: string | undefined): boolean => {
    const customer = customerId === undefined ? undefined : customers.get(customerId);
    return customer !== undefined && same(customer.owner?.email ?? creditor.owner.email, email);
  };
  const own = <T extends { readonly customerId?: string | undefined }>(rows: readonly T[]): readonly T[] =>
    rows.filter(({ customerId }) => isOwn(customerId));
  return {
    ...facts,
    open: own(facts.open),
    upcoming: own(facts.upcoming),
    journal: own(facts.journal),
    tasks: own(facts.tasks),
    approvals: own(facts.approvals ?? []),
    unapplied: own(facts.unapplied),
    before: undefined,
    history: undefined,
  };
}
