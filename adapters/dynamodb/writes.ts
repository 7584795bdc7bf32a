/** Each write of the ledger as one item of a DynamoDB transaction, with the condition it stands under. */
import type { AttributeValue, TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { TRANSITIONS } from '../../core/case/transition.ts';
import type { Write } from '../../core/ports.ts';
import { dayItem } from './day-count.ts';
import {
  auditItem,
  customerItem,
  type Item,
  invoiceItem,
  journalItem,
  messageItem,
  numberItem,
  paymentItem,
  personItem,
  taskItem,
  touchItem,
} from './items.ts';
import { keyOf } from './keys.ts';
import { EXISTS, waitingItems, waitingTaken } from './waiting.ts';

const marshalled = (item: object): Record<string, AttributeValue> => marshall(item, { removeUndefinedValues: true });

type Condition = {
  readonly expression: string;
  readonly values?: Record<string, unknown>;
  readonly names?: Record<string, string>;
};

const ABSENT: Condition = { expression: 'attribute_not_exists(PK)' };
const VERSION = (version: number): Condition => ({
  expression: '#version = :version',
  values: { ':version': version },
  names: { '#version': 'version' },
});

function put(TableName: string, item: Item, { expression, values, names }: Condition): TransactWriteItem {
  return {
    Put: {
      TableName,
      Item: marshalled(item),
      ConditionExpression: expression,
      ...(values ? { ExpressionAttributeValues: marshalled(values) } : {}),
      ...(names ? { ExpressionAttributeNames: names } : {}),
    },
  };
}

/** Sets what differs and removes what is gone: the parked token and lease, which others write, stay as they are. */
function update(
  TableName: string,
  before: Item,
  after: Item,
  condition: Condition,
  always: readonly string[] = [],
): TransactWriteItem {
  const names: Record<string, string> = { ...condition.names };
  const values: Record<string, unknown> = { ...condition.values };
  const sets: string[] = [];
  const removes: string[] = [];
  for (const field of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (same(before[field], after[field]) && !always.includes(field)) continue;
    const name = `#${field}`;
    names[name] = field;
    if (after[field] === undefined) removes.push(name);
    else {
      values[`:${field}_`] = after[field];
      sets.push(`${name} = :${field}_`);
    }
  }
  return {
    Update: {
      TableName,
      Key: marshalled({ PK: before.PK, SK: before.SK }),
      UpdateExpression: [
        sets.length > 0 ? `SET ${sets.join(', ')}` : '',
        removes.length > 0 ? `REMOVE ${removes.join(', ')}` : '',
      ]
        .join(' ')
        .trim(),
      ConditionExpression: condition.expression,
      ExpressionAttributeNames: names,
      ExpressionAttributeValues: marshalled(values),
    },
  };
}

const same = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);

function putOrUpdate<T extends { readonly version: number }>(
  table: string,
  before: T | undefined,
  after: T,
  item: (value: T) => Item,
): TransactWriteItem {
  return before === undefined
    ? put(table, item(after), ABSENT)
    : update(table, item(before), item(after), VERSION(before.version));
}

function changeItems(
  table: string,
  { before, after, record, type }: Extract<Write, { kind: 'change' }>['change'],
): TransactWriteItem[] {
  const audit = put(table, auditItem(after, record, TRANSITIONS[type].wakes), ABSENT);
  if (before.version === 0) return [put(table, invoiceItem(after), ABSENT), audit];
  const from = TRANSITIONS[type].from;
  const states = Object.fromEntries(from.map((state, index) => [`:from${index}`, state]));
  const condition: Condition = {
    expression: `#version = :version AND caseState IN (${Object.keys(states).join(', ')})`,
    values: { ':version': before.version, ...states },
    names: { '#version': 'version' },
  };
  // An execution may have parked since `before` was read and put the next wake far away: the pulled-in one is written anyway.
  const always = TRANSITIONS[type].wakes && after.dueAt !== undefined ? ['dueAt'] : [];
  return [update(table, invoiceItem(before), invoiceItem(after), condition, always), audit];
}

function messageWrite(table: string, { before, message }: Extract<Write, { kind: 'message' }>): TransactWriteItem {
  if (!before) return { Put: { TableName: table, Item: marshalled(messageItem(message)) } };
  return put(table, messageItem(message), {
    expression: 'recipients = :recipients',
    values: { ':recipients': before.recipients },
  });
}

/** The transaction items of one write; several where a write is more than one item. */
export function transactItems(table: string, write: Write): TransactWriteItem[] {
  switch (write.kind) {
    case 'change':
      return changeItems(table, write.change);
    case 'customer':
      return [putOrUpdate(table, write.before, write.after, customerItem)];
    case 'payment':
      return [putOrUpdate(table, write.before, write.after, paymentItem)];
    case 'person':
      return [putOrUpdate(table, write.before, write.after, personItem)];
    case 'check-invoice': {
      const { expression, names, values = {} } = VERSION(write.invoice.version);
      const { PK, SK } = invoiceItem(write.invoice);
      return [
        {
          ConditionCheck: {
            TableName: table,
            Key: marshalled({ PK, SK }),
            ConditionExpression: expression,
            ExpressionAttributeNames: names,
            ExpressionAttributeValues: marshalled(values),
          },
        },
      ];
    }
    case 'claim-touch':
      return [
        put(table, touchItem(write.touch), {
          expression: 'attribute_not_exists(PK) OR #state IN (:released, :stopped)',
          values: { ':released': 'released', ':stopped': 'stopped' },
          names: { '#state': 'state' },
        }),
      ];
    case 'day-claim':
    case 'day-claim-released':
      return [dayItem(table, write)];
    case 'settle-touch':
      return [
        put(table, touchItem(write.touch), {
          expression: 'claimId = :claim',
          values: { ':claim': write.touch.claimId },
        }),
      ];
    case 'message':
      return [messageWrite(table, write)];
    case 'task':
      return [
        put(
          table,
          taskItem(write.after),
          write.before === undefined
            ? ABSENT
            : { expression: '#state = :state', values: { ':state': write.before.state }, names: { '#state': 'state' } },
        ),
      ];
    case 'waiting-money':
      return waitingItems(table, write);
    case 'waiting-money-taken':
      return [waitingTaken(table, write)];
    case 'number':
      return [{ Put: { TableName: table, Item: marshalled(numberItem(write)) } }];
    case 'journal':
      return [{ Put: { TableName: table, Item: marshalled(journalItem(write.entry)) } }];
    case 'once-released':
      return [{ Delete: { TableName: table, Key: marshalled(keyOf.once(write.name)), ConditionExpression: EXISTS } }];
    case 'once':
      return [put(table, { ...keyOf.once(write.name) }, ABSENT)];
  }
}
