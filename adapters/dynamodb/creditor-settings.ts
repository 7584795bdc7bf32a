/** Changes settings of a creditor that exists, only where they are still what they were when they were read. */
import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { storedCreditor } from '../../contracts/stored/parties.ts';
import type { Instant } from '../../core/calendar/dates.ts';
import type { Creditor } from '../../core/contact/creditor.ts';
import { nextStatementAt } from '../../core/report/statement-schedule.ts';
import type { Item } from './items.ts';
import { DUE_STATEMENT, keyOf } from './keys.ts';
import type { Raw, Table } from './table.ts';

/** What may be set; the id, the salt, the date of its making, the stop switch, segments and checks have ways of their own. */
export type Settings = Partial<
  Omit<Creditor, 'creditorId' | 'addressKey' | 'createdAt' | 'stopped' | 'segments' | 'syncCheck'>
>;

export type Changed = 'changed' | 'changed-meanwhile';

const plain = (item: object) => marshall(item, { removeUndefinedValues: true });

/** Begins the creditor's statements at their next moment; undefined where it has no day for them. */
export function statementItem({ creditorId, statementDay, timeZone }: Creditor, now: Instant): Item | undefined {
  if (statementDay === undefined) return undefined;
  const dueAt = nextStatementAt({ timeZone, statementDay }, now);
  return { ...keyOf.statement(creditorId), creditorId, duePk: DUE_STATEMENT, dueAt };
}

export function createCreditorSettings(table: Table, TableName: string) {
  /** Packs are chosen among the shipped and the own ones, so that both have to be what they were. */
  const seen = (fields: readonly string[]): readonly string[] =>
    fields.some((field) => field === 'packs' || field === 'ownPacks')
      ? [...new Set([...fields, 'packs', 'ownPacks'])]
      : fields;

  function update(creditorId: string, raw: Raw, settings: Settings): TransactWriteItem {
    const entries = Object.entries(settings);
    const names = seen(entries.map(([name]) => name));
    const sets = entries.flatMap(([name, value]) => (value === undefined ? [] : [`#${name} = :${name}`]));
    const removes = entries.flatMap(([name, value]) => (value === undefined ? [`#${name}`] : []));
    const conditions = names.map((name) =>
      raw[name] === undefined ? `attribute_not_exists(#${name})` : `#${name} = :${name}Before`,
    );
    return {
      Update: {
        TableName,
        Key: plain(keyOf.creditor(creditorId)),
        UpdateExpression: [
          ...(sets.length > 0 ? [`SET ${sets.join(', ')}`] : []),
          ...(removes.length > 0 ? [`REMOVE ${removes.join(', ')}`] : []),
        ].join(' '),
        ConditionExpression: ['attribute_exists(PK)', ...conditions].join(' AND '),
        ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
        ExpressionAttributeValues: plain({
          ...Object.fromEntries(entries.map(([name, value]) => [`:${name}`, value])),
          ...Object.fromEntries(names.map((name) => [`:${name}Before`, raw[name]])),
        }),
      },
    };
  }

  /** Another day or zone begins them anew; a customer who has its statement of the month gets no second one. */
  function statements(settings: Settings, after: Creditor, now: Instant): readonly TransactWriteItem[] {
    if (!('statementDay' in settings || 'timeZone' in settings)) return [];
    const item = statementItem(after, now);
    return item
      ? [{ Put: { TableName, Item: plain(item) } }]
      : [{ Delete: { TableName, Key: plain(keyOf.statement(after.creditorId)) } }];
  }

  return {
    /** Undefined where there is no such creditor; `decide` says which fields become what, `undefined` takes one away. */
    async change(
      creditorId: string,
      decide: (before: Creditor) => Promise<Settings>,
      now: Instant,
    ): Promise<Changed | undefined> {
      const raw = await table.get(keyOf.creditor(creditorId));
      if (!raw) return undefined;
      const before = storedCreditor.parse(raw);
      const settings = await decide(before);
      if (Object.keys(settings).length === 0) return 'changed';
      const after = storedCreditor.parse({ ...before, ...settings });
      const { refused, busy } = await table.transact([
        update(creditorId, raw, settings),
        ...statements(settings, after, now),
      ]);
      return refused.length === 0 && !busy ? 'changed' : 'changed-meanwhile';
    },
  };
}
