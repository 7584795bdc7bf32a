/** Wires the task to its table, vault and mailer. */
import * as z from 'zod';
import { OpenTaskInput } from '../../contracts/tasks/case-ref.ts';
import { stageClock } from '../_shared/clock.ts';
import { task } from '../_shared/task.ts';
import { ledgerOn, mailerWith, vaultIn } from '../_shared/wiring.ts';
import { createHandler } from './handler.ts';

const env = z
  .object({
    TABLE_NAME: z.string(),
    MESSAGES_BUCKET: z.string(),
    CONFIGURATION_SET: z.string(),
    PUBLIC_URL: z.string(),
  })
  .parse(process.env);
const clock = stageClock(process.env);
const { ledger } = ledgerOn(env.TABLE_NAME);
const deps = {
  ledger,
  vault: vaultIn(env.MESSAGES_BUCKET),
  mailer: mailerWith(env.CONFIGURATION_SET),
  clock,
  publicUrl: env.PUBLIC_URL,
};

export const handler = task(OpenTaskInput, clock, createHandler(deps));
