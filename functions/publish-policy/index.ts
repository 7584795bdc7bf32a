/** Wires policies and segments to their book and the ledger. */
import * as z from 'zod';
import { createLists } from '../../adapters/dynamodb/lists.ts';
import { createPolicyBook } from '../../adapters/dynamodb/policy-book.ts';
import { stageClock } from '../_shared/clock.ts';
import { http } from '../_shared/http.ts';
import { ledgerOn } from '../_shared/wiring.ts';
import { createHandler } from './handler.ts';

const env = z.object({ TABLE_NAME: z.string() }).parse(process.env);
const clock = stageClock(process.env);
const { table, ledger, keys } = ledgerOn(env.TABLE_NAME);
const book = createPolicyBook(table, env.TABLE_NAME);

export const handler = http({ keys, handle: createHandler({ ledger, lists: createLists(table), book, clock }) });
