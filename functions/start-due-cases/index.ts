/** Wires the sweep to the due index and the state machine. */
import type { Context } from 'aws-lambda';
import * as z from 'zod';
import { createSweep } from '../../adapters/dynamodb/sweep.ts';
import { createExecutions, sfnClient } from '../../adapters/stepfunctions/executions.ts';
import { stageClock } from '../_shared/clock.ts';
import { log } from '../_shared/log.ts';
import { ledgerOn } from '../_shared/wiring.ts';
import { createHandler } from './handler.ts';

const env = z.object({ TABLE_NAME: z.string(), STATE_MACHINE_ARN: z.string() }).parse(process.env);
const clock = stageClock(process.env);
const { client, table, ledger } = ledgerOn(env.TABLE_NAME);
const { start } = createExecutions({ client: sfnClient(), stateMachineArn: env.STATE_MACHINE_ARN });
const sweep = createHandler({
  ledger,
  sweep: createSweep(client, table, env.TABLE_NAME),
  start,
  clock,
  report: (counts) => log(counts.failed > 0 ? 'error' : 'info', 'SWEPT', counts),
});

export const handler = (_event: unknown, context: Context) => sweep(() => context.getRemainingTimeInMillis());
