/** Wires SES's delivery events to the ledger. */
import * as z from 'zod';
import { deliveryKey } from '../../contracts/archive.ts';
import { stageClock } from '../_shared/clock.ts';
import { ledgerOn, vaultIn } from '../_shared/wiring.ts';
import { createHandler } from './handler.ts';
import { newsOf } from './news.ts';

const env = z.object({ TABLE_NAME: z.string(), MESSAGES_BUCKET: z.string() }).parse(process.env);
const clock = stageClock(process.env);
const { ledger } = ledgerOn(env.TABLE_NAME);
const vault = vaultIn(env.MESSAGES_BUCKET);
const record = createHandler({ ledger, clock, keep: (news) => vault.put(deliveryKey(news), news) });

export async function handler(event: unknown): Promise<string> {
  const news = newsOf(event);
  return news ? record(news) : 'no-news';
}
