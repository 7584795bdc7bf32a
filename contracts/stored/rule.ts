/** Contact rules as they are kept and as a company writes its own. */
import * as z from 'zod';
import type { RulePack } from '../../core/contact/rule.ts';
import { date } from './parts.ts';

const channels = z.array(z.enum(['email', 'sms', 'call'])).min(1);
const window = z.object({
  days: z.array(z.number().int().min(1).max(7)).min(1),
  fromMinute: z.number().int().min(0).max(1439),
  toMinute: z.number().int().min(1).max(1440),
});
const days = z.number().int().positive();

const demand = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('window'), window, holidays: z.boolean().optional() }),
  z.object({ kind: z.literal('cap'), most: z.number().int().min(0), days, channels }),
  z.object({ kind: z.literal('cooldown'), days, channels }),
  z.object({ kind: z.literal('consent'), channels }),
  z.object({ kind: z.literal('block'), channels }),
  z.object({ kind: z.literal('words'), channels, need: z.enum(['opt-out', 'sender-identity']) }),
]);

const scope = z.object({
  debtors: z.array(z.enum(['company', 'sole_trader', 'consumer', 'public_body'])).optional(),
  roles: z.array(z.enum(['first-party', 'third-party'])).optional(),
  countries: z.array(z.string()).optional(),
  regions: z.array(z.string()).optional(),
  channels: channels.optional(),
});

const rule = z.object({
  id: z.string(),
  title: z.string(),
  citation: z.string(),
  url: z.string().optional(),
  status: z.enum(['V', 'S', 'M']),
  from: date.optional(),
  until: date.optional(),
  scope,
  demand,
});

export const rulePack: z.ZodType<RulePack> = z.object({ id: z.string(), title: z.string(), rules: z.array(rule) });
