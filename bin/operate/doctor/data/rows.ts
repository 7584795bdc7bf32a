/** What the table's rows say: who the creditors are, whether anything is stopped, and whether due work is done. */
import { listPk } from '../../../../adapters/dynamodb/keys.ts';
import type { Raw, Table } from '../../../../adapters/dynamodb/table.ts';
import { storedCreditor } from '../../../../contracts/stored/parties.ts';
import type { Creditor } from '../../../../core/contact/creditor.ts';
import { asking } from '../ask.ts';
import { type Finding, mend, ok } from '../finding.ts';

export type Senders = Pick<Creditor, 'creditorId' | 'email' | 'smsOrigination'>;

export async function readCreditors(table: Table): Promise<readonly Senders[]> {
  const items = await asking('dynamodb:Query', () => table.queryAll({ index: 'list', pk: listPk.creditors }));
  const keys = items.map(({ PK, SK }) => ({ PK: String(PK), SK: String(SK) }));
  const rows = await asking('dynamodb:BatchGetItem', () => table.batchGet(keys));
  return rows.map((row) => storedCreditor.parse(row));
}

export interface Stop {
  /** Undefined: the whole stage. */
  readonly creditorId: string | undefined;
  readonly reason: string;
  readonly at: string;
}

/** A stop is somebody's decision; that it still holds must not be forgotten. */
export function judgeStops(stops: readonly Stop[]): readonly Finding[] {
  if (stops.length === 0) return [ok('stop switch', 'off, for the stage and every creditor')];
  return stops.map(({ creditorId, reason, at }) => {
    const whom = creditorId === undefined ? 'the whole stage' : `the creditor ${creditorId}`;
    const back = `npm run dunlin -- go${creditorId === undefined ? '' : ` --creditor ${creditorId}`}`;
    return mend('stop switch', `${whom} sends nothing since ${at} (${reason})`, `when the reason is gone, ${back}`);
  });
}

/** One partition of the due index, with the moment of its oldest entry. */
export interface Due {
  readonly partition: string;
  readonly dueAt: string | undefined;
}

/** In turn: beside all other checks, a read per partition at once would mostly wait for connections. */
export async function readDue(table: Table, partitions: readonly string[]): Promise<readonly Due[]> {
  const due: Due[] = [];
  for (const partition of partitions) {
    const { items } = await asking('dynamodb:Query', () => table.query({ index: 'due', pk: partition, limit: 1 }));
    due.push({ partition, dueAt: dueAtOf(items[0]) });
  }
  return due;
}

const dueAtOf = (item: Raw | undefined): string | undefined =>
  typeof item?.dueAt === 'string' ? item.dueAt : undefined;

/** Schedules tick every 15 minutes at the slowest: what has been due for longer than this, in real time, is being left. */
const LATE_MS = 45 * 60_000;

/** `pace`: how many milliseconds of the stage's clock pass in one real one; 1 but for a sandbox. */
export interface Moment {
  readonly now: string;
  readonly pace: number;
}

export function judgeDue(due: readonly Due[], { now, pace }: Moment): Finding {
  const about = 'due work';
  const late = due.flatMap(({ dueAt }) =>
    dueAt !== undefined && (Date.parse(now) - Date.parse(dueAt)) / pace > LATE_MS ? [dueAt] : [],
  );
  const oldest = late.toSorted()[0];
  if (oldest === undefined) return ok(about, 'nothing in the due index is late');
  return mend(about, `something has been due since ${oldest}`, 'docs/runbook.md#sweep-stopped');
}
