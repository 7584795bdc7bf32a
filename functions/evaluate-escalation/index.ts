/** Wires the decision about a case to its table. */
import * as z from 'zod';
import { EvaluateEscalationInput } from '../../contracts/tasks/case-ref.ts';
import { stageClock } from '../_shared/clock.ts';
import { task } from '../_shared/task.ts';
import { ledgerOn } from '../_shared/wiring.ts';
import { createHandler } from './handler.ts';

const env = z.object({ TABLE_NAME: z.string() }).parse(process.env);
const clock = stageClock(process.env);
const { ledger } = ledgerOn(env.TABLE_NAME);

export const handler = task(EvaluateEscalationInput, clock, createHandler({ ledger, clock }));
