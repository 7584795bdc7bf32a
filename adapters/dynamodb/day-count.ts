/** How many reminders a creditor has claimed on one of its local days: one small item a day, where it states a limit. */
import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { LocalDate } from '../../core/calendar/dates.ts';
import type { Write } from '../../core/ports.ts';
import { keyOf } from './keys.ts';
import type { Table } from './table.ts';

type DayWrite = Extract<Write, { kind: 'day-claim' | 'day-claim-released' }>;

/** The count and its limit meet in one conditional write, so that two claims cannot both take the last place. */
export function dayItem(TableName: string, write: DayWrite): TransactWriteItem {
  const Key = marshall(keyOf.day(write.creditorId, write.on));
  const UpdateExpression = 'ADD claimed :by';
  if (write.kind === 'day-claim-released')
    return { Update: { TableName, Key, UpdateExpression, ExpressionAttributeValues: marshall({ ':by': -1 }) } };
  return {
    Update: {
      TableName,
      Key,
      UpdateExpression,
      ConditionExpression: 'attribute_not_exists(claimed) OR claimed < :most',
      ExpressionAttributeValues: marshall({ ':by': 1, ':most': write.most }),
    },
  };
}

export async function claimedOn(table: Table, creditorId: string, on: LocalDate): Promise<number> {
  return Number((await table.get(keyOf.day(creditorId, on)))?.claimed ?? 0);
}
