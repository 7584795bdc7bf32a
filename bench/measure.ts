/** Counts what invoices cost on their whole path: transitions, capacity, calls, events and log bytes; nothing is timed. */
import { type AttributeValue, ScanCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { dynamoClient } from '../adapters/dynamodb/client.ts';
import { eventsOf } from '../functions/publish-events/events-of.ts';
import type { Stats } from '../local/control/info.ts';
import type { Pipeline } from '../local/pipeline.ts';
import { transitionsOf } from '../local/states/history.ts';
import { openSubject, type Subject } from './subject.ts';

/** What was counted between two moments. */
export type Counts = Pick<Stats, 'writeUnits' | 'readUnits' | 'calls'>;

export interface ReminderDay extends Counts {
  readonly messages: number;
  /** Addresses beyond the first of each message: each is delivered, and recorded, by itself. */
  readonly copies: number;
}

export interface CaseCount {
  readonly invoice: string;
  readonly transitions: number;
  /** Reminders sent and tasks opened. */
  readonly steps: number;
}

export interface Measured {
  readonly invoices: number;
  readonly ingest: Counts;
  /** From the due date of the first step to the closed case. */
  readonly path: Counts;
  /** Each day on which the only thing that happened was one reminder to each customer. */
  readonly reminderDays: readonly ReminderDay[];
  readonly cases: readonly CaseCount[];
  /** What left for customers, and for the owners of tasks. */
  readonly emails: number;
  readonly texts: number;
  readonly events: number;
  readonly logBytes: number;
}

const DAYS = 90;

export async function measurePath(invoices: number): Promise<Measured> {
  const subject = await openSubject({ measure: true, reports: false });
  try {
    const made = subject.pipeline.stats();
    await subject.push(invoices);
    await subject.pipeline.settle();
    const ingested = subject.pipeline.stats();
    const reminderDays = await walk(subject, invoices);
    const walked = subject.pipeline.stats();
    const messages = subject.pipeline.messages();
    return {
      invoices,
      reminderDays,
      ingest: between(made, ingested),
      path: between(ingested, walked),
      cases: casesOf(subject.pipeline),
      emails: messages.filter(({ channel }) => channel === 'email').length,
      texts: messages.filter(({ channel }) => channel === 'sms').length,
      logBytes: subject.logged(),
      events: await countEvents(subject.tableName),
    };
  } finally {
    await subject.close();
  }
}

/** Day by day; a day tells of reminders alone where no case starts and no task is opened on it. */
async function walk({ pipeline, advanceDays }: Subject, invoices: number): Promise<readonly ReminderDay[]> {
  const days: ReminderDay[] = [];
  for (let day = 0; day < DAYS; day++) {
    const before = { stats: pipeline.stats(), sent: pipeline.messages().length };
    await advanceDays(1);
    const after = pipeline.stats();
    const messages = pipeline.messages().slice(before.sent);
    const onlyReminders = messages.length === invoices && messages.every(({ kind }) => kind === 'reminder');
    if (!onlyReminders || after.executions !== before.stats.executions) continue;
    const addresses = messages.reduce((sum, { to, cc }) => sum + to.length + cc.length, 0);
    days.push({ ...between(before.stats, after), messages: messages.length, copies: addresses - messages.length });
  }
  return days;
}

function between(from: Stats, to: Stats): Counts {
  const calls = Object.entries(to.calls).map(([name, count]) => [name, count - (from.calls[name] ?? 0)] as const);
  return {
    writeUnits: to.writeUnits - from.writeUnits,
    readUnits: to.readUnits - from.readUnits,
    calls: Object.fromEntries(calls.filter(([, count]) => count > 0)),
  };
}

/** By the case that the executions name; a case may need several. */
function casesOf(pipeline: Pipeline): readonly CaseCount[] {
  const transitions = new Map<string, number>();
  for (const execution of pipeline.services.states.executions()) {
    const { caseId }: { readonly caseId: string } = JSON.parse(execution.input);
    transitions.set(caseId, (transitions.get(caseId) ?? 0) + transitionsOf(execution));
  }
  const messages = pipeline.messages();
  return [...transitions].map(([caseId, count]) => {
    const invoice = caseId.split('#').at(-1) ?? caseId;
    return { invoice, transitions: count, steps: messages.filter(({ invoices }) => invoices.includes(invoice)).length };
  });
}

/** Entries are priced, not calls: as many as the outbox makes of the audit records. */
async function countEvents(tableName: string): Promise<number> {
  const client = dynamoClient();
  let count = 0;
  let from: Record<string, AttributeValue> | undefined;
  do {
    const page = await client.send(new ScanCommand({ TableName: tableName, ...(from && { ExclusiveStartKey: from }) }));
    for (const item of page.Items ?? []) count += eventsOf(unmarshall(item)).length;
    from = page.LastEvaluatedKey;
  } while (from);
  client.destroy();
  return count;
}
