/** Money that waits for its invoice: markers in the invoice's place, and how many there are, so that most calls need not look. */
import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { Write } from '../../core/ports.ts';
import { caseIdOf, type Key, keyOf } from './keys.ts';

type Waiting = Extract<Write, { kind: 'waiting-money' }>;
type Taken = Extract<Write, { kind: 'waiting-money-taken' }>;

const ABSENT = 'attribute_not_exists(PK)';
export const EXISTS = 'attribute_exists(PK)';

/** The invoice must exist neither under its id nor under its number, unless it is known to. */
export function waitingItems(
  TableName: string,
  { creditorId, invoiceId, paymentKey, isKnown }: Waiting,
): TransactWriteItem[] {
  const caseId = caseIdOf(creditorId, invoiceId);
  const Item = marshall({ ...keyOf.waiting(caseId, paymentKey), paymentKey });
  const absent = (key: Key): TransactWriteItem => ({
    ConditionCheck: { TableName, Key: marshall(key), ConditionExpression: ABSENT },
  });
  const names = isKnown ? [] : [keyOf.invoice(caseId), keyOf.number(creditorId, invoiceId)];
  return [...names.map(absent), { Put: { TableName, Item, ConditionExpression: ABSENT } }];
}

export function waitingTaken(TableName: string, { creditorId, invoiceId, paymentKey }: Taken): TransactWriteItem {
  const Key = marshall(keyOf.waiting(caseIdOf(creditorId, invoiceId), paymentKey));
  return { Delete: { TableName, Key, ConditionExpression: EXISTS } };
}

/** How many payments of a creditor wait for their invoice: one item a creditor, for a transaction may touch an item only once. */
export function waitingCounts(TableName: string, writes: readonly Write[]): TransactWriteItem[] {
  const counts = new Map<string, number>();
  for (const write of writes)
    if (write.kind === 'waiting-money' || write.kind === 'waiting-money-taken') {
      const by = write.kind === 'waiting-money' ? 1 : -1;
      counts.set(write.creditorId, (counts.get(write.creditorId) ?? 0) + by);
    }
  return [...counts].map(([creditorId, by]) => ({
    Update: {
      TableName,
      Key: marshall(keyOf.waitingCount(creditorId)),
      UpdateExpression: 'ADD waitingCount :by',
      ExpressionAttributeValues: marshall({ ':by': by }),
    },
  }));
}
