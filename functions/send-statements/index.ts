/** Wires the monthly statements to the due index, the ledger and the mailer. */
import * as z from 'zod';
import { createLists } from '../../adapters/dynamodb/lists.ts';
import { createStatementItems } from '../../adapters/dynamodb/statement-items.ts';
import { stageClock } from '../_shared/clock.ts';
import { log } from '../_shared/log.ts';
import { ledgerOn, mailerWith, vaultIn } from '../_shared/wiring.ts';
import { createHandler } from './handler.ts';

const env = z
  .object({ TABLE_NAME: z.string(), MESSAGES_BUCKET: z.string(), CONFIGURATION_SET: z.string() })
  .parse(process.env);
const clock = stageClock(process.env);
const { client, table, ledger } = ledgerOn(env.TABLE_NAME);
const sendDue = createHandler({
  ledger,
  vault: vaultIn(env.MESSAGES_BUCKET),
  mailer: mailerWith(env.CONFIGURATION_SET),
  clock,
  lists: createLists(table),
  statements: createStatementItems(client, table, env.TABLE_NAME),
});

export async function handler(): Promise<void> {
  log('info', 'STATEMENTS', { ...(await sendDue()) });
}
