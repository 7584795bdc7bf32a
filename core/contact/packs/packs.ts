/** Which contact rules are on for a creditor: whole packs by id, single rules by theirs, and the company's own packs. */
import type { LocalDate } from '../../calendar/dates.ts';
import type { Creditor } from '../creditor.ts';
import type { ContactRule, RulePack } from '../rule.ts';
import { defaultPack } from './default.ts';
import { usFederalPack } from './us-federal.ts';

export const PACKS: readonly RulePack[] = [defaultPack, usFederalPack];
const STANDARD = ['default'];

export type Chosen = Pick<Creditor, 'packs' | 'ownPacks'>;

/** Ids that name neither a pack nor a rule. */
export function unknownPacks({ packs = STANDARD, ownPacks = [] }: Chosen): readonly string[] {
  const all = [...PACKS, ...ownPacks];
  return packs.filter((id) => !all.some((pack) => pack.id === id || pack.rules.some((rule) => rule.id === id)));
}

const known = new Map<string, readonly ContactRule[]>();

/**
 * A rule whose source nobody has checked is on only where it is named by its own id. The company's own packs are always
 * on. The same choice gives the same array, so that what is worked out from it is worked out once.
 */
export function rulesOf({ packs = STANDARD, ownPacks = [] }: Chosen): readonly ContactRule[] {
  const name = ownPacks.length === 0 ? packs.join('\n') : JSON.stringify([packs, ownPacks]);
  const before = known.get(name);
  if (before) return before;
  const shipped = PACKS.flatMap((pack) =>
    pack.rules.filter(({ id, status }) => packs.includes(id) || (status !== 'M' && packs.includes(pack.id))),
  );
  const rules = [...shipped, ...ownPacks.flatMap((pack) => pack.rules)];
  if (known.size > 100) known.clear();
  known.set(name, rules);
  return rules;
}

/** Those that bind today or later, towards whomever the creditor writes to: what a policy of its has to live with. */
export function rulesAhead(creditor: Chosen & Pick<Creditor, 'role'>, today: LocalDate): readonly ContactRule[] {
  const { role = 'first-party' } = creditor;
  return rulesOf(creditor).filter(
    ({ scope: { roles }, until }) => (roles?.includes(role) ?? true) && (until === undefined || until >= today),
  );
}
