/** Every check of a deployed stage, over AWS's real services. */
import { createTable } from '../../../adapters/dynamodb/table.ts';
import type { Target } from '../target.ts';
import { type Clients, closeClients, openClients } from './clients.ts';
import { rowChecks } from './data/checks.ts';
import { readCreditors } from './data/rows.ts';
import { judgeBackups, judgeTable, readBackups, readTable } from './data/table.ts';
import { type Check, examine } from './examine.ts';
import type { Finding } from './finding.ts';
import { createSesQuestions } from './mail/ask-ses.ts';
import { mailChecks } from './mail/checks.ts';
import { createDns, type Dns } from './mail/dns.ts';
import { readMoment } from './moment.ts';
import { createStripeQuestions, type StripeQuestions } from './money/ask-stripe.ts';
import { moneyChecks } from './money/checks.ts';
import { once, onceEach } from './once.ts';
import { readSkew } from './skew.ts';
import { judgeStacks, readStacks, type Stacks, stackNames } from './stack.ts';
import { createSmsQuestions } from './text/ask-sms.ts';
import { textChecks } from './text/checks.ts';
import { lambdaConcurrency } from './watch/ask-watch.ts';
import { watchChecks } from './watch/checks.ts';
import { createMetrics } from './watch/metrics.ts';
import { quotaChecks } from './watch/quota-checks.ts';
import { judgeClock } from './watch/upkeep.ts';

/** What is not AWS's. */
export type Outside = {
  readonly dns?: Dns;
  readonly stripe?: StripeQuestions;
  readonly stripeKey: string | undefined;
};

export async function examineStage(target: Target, outside: Outside): Promise<readonly Finding[]> {
  const clients = openClients();
  try {
    return await examine(checksOf(target, clients, outside));
  } finally {
    closeClients(clients);
  }
}

export function checksOf(target: Target, clients: Clients, outside: Outside): readonly Check[] {
  const table = createTable(target.client, target.tableName);
  const stacks = once(() => readStacks(clients.cloudFormation, target.stage));
  const creditors = once(() => readCreditors(table));
  const metrics = createMetrics(clients.cloudWatch);
  const plainSes = createSesQuestions(clients.ses);
  const ses = { ...plainSes, account: once(plainSes.account), identities: onceEach(plainSes.identities) };
  // CloudWatch keeps real time, also where a sandbox's own clock runs faster.
  const now = async (): Promise<string> => new Date().toISOString();
  const distinct = (texts: readonly (string | undefined)[]): readonly string[] => [
    ...new Set(texts.filter((text) => text !== undefined)),
  ];
  return [
    ...stageChecks(target, clients, stacks),
    ...rowChecks({ target, table, creditors, moment: async () => readMoment(clients.lambda, await stacks()) }),
    ...mailChecks({
      ses,
      dns: outside.dns ?? createDns(),
      region: async () => String(await clients.ses.config.region()),
      senders: async () => distinct((await creditors()).map(({ email }) => email)),
      configurationSets: async () => (await stacks()).resources('AWS::SES::ConfigurationSet'),
    }),
    ...textChecks({
      sms: createSmsQuestions(clients.sms),
      metrics,
      originations: async () => distinct((await creditors()).map(({ smsOrigination }) => smsOrigination)),
      now,
    }),
    ...moneyChecks({
      stage: target.stage,
      secrets: clients.secrets,
      stripe: outside.stripe ?? createStripeQuestions(),
      creditorIds: async () => (await creditors()).map(({ creditorId }) => creditorId),
      bases: async () => basesOf(await stacks()),
      givenKey: outside.stripeKey,
    }),
    ...watchChecks({ ...clients, stacks, metrics, now }),
    ...quotaChecks({ metrics, now, account: ses.account, lambdaConcurrency: () => lambdaConcurrency(clients.quotas) }),
  ];
}

/** Where the API answers: its own address first, then one in front of it; queues have addresses too, and answer nobody. */
function basesOf({ stacks }: Stacks): readonly string[] {
  const outputs = stacks.flatMap(({ Outputs = [] }) => Outputs);
  const addresses = outputs.filter(({ OutputKey = '' }) => /Url$/.test(OutputKey) && !/QueueUrl$/.test(OutputKey));
  return addresses
    .toSorted((a, b) => Number(b.OutputKey === 'ApiUrl') - Number(a.OutputKey === 'ApiUrl'))
    .map(({ OutputValue = '' }) => OutputValue);
}

function stageChecks(
  { stage, client, tableName }: Target,
  { cloudFormation }: Clients,
  stacks: () => Promise<Stacks>,
): readonly Check[] {
  return [
    { about: 'stacks', look: async () => judgeStacks((await stacks()).stacks, stage) },
    { about: 'backups', look: async () => [judgeBackups(tableName, await readBackups(client, tableName))] },
    { about: `table ${tableName}`, look: async () => judgeTable(stage, await readTable(client, tableName)) },
    {
      about: "this machine's clock",
      look: async () => [judgeClock(await readSkew(cloudFormation, stackNames(stage)[0] ?? ''))],
    },
  ];
}
