/** Wires the call for a person to its table, vault, mailer and the alarm's metric. */
import * as z from 'zod';
import { metricNames } from '../../contracts/metrics.ts';
import { AskAPersonInput } from '../../contracts/tasks/case-ref.ts';
import { stageClock } from '../_shared/clock.ts';
import { metric } from '../_shared/log.ts';
import { task } from '../_shared/task.ts';
import { ledgerOn, mailerWith, vaultIn } from '../_shared/wiring.ts';
import { createHandler } from './handler.ts';

const env = z
  .object({
    TABLE_NAME: z.string(),
    MESSAGES_BUCKET: z.string(),
    CONFIGURATION_SET: z.string(),
    PUBLIC_URL: z.string(),
    STAGE: z.string(),
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
const alarm = () => metric(metricNames.personNeeded, 1, env.STAGE);

export const handler = task(AskAPersonInput, clock, createHandler({ ...deps, alarm }));
