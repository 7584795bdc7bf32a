/** Wires the reminder to its table, vault and senders. */
import * as z from 'zod';
import { createTexter, smsClient } from '../../adapters/sms/texter.ts';
import { metricNames } from '../../contracts/metrics.ts';
import { SendReminderInput } from '../../contracts/tasks/case-ref.ts';
import { randomIds, stageClock } from '../_shared/clock.ts';
import { metric } from '../_shared/log.ts';
import { task } from '../_shared/task.ts';
import { ledgerOn, mailerWith, vaultIn } from '../_shared/wiring.ts';
import { createHandler } from './handler.ts';

const env = z
  .object({ TABLE_NAME: z.string(), MESSAGES_BUCKET: z.string(), CONFIGURATION_SET: z.string(), STAGE: z.string() })
  .parse(process.env);
const clock = stageClock(process.env);
const { ledger } = ledgerOn(env.TABLE_NAME);

export const handler = task(
  SendReminderInput,
  clock,
  createHandler({
    ledger,
    vault: vaultIn(env.MESSAGES_BUCKET),
    mailer: mailerWith(env.CONFIGURATION_SET),
    texter: createTexter({ client: smsClient() }),
    clock,
    ids: randomIds,
    countSent: () => metric(metricNames.messagesSent, 1, env.STAGE),
  }),
);
