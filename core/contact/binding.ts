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

const concerning = new WeakMap<readonly ContactRule[], Map<string, readonly ContactRule[]>>();

/** The rules that bind on the debtor's local date. */
export function bindingRules(
  rules: readonly ContactRule[],
  debtor: Debtor,
  { role, date }: { readonly role: Creditor['role']; readonly date: LocalDate },
): readonly ContactRule[] {
  const known = concerning.get(rules) ?? new Map<string, readonly ContactRule[]>();
  concerning.set(rules, known);
  const name = `${debtor.kind} ${debtor.country ?? ''} ${debtor.region ?? ''} ${role ?? ''}`;
  const theirs = known.get(name) ?? rules.filter(({ scope }) => concerns(scope, debtor, role ?? 'first-party'));
  known.set(name, theirs);
  return theirs.filter((rule) => isInForce(rule, date));
}
