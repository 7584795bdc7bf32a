/** The parts of a policy document as a person writes them: days, hours, distances and amounts. */
import * as z from 'zod';
import type { ContactWindow } from '../../core/calendar/window.ts';
import type { Step } from '../../core/policy/policy.ts';
import { minorOf } from '../api/amounts.ts';
import { Amount, Currency } from '../api/fields.ts';
import { exact, shown } from '../api/problems.ts';

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

const expected =
  (what: string) =>
  ({ input }: { readonly input?: unknown }): string =>
    `expected ${what}, found ${shown(input)}`;

const Weekday = z
  .union([z.enum(WEEKDAYS), z.int().min(1).max(7)], { error: expected(`one of ${WEEKDAYS.join(', ')}`) })
  .transform((day) => (typeof day === 'number' ? day : WEEKDAYS.indexOf(day) + 1));

const CLOCK = /^(?:([01]\d|2[0-3]):([0-5]\d)|24:00)$/;
const clockError = expected('a time of day such as "10:00"');
const Clock = z
  .string({ error: clockError })
  .regex(CLOCK, { error: clockError })
  .transform((text) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3)));

const Minute = z.int().min(0).max(1440).meta({ description: 'Minutes since midnight; "from" and "to" read better' });

/** The hours in which messages leave, on the customer's own clock. */
export const Window = exact({
  days: z.array(Weekday).min(1).meta({ description: 'Days of the week on which messages leave' }),
  from: Clock.optional().meta({ description: 'A time of day such as "10:00", on the customer’s clock' }),
  to: Clock.optional().meta({ description: 'A later time of the same day such as "11:30"' }),
  fromMinute: Minute.optional(),
  toMinute: Minute.optional(),
}).transform(({ days, from, to, fromMinute, toMinute }, ctx): ContactWindow => {
  const [opens, closes] = [from ?? fromMinute, to ?? toMinute];
  if (opens !== undefined && closes !== undefined && opens < closes)
    return { days: [...new Set(days)].sort((one, other) => one - other), fromMinute: opens, toMinute: closes };
  const [missing] = opens === undefined ? ['from'] : closes === undefined ? ['to'] : [];
  ctx.addIssue({
    code: 'custom',
    path: missing === undefined ? ['to'] : [],
    message: missing
      ? `expected "${missing}" with a time of day such as "10:00", found nothing`
      : 'expected a window that opens before it closes within one day, for one that never opens sends nothing',
  });
  return z.NEVER;
});

export type Distance = { readonly at: number; readonly unit: Step['unit'] };
const DISTANCE = /^(?:on the due date|(\d{1,4}) (banking )?days? (before|after))$/;
const distanceError = expected(
  'a day such as "7 days before", "on the due date", "3 days after" or "3 banking days after"',
);

/** When a step is due, counted from the due date. */
export const At = z
  .union(
    [
      z.int().min(-365).max(3650).meta({ description: 'Calendar days from the due date; below zero before it' }),
      z.string().regex(DISTANCE, { error: distanceError }),
    ],
    { error: distanceError },
  )
  .transform((at): Distance => {
    if (typeof at === 'number') return { at, unit: undefined };
    const [, days = '0', banking, side] = DISTANCE.exec(at) ?? [];
    const count = Number(days);
    return { at: side === 'before' && count > 0 ? -count : count, unit: banking ? 'banking-days' : undefined };
  });

const GAP = /^(\d{1,3}) (?:banking |week)days?$/;
const gapError = expected('a gap such as "5 banking days"');

export const Gap = z
  .union([z.int().min(0).max(250), z.string().regex(GAP, { error: gapError })], { error: gapError })
  .transform((gap) => (typeof gap === 'number' ? gap : Number(GAP.exec(gap)?.[1])));

/** Decimal strings by currency, into minor units. */
export const Amounts = z.partialRecord(Currency, Amount).transform((amounts, ctx) =>
  Object.fromEntries(
    Object.entries(amounts).flatMap(([currency, amount]) => {
      if (amount === undefined) return [];
      const refuse = (path: readonly (string | number)[], message: string): void =>
        ctx.addIssue({ code: 'custom', path: [...path], message });
      return [[currency, minorOf(amount, { currency, path: [currency], refuse })] as const];
    }),
  ),
);
