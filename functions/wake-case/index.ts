/** Wires the wake to the table and the state machine. */
import * as z from 'zod';
import { createExecutions, sfnClient } from '../../adapters/stepfunctions/executions.ts';
import { ledgerOn } from '../_shared/wiring.ts';
import { createHandler } from './handler.ts';

const env = z.object({ TABLE_NAME: z.string() }).parse(process.env);
const { ledger } = ledgerOn(env.TABLE_NAME);
const wakeCase = createHandler({ ledger, wake: createExecutions({ client: sfnClient() }).wake });
const Changed = z.object({ detail: z.object({ caseId: z.string() }) });

export const handler = (event: unknown) => wakeCase(Changed.parse(event).detail);
