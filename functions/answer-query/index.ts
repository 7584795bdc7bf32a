/** Wires the queries to the ledger, its lists and the kept messages. */
import * as z from 'zod';
import { createLists } from '../../adapters/dynamodb/lists.ts';
import { stageClock } from '../_shared/clock.ts';
import { http } from '../_shared/http.ts';
import { ledgerOn, vaultIn } from '../_shared/wiring.ts';
import { createHandler } from './handler.ts';

const env = z.object({ TABLE_NAME: z.string(), MESSAGES_BUCKET: z.string() }).parse(process.env);
const clock = stageClock(process.env);
const { table, ledger, keys } = ledgerOn(env.TABLE_NAME);
const handle = createHandler({
  ledger,
  lists: createLists(table),
  vault: vaultIn(env.MESSAGES_BUCKET),
  clock,
});

export const handler = http({ keys, handle });
