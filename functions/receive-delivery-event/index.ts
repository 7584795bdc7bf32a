/** Wires SES's delivery events to the ledger. */
import * as z from 'zod';
import { stageClock } from '../_shared/clock.ts';
import { ledgerOn } from '../_shared/wiring.ts';
import { createHandler } from './handler.ts';
import { newsOf } from './news.ts';

const env = z.object({ TABLE_NAME: z.string() }).parse(process.env);
const clock = stageClock(process.env);
const { ledger } = ledgerOn(env.TABLE_NAME);
const record = createHandler({ ledger, clock });

export async function handler(event: unknown): Promise<string> {
  const news = newsOf(event);
  return news ? record(news) : 'no-news';
}
