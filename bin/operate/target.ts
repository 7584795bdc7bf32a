/** What a command works on: the local pipeline, or the table of a deployed stage. */

import * as z from 'zod';
import { cloudFormationClient, outputsOf } from '../../adapters/cloudformation/outputs.ts';
import { createAdmin } from '../../adapters/dynamodb/admin.ts';
import { dynamoClient } from '../../adapters/dynamodb/client.ts';
import { createCreditorSettings } from '../../adapters/dynamodb/creditor-settings.ts';
import { createLedger } from '../../adapters/dynamodb/ledger.ts';
import { createLists } from '../../adapters/dynamodb/lists.ts';
import { createBookReader } from '../../adapters/dynamodb/open-book.ts';
import { createPolicyBook } from '../../adapters/dynamodb/policy-book.ts';
import { createSyncNotes } from '../../adapters/dynamodb/sync-notes.ts';
import { createTable } from '../../adapters/dynamodb/table.ts';
import { createSecretKeeper } from '../../adapters/secrets/keeper.ts';
import { secretsClient } from '../../adapters/secrets/secrets.ts';
import type { Instant } from '../../core/calendar/dates.ts';
import { misused, OperatorError } from './operator-error.ts';
import type { OptionSpecs, Values } from './values.ts';

export type Target = ReturnType<typeof targetOn>;

export const targetOptions = {
  local: { type: 'string' },
  stage: { type: 'string' },
  table: { type: 'string' },
  region: { type: 'string' },
} as const satisfies OptionSpecs;

export const LOCAL_URL = 'http://127.0.0.1:4747';

/** `--local` may stand alone, which `parseArgs` does not know. */
export function withLocalUrl(args: readonly string[]): string[] {
  return args.flatMap((arg, index) => {
    if (arg === '--local' && !args[index + 1]?.startsWith('http')) return [`--local=${LOCAL_URL}`];
    return [arg];
  });
}

const Info = z.object({
  tables: z.array(z.string()).min(1),
  environment: z.record(z.string(), z.string()),
  outputs: z.record(z.string(), z.unknown()).default({}),
});
const ClockFace = z.object({ now: z.iso.datetime() });

export async function openTarget(values: Values): Promise<Target> {
  const local = values.text('local');
  const stage = values.text('stage');
  if (local !== undefined && stage !== undefined) throw misused('expected either --local or --stage NAME, found both');
  return local === undefined ? openStage(stage, values) : openLocal(local.replace(/\/+$/, ''));
}

async function openLocal(url: string): Promise<Target> {
  const { tables, environment, outputs } = await ask(url, '/_local/info', Info);
  Object.assign(process.env, environment);
  const now = async (): Promise<Instant> => (await ask(url, '/_local/clock', ClockFace)).now;
  return targetOn({ tableName: tables[0] ?? '', stage: 'dev', now, outputs: async () => outputs });
}

async function ask<S extends z.ZodType>(url: string, path: string, schema: S): Promise<z.output<S>> {
  let answer: Response;
  try {
    answer = await fetch(url + path);
  } catch (cause) {
    throw new OperatorError(
      `expected the local pipeline at ${url}, found nobody: start it with "npm start", or say --local URL`,
      1,
      { cause },
    );
  }
  const parsed = schema.safeParse(await answer.json().catch(() => undefined));
  if (parsed.success) return parsed.data;
  throw new OperatorError(
    `expected the local pipeline at ${url}, found another answer at ${path} (status ${answer.status})`,
  );
}

async function openStage(stage: string | undefined, values: Values): Promise<Target> {
  const tableName = values.text('table') ?? process.env.DUNLIN_TABLE;
  if (stage === undefined && tableName === undefined)
    throw misused(
      'expected a target: --local for the pipeline of "npm start", or --stage NAME --table NAME for a deployed one',
    );
  if (tableName === undefined)
    throw misused(`expected --table NAME or DUNLIN_TABLE: the output TableName of the stack Dunlin-${stage}-Ledger`);
  if (stage === undefined) throw misused('expected --stage NAME beside --table, such as --stage dev');
  const region = values.text('region');
  if (region !== undefined) process.env.AWS_REGION = region;
  const stacks = [`Dunlin-${stage}-Ledger`, `Dunlin-${stage}-Pipeline`];
  const outputs = () => outputsOf(cloudFormationClient(), stacks);
  return targetOn({ tableName, stage, now: async () => new Date().toISOString(), outputs });
}

/** AWS's own variables and profiles say where and as whom. */
export function targetOn({
  tableName,
  stage,
  now,
  outputs,
}: {
  readonly tableName: string;
  readonly stage: string;
  readonly now: () => Promise<Instant>;
  /** What the stage's stacks say of themselves. */
  readonly outputs: () => Promise<Readonly<Record<string, unknown>>>;
}) {
  const client = dynamoClient();
  const table = createTable(client, tableName);
  const ledger = createLedger(table, tableName);
  const lists = createLists(table);
  return {
    stage,
    now,
    tableName,
    client,
    /** An output of the stage's stacks, by name. */
    async output(name: string): Promise<string> {
      const value = (await outputs())[name];
      if (typeof value === 'string' && value !== '') return value;
      throw new OperatorError(`expected the stage to have an output ${name}, found none: deploy this version first`);
    },
    admin: createAdmin(client, table, tableName),
    settings: createCreditorSettings(table, tableName),
    ledger,
    lists,
    sync: createSyncNotes(client, table, tableName),
    book: createPolicyBook(table, tableName),
    /** A creditor's open invoices with all that decisions about them depend on. */
    readBook: createBookReader(table, ledger, lists),
    secrets: createSecretKeeper({ client: secretsClient(), prefix: `dunlin/${stage}/stripe/` }),
    close: () => client.destroy(),
  };
}
