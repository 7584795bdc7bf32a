/** The scenario language: stories about invoices, told on the real local pipeline with its real template, bundles and table. */
import { createHash } from 'node:crypto';
import { DeleteItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { createAdmin } from '../../adapters/dynamodb/admin.ts';
import { dynamoClient } from '../../adapters/dynamodb/client.ts';
import { keyOf } from '../../adapters/dynamodb/keys.ts';
import { createTable } from '../../adapters/dynamodb/table.ts';
import { MOST_REQUESTS_PER_MINUTE } from '../../contracts/api/limits.ts';
import { SCOPES } from '../../contracts/scopes.ts';
import { type Instant, instantOf } from '../../core/calendar/dates.ts';
import type { Creditor } from '../../core/contact/creditor.ts';
import { b2bStandard, withSms } from '../../core/policy/policy.ts';
import { nextReportAt } from '../../core/report/schedule.ts';
import { type Pipeline, type PipelineOptions, startPipeline } from '../../local/pipeline.ts';
import { calendarFrom, type Weekday } from './scenario/calendar.ts';
import { storyCreditor } from './scenario/rows.ts';
import { createStory, type Story } from './scenario/story.ts';

export interface StoryOptions {
  readonly creditor?: Partial<Creditor>;
  /** The weekday of day 0; a Tuesday by default, for which no step of the default path falls on a weekend. */
  readonly dueOn?: Weekday;
  /** Days before day 0 on which the story begins, at six in the morning. */
  readonly begins?: number;
  /** Whether the daily report goes out; most stories do without, for it takes most of their time. */
  readonly reports?: boolean;
}

/** Later than any story: a report that never comes. */
const NEVER = '2999-01-01T07:30:00.000Z';

export interface Stage {
  readonly pipeline: Pipeline;
  readonly admin: ReturnType<typeof createAdmin>;
  readonly logged: readonly string[];
  /** Begins a story with a creditor of its own; the one before it is ended. */
  readonly story: (options?: StoryOptions) => Promise<Story>;
  readonly close: () => Promise<void>;
}

export async function openStage(options: Partial<PipelineOptions> = {}): Promise<Stage> {
  const logged: string[] = [];
  const log = (name: string, line: string) => void logged.push(`${name} ${line}`);
  const pipeline = await startPipeline({ clock: '2026-01-02T06:00:00Z', log, ...options });
  const [tableName = ''] = pipeline.info().tables;
  const client = dynamoClient();
  const table = createTable(client, tableName);
  const admin = createAdmin(client, table, tableName);
  let stories = 0;
  let last: Story | undefined;

  const end = async (): Promise<void> => {
    if (!last) return;
    await last.end();
    const report = marshall(keyOf.report(last.creditorId));
    await client.send(new DeleteItemCommand({ TableName: tableName, Key: report }));
    last = undefined;
  };

  return {
    ...{ pipeline, admin, logged },
    async story({ creditor = {}, dueOn = 'Tuesday', begins = -30, reports = false } = {}) {
      await end();
      const creditorId = `seller-${++stories}`;
      const zone = creditor.timeZone ?? 'Europe/London';
      const calendar = calendarFrom(pipeline.now(), { zone, dueOn, lead: 1 - begins });
      await pipeline.advanceTo(calendar.at(begins, '06:00'));
      const seller = storyCreditor(creditorId, instantOf(pipeline.now()), creditor);
      const key = await enrol(admin, seller, reports ? nextReportAt(seller, seller.createdAt) : NEVER);
      const stripeSecret = `whsec_${creditorId}`;
      const [prefix] = pipeline.blueprint.functions.flatMap(
        ({ environment }) => environment.STRIPE_SECRETS_PREFIX ?? [],
      );
      pipeline.services.secrets.ensure(`${prefix}${creditorId}`, stripeSecret);
      last = createStory({ pipeline, calendar, creditorId, key, stripeSecret, table });
      return last;
    },
    async close() {
      client.destroy();
      await pipeline.close();
    },
  };
}

/** Makes the creditor with both policies and a key for everything; answers the key. */
export async function enrol(admin: Stage['admin'], creditor: Creditor, firstReportAt: Instant): Promise<string> {
  const { creditorId, createdAt } = creditor;
  const key = `key-of-${creditorId}`;
  const hash = createHash('sha256').update(key).digest('hex');
  await admin.createCreditor(creditor, [b2bStandard, withSms], firstReportAt);
  const requestsPerMinute = MOST_REQUESTS_PER_MINUTE;
  await admin.putKey({ hash, creditorId, label: 'scenario', scopes: [...SCOPES], createdAt, requestsPerMinute });
  return key;
}
