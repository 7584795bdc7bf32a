/** Wires the thank-yous to the due index (by schedule) and to applied payments (by event). */
import * as z from 'zod';
import { createDueItems } from '../../adapters/dynamodb/due-items.ts';
import { stageClock } from '../_shared/clock.ts';
import { log } from '../_shared/log.ts';
import { ledgerOn, mailerWith, vaultIn } from '../_shared/wiring.ts';
import { createHandler } from './handler.ts';

const env = z
  .object({ TABLE_NAME: z.string(), MESSAGES_BUCKET: z.string(), CONFIGURATION_SET: z.string() })
  .parse(process.env);
const clock = stageClock(process.env);
const { table, ledger } = ledgerOn(env.TABLE_NAME);
const thank = createHandler({
  ledger,
  vault: vaultIn(env.MESSAGES_BUCKET),
  mailer: mailerWith(env.CONFIGURATION_SET),
  clock,
  dueReceipts: createDueItems(table).receipts,
});
const Applied = z.object({ detail: z.object({ creditorId: z.string(), paymentKey: z.string() }) });

export async function handler(event: unknown): Promise<void> {
  const applied = Applied.safeParse(event);
  log('info', 'THANKED', { ...(await thank(applied.success ? applied.data.detail : undefined)) });
}
