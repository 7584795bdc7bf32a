/** Wires stored money to the ledger. */
import * as z from 'zod';
import { stageClock } from '../_shared/clock.ts';
import { ledgerOn } from '../_shared/wiring.ts';
import { createHandler } from './handler.ts';

const env = z.object({ TABLE_NAME: z.string() }).parse(process.env);
const clock = stageClock(process.env);
const { ledger } = ledgerOn(env.TABLE_NAME);
const apply = createHandler({ ledger, clock });
const Received = z.object({ detail: z.object({ creditorId: z.string(), paymentKey: z.string() }) });

export const handler = (event: unknown) => apply(Received.parse(event).detail);
