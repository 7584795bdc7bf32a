/** Which rules bind towards one debtor on one day; all of them are kept together, so the strictest wins. */
import type { LocalDate } from '../calendar/dates.ts';
import type { Creditor } from './creditor.ts';
import type { Customer, CustomerKind } from './customer.ts';
import type { ContactRule, RuleScope } from './rule.ts';

export type Debtor = {
  readonly kind: CustomerKind;
  readonly country?: string | undefined;
  readonly region?: string | undefined;
};
export type Role = 'first-party' | 'third-party';

export type DebtorsCreditor = {
  readonly country: string;
  readonly role?: Role | undefined;
  readonly debtorKind?: CustomerKind | undefined;
};

/** A debtor of unknown kind counts as the creditor's default, and as a consumer where that is not known either. */
export function debtorOf(
  { kind, country, region, filled }: Pick<Customer, 'kind' | 'country' | 'region' | 'filled'>,
  creditor?: DebtorsCreditor | undefined,
): Debtor {
  const known = filled.includes('kind') ? (creditor?.debtorKind ?? kind) : kind;
  return { kind: known, country: country ?? creditor?.country, region };
}

const fits = <T>(wanted: readonly T[] | undefined, found: T | undefined): boolean =>
  wanted === undefined || (found !== undefined && wanted.includes(found));

const concerns = ({ debtors, countries, regions, roles }: RuleScope, debtor: Debtor, role: Role): boolean =>
  fits(debtors, debtor.kind) && fits(countries, debtor.country) && fits(regions, debtor.region) && fits(roles, role);

const isInForce = ({ from, until }: ContactRule, date: LocalDate): boolean =>
  (from === undefined || from <= date) && (until === undefined || date <= until);

/** Rules that concern a kind of debtor, and those of them that were in force on the date last asked about. */
type Concerning = {
  readonly all: readonly ContactRule[];
  readonly date: LocalDate;
  readonly binding: readonly ContactRule[];
};
const concerning = new WeakMap<readonly ContactRule[], Map<string, Concerning>>();

/** The rules that bind on the debtor's local date; the same array for the same question, asked again. */
export function bindingRules(
  rules: readonly ContactRule[],
  debtor: Debtor,
  { role, date }: { readonly role: Creditor['role']; readonly date: LocalDate },
): readonly ContactRule[] {
  let known = concerning.get(rules);
  if (!known) {
    known = new Map();
    concerning.set(rules, known);
  }
  const name = `${debtor.kind} ${debtor.country ?? ''} ${debtor.region ?? ''} ${role ?? ''}`;
  const before = known.get(name);
  if (before?.date === date) return before.binding;
  const all = before?.all ?? rules.filter(({ scope }) => concerns(scope, debtor, role ?? 'first-party'));
  const binding = all.filter((rule) => isInForce(rule, date));
  known.set(name, { all, date, binding });
  return binding;
}
