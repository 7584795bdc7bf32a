/** One local pipeline for all attacks: a victim with a case under way, an intruder with a key of their own, and odd keys. */
import { createHash } from 'node:crypto';
import { type AttributeValue, type DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { dynamoClient } from '../../adapters/dynamodb/client.ts';
import { MOST_REQUESTS_PER_MINUTE } from '../../contracts/api/limits.ts';
import { policyBody } from '../../contracts/openapi/examples.ts';
import { SCOPES } from '../../contracts/scopes.ts';
import { instantOf } from '../../core/calendar/dates.ts';
import { storyCreditor } from '../support/scenario/rows.ts';
import type { Story } from '../support/scenario/story.ts';
import { enrol, openStage, type Stage } from '../support/scenario.ts';
import { type Answer, type Call, knock } from './knock.ts';

export const INTRUDER = 'intruder';
/** A creditor of whom nobody asks anything. */
export const BYSTANDER = 'bystander';
/** Stands in the answers about the victim's policies and segments, and in nobody else's. */
export const VICTIMS_POLICY = 'victims-own';
const NEVER = '2999-01-01T07:30:00.000Z';

export type House = {
  readonly stage: Stage;
  readonly victim: Story;
  /** The victim's ids, by what they are ids of. */
  readonly ids: Readonly<Record<'invoices' | 'customers' | 'messages' | 'tasks' | 'policies' | 'links', string>>;
  /** "POST /v1/invoices", as the template routes them. */
  readonly routes: readonly string[];
  readonly knock: (call: Call) => Promise<Answer>;
  readonly makeKey: (name: string, fields?: KeyFields) => Promise<string>;
  /** Every item of the table that is this creditor's, but for its keys; as text, by key. */
  readonly itemsOf: (creditorId: string) => Promise<ReadonlyMap<string, string>>;
  readonly items: () => Promise<readonly Readonly<Record<string, unknown>>[]>;
  readonly close: () => Promise<void>;
};

type KeyFields = {
  readonly creditorId?: string;
  readonly scopes?: readonly string[];
  readonly revokedAt?: string;
  readonly expiresAt?: string;
  readonly requestsPerMinute?: number;
};

export async function openHouse(): Promise<House> {
  const stage = await openStage();
  const victim = await stage.story({ begins: -10, creditor: { name: 'Victim Ltd' } });
  await victim.push({ total: '9000.00' });
  await victim.goTo(16);
  await ownPolicy(victim);
  for (const id of [INTRUDER, BYSTANDER])
    await enrol(stage.admin, storyCreditor(id, instantOf(stage.pipeline.now()), {}), NEVER);
  const client = dynamoClient();
  const [tableName = ''] = stage.pipeline.info().tables;
  const items = () => scan(client, tableName);
  return {
    ...{ stage, victim, items },
    ids: await idsOf(victim),
    routes: stage.pipeline.blueprint.routes.map(({ routeKey }) => routeKey),
    knock: (call) => knock(stage.pipeline.url, call),
    async makeKey(name, fields = {}) {
      const hash = createHash('sha256').update(name).digest('hex');
      const createdAt = instantOf(stage.pipeline.now());
      const plain = {
        creditorId: INTRUDER,
        scopes: [...SCOPES],
        requestsPerMinute: MOST_REQUESTS_PER_MINUTE,
        ...fields,
      };
      await stage.admin.putKey({ hash, label: name, createdAt, ...plain, scopes: [...plain.scopes] });
      return name;
    },
    async itemsOf(creditorId) {
      const own = (await items()).filter(
        ({ PK, creditorId: owner }) =>
          !String(PK).startsWith('KEY#') && (String(PK).startsWith(`CRED#${creditorId}`) || owner === creditorId),
      );
      return new Map(own.map((item) => [`${item.PK} ${item.SK}`, JSON.stringify(ordered(item))]));
    },
    async close() {
      client.destroy();
      await stage.close();
    },
  };
}

/** The table gives the members of maps back in any order. */
function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, member]) => [name, ordered(member)]);
}

async function ownPolicy(victim: Story): Promise<void> {
  const policy = await victim.ask('PUT', `/v1/policies/${VICTIMS_POLICY}`, { ...policyBody, id: VICTIMS_POLICY });
  const segments = [{ id: 'some', policyId: VICTIMS_POLICY, tags: ['of-nobody'] }];
  const segmented = await victim.ask('PUT', '/v1/segments', { segments });
  for (const { status, body } of [policy, segmented])
    if (status !== 200) throw new Error(`expected the victim's policy to be published, found ${JSON.stringify(body)}`);
}

async function idsOf(victim: Story): Promise<House['ids']> {
  const { records } = await victim.timeline();
  const messages = records.flatMap(({ messageId }) => messageId ?? []);
  const tasks = (await victim.tasks()).map(({ taskId }) => taskId);
  const [message = ''] = messages;
  const [task = ''] = tasks;
  if (!message || !task) throw new Error(`expected a message and a task, found ${messages.length} and ${tasks.length}`);
  const links = victim.letters().flatMap(({ text }) => /\/v1\/links\/([\w.-]+)/.exec(text)?.[1] ?? []);
  const [link] = links;
  if (!link) throw new Error('expected a link in the mail about a task, found none');
  return { invoices: 'INV-1', customers: 'C-1', messages: message, tasks: task, policies: VICTIMS_POLICY, links: link };
}

async function scan(client: DynamoDBClient, TableName: string): Promise<Record<string, unknown>[]> {
  const found: Record<string, unknown>[] = [];
  let from: Record<string, AttributeValue> | undefined;
  do {
    const page = await client.send(new ScanCommand({ TableName, ...(from && { ExclusiveStartKey: from }) }));
    found.push(...(page.Items ?? []).map((item) => unmarshall(item)));
    from = page.LastEvaluatedKey;
  } while (from);
  return found;
}
