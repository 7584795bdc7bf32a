/** What a decision needs to know of the creditor, and which contact rules are on for it. */
import type { Creditor } from '../contact/creditor.ts';
import { rulesOf } from '../contact/packs/packs.ts';
import type { DecidingCreditor, Situation } from './decide.ts';

export function decidingOf(creditor: Creditor): {
  readonly rules: NonNullable<Situation['rules']>;
  readonly creditor: DecidingCreditor;
} {
  const { country, region, role, closedOn, syncEveryHours, dailyReminders, largeFrom, debtorKind, smsOrigination } =
    creditor;
  return {
    rules: rulesOf(creditor),
    creditor: {
      ...{ country, region, role, closedOn, syncEveryHours, dailyReminders, largeFrom, debtorKind },
      sendsTexts: smsOrigination !== undefined,
    },
  };
}
