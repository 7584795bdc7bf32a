/**
 * Who is written to first where a day has fewer messages than it has steps: a score from 0 to 1, made of three parts that
 * each run from 0 to 1 and add up by their weights.
 *
 * - amount, weight 0.4: what is owed against the creditor's `largeFrom` in the currency; large counts in full.
 * - age, weight 0.4: calendar days since the due date, 90 and more count in full; before it nothing does.
 * - risk, weight 0.2: the customer's `riskScore`, 0 to 100.
 *
 * A part that is not known counts half. The weights are Dunlin's own: money and age are what an ageing report is read by,
 * and a risk score is somebody else's opinion.
 */
import { daysBetween, type LocalDate } from '../calendar/dates.ts';

export const WEIGHTS = { amount: 0.4, age: 0.4, risk: 0.2 } as const;
const OLD_DAYS = 90;
const HIGHEST_RISK = 100;
const UNKNOWN = 0.5;

export type Urgent = {
  /** Minor units. */
  readonly owedMinor: number;
  /** From which balance on the creditor counts an invoice of this currency as large, in minor units. */
  readonly largeFromMinor?: number | undefined;
  readonly dueOn: LocalDate | null;
  readonly riskScore?: number | undefined;
};

const within = (part: number): number => Math.min(1, Math.max(0, part));

export function urgencyOf({ owedMinor, largeFromMinor, dueOn, riskScore }: Urgent, on: LocalDate): number {
  const amount = largeFromMinor === undefined || largeFromMinor <= 0 ? UNKNOWN : within(owedMinor / largeFromMinor);
  const age = dueOn === null ? UNKNOWN : within(daysBetween(dueOn, on) / OLD_DAYS);
  const risk = riskScore === undefined ? UNKNOWN : within(riskScore / HIGHEST_RISK);
  return WEIGHTS.amount * amount + WEIGHTS.age * age + WEIGHTS.risk * risk;
}
