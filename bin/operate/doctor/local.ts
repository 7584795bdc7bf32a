/** The checks that make sense of the local pipeline; of all others it says why not. */

import { createTable } from '../../../adapters/dynamodb/table.ts';
import { secretsClient } from '../../../adapters/secrets/secrets.ts';
import type { Target } from '../target.ts';
import { rowChecks } from './data/checks.ts';
import { readCreditors } from './data/rows.ts';
import { type Check, examine } from './examine.ts';
import { type Finding, skip } from './finding.ts';
import { createStripeQuestions } from './money/ask-stripe.ts';
import { moneyChecks } from './money/checks.ts';
import { once } from './once.ts';

const PLAYED: readonly (readonly [about: string, why: string])[] = [
  ['stacks', 'the local pipeline synthesizes the template and deploys nothing'],
  ['table and backups', 'the table lies in memory or in --data DIR'],
  ["this machine's clock", 'the local clock is virtual'],
  ['SES account, identities, DKIM, SPF, DMARC', 'no mail leaves the local pipeline'],
  ['configuration set', 'the local pipeline publishes what the template says'],
  ['SMS origination and spend limit', 'no text message leaves the local pipeline'],
  ['alarms, dead-letter queues, rules and schedules, last sweep', 'the local pipeline plays them from the template'],
  ['cost budget and quotas', 'there is no account'],
];

export async function examineLocal(target: Target): Promise<readonly Finding[]> {
  const found = await examine(localChecks(target));
  return [...found, ...PLAYED.map(([about, why]) => skip(about, why))];
}

/** Stripe cannot reach this machine, so no key is asked for and no endpoint looked at. */
function localChecks(target: Target): readonly Check[] {
  const table = createTable(target.client, target.tableName);
  const creditors = once(() => readCreditors(table));
  return [
    ...rowChecks({ target, table, creditors, moment: async () => ({ now: await target.now(), pace: 1 }) }),
    ...moneyChecks({
      stage: target.stage,
      secrets: secretsClient(),
      stripe: createStripeQuestions(),
      creditorIds: async () => (await creditors()).map(({ creditorId }) => creditorId),
      bases: async () => [],
      givenKey: undefined,
    }),
  ];
}
