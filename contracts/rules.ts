/** A pack of contact rules as a company writes its own: nothing that is not known, and nothing that could never be kept. */
import * as z from 'zod';
import { CONTACT_CHANNELS } from '../core/contact/rule.ts';
import { CUSTOMER_KINDS } from './api/customers.ts';
import { CalendarDate, Country, line, Region } from './api/fields.ts';
import { exact } from './api/problems.ts';

const channels = z.array(z.enum(CONTACT_CHANNELS)).min(1).max(3);
const days = z.int().min(1).max(90);

const Window = exact({
  days: z.array(z.int().min(1).max(7)).min(1).max(7).meta({ description: 'Monday is 1, Sunday 7' }),
  fromMinute: z.int().min(0).max(1439).meta({ description: 'Minutes since midnight on the person’s own clock' }),
  toMinute: z.int().min(1).max(1440),
}).refine(({ fromMinute, toMinute }) => fromMinute < toMinute, {
  path: ['toMinute'],
  error: 'expected a minute after fromMinute: a window cannot reach over midnight, so write two rules',
});

const Demand = z.discriminatedUnion('kind', [
  exact({ kind: z.literal('window'), window: Window, holidays: z.boolean().optional() }),
  exact({ kind: z.literal('cap'), most: z.int().min(0).max(90), days, channels }),
  exact({ kind: z.literal('cooldown'), days, channels }),
  exact({ kind: z.literal('consent'), channels }),
  exact({ kind: z.literal('block'), channels }),
  exact({ kind: z.literal('words'), channels, need: z.enum(['opt-out', 'sender-identity']) }),
]);

const Scope = exact({
  debtors: z.array(z.enum(CUSTOMER_KINDS)).min(1).optional(),
  roles: z
    .array(z.enum(['first-party', 'third-party']))
    .min(1)
    .optional(),
  countries: z.array(Country).min(1).max(250).optional(),
  regions: z.array(Region).min(1).max(500).optional(),
  channels: channels.optional(),
});

const Rule = exact({
  id: line(60),
  title: line(200),
  citation: line(300),
  url: line(500).optional(),
  status: z
    .enum(['V', 'S', 'M'])
    .default('V')
    .meta({ description: 'Verified in the primary text, read in a secondary source, or from memory' }),
  from: CalendarDate.optional(),
  until: CalendarDate.optional(),
  scope: Scope.default({}),
  demand: Demand,
});

export const OwnPack = exact({ id: line(60), title: line(200), rules: z.array(Rule).min(1).max(200) });
