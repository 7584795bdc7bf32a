/** Wires the daily report to the ledger, the vault and the mailer. */
import * as z from 'zod';
import { createReportFacts } from '../../adapters/dynamodb/report-facts.ts';
import { metricNames } from '../../contracts/metrics.ts';
import { stageClock } from '../_shared/clock.ts';
import { log, metric } from '../_shared/log.ts';
import { ledgerOn, mailerWith, vaultIn } from '../_shared/wiring.ts';
import { createHandler } from './handler.ts';

const env = z
  .object({
    TABLE_NAME: z.string(),
    MESSAGES_BUCKET: z.string(),
    CONFIGURATION_SET: z.string(),
    STAGE: z.string(),
    PUBLIC_URL: z.string().optional(),
  })
  .parse(process.env);
const clock = stageClock(process.env);
const { client, table, ledger } = ledgerOn(env.TABLE_NAME);
const sendDue = createHandler({
  ledger,
  vault: vaultIn(env.MESSAGES_BUCKET),
  mailer: mailerWith(env.CONFIGURATION_SET),
  clock,
  publicUrl: env.PUBLIC_URL,
  ...createReportFacts(client, table, env.TABLE_NAME, ledger),
  countOpen: (cases) => metric(metricNames.openCases, cases, env.STAGE),
});

export async function handler(): Promise<void> {
  log('info', 'REPORTED', { reports: await sendDue() });
}
