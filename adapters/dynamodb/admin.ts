/** What an operator does: creditors, keys, policies and the stop switches. */
import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  PutItemCommand,
  type TransactWriteItem,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { type StoredKey, storedKey, storedPolicy } from '../../contracts/stored/parties.ts';
import type { Instant } from '../../core/calendar/dates.ts';
import type { Creditor } from '../../core/contact/creditor.ts';
import type { Policy } from '../../core/policy/policy.ts';
import { statementItem } from './creditor-settings.ts';
import { creditorItem } from './items.ts';
import { DUE_REPORT, type Key, keyOf } from './keys.ts';
import type { Raw, Table } from './table.ts';

const plain = (item: object) => marshall(item, { removeUndefinedValues: true });

export type Switch = {
  readonly stopped: boolean;
  readonly reason?: string | undefined;
  readonly at: Instant;
};

export function createAdmin(client: DynamoDBClient, table: Table, TableName: string) {
  const putOf = (item: object, ConditionExpression?: string): TransactWriteItem => ({
    Put: { TableName, Item: plain(item), ...(ConditionExpression ? { ConditionExpression } : {}) },
  });

  /** Unconditional, for they go with the creditor, whose absence is the condition of the whole. */
  function policyPuts(creditorId: string, policy: Policy): TransactWriteItem[] {
    const checked = storedPolicy.parse(policy);
    return [
      putOf({ ...keyOf.policy(creditorId, checked.id, checked.version), policy: checked }),
      putOf({ ...keyOf.livePolicy(creditorId, checked.id), version: checked.version }),
    ];
  }

  /** False where the item is not there. */
  async function update(key: Key, fields: Raw, mustExist: boolean): Promise<boolean> {
    const entries = Object.entries(fields);
    const sets = entries.flatMap(([name, value]) => (value === undefined ? [] : [`#${name} = :${name}`]));
    const removes = entries.flatMap(([name, value]) => (value === undefined ? [`#${name}`] : []));
    try {
      await client.send(
        new UpdateItemCommand({
          TableName,
          Key: plain(key),
          UpdateExpression: `SET ${sets.join(', ')}${removes.length > 0 ? ` REMOVE ${removes.join(', ')}` : ''}`,
          ExpressionAttributeNames: Object.fromEntries(entries.map(([name]) => [`#${name}`, name])),
          ExpressionAttributeValues: plain(Object.fromEntries(entries.map(([name, value]) => [`:${name}`, value]))),
          ...(mustExist ? { ConditionExpression: 'attribute_exists(PK)' } : {}),
        }),
      );
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }

  return {
    /** False where the creditor exists. All or nothing; the report item makes the first daily report due. */
    async createCreditor(creditor: Creditor, policies: readonly Policy[], firstReportAt: Instant): Promise<boolean> {
      const { creditorId } = creditor;
      const statement = statementItem(creditor, creditor.createdAt);
      const report = { ...keyOf.report(creditorId), creditorId, duePk: DUE_REPORT, dueAt: firstReportAt };
      const { refused, busy } = await table.transact([
        putOf(creditorItem(creditor), 'attribute_not_exists(PK)'),
        putOf(report),
        ...(statement ? [putOf(statement)] : []),
        ...policies.flatMap((policy) => policyPuts(creditorId, policy)),
      ]);
      if (busy) throw new Error(`expected to write creditor ${creditorId}, found its rows busy: try again`);
      return refused.length === 0;
    },
    async putKey(key: StoredKey): Promise<void> {
      await client.send(
        new PutItemCommand({
          TableName,
          Item: plain({
            ...keyOf.apiKey(key.hash),
            ...storedKey.parse(key),
            listPk: `KEYS#${key.creditorId}`,
            listSk: key.hash,
          }),
        }),
      );
    },
    async keys(creditorId: string): Promise<readonly StoredKey[]> {
      const items = await table.queryAll({ index: 'list', pk: `KEYS#${creditorId}` });
      const rows = await table.batchGet(items.map(({ PK, SK }) => ({ PK: String(PK), SK: String(SK) })));
      return rows.map((row) => storedKey.parse(row));
    },
    /** False where there is no such key. */
    revokeKey: (hash: string, at: Instant): Promise<boolean> => update(keyOf.apiKey(hash), { revokedAt: at }, true),
    /** Of one creditor, or of the whole stage; false where there is no such creditor. */
    stop: (
      creditorId: string | undefined,
      { stopped, reason: stopReason, at: stopChangedAt }: Switch,
    ): Promise<boolean> =>
      update(
        creditorId === undefined ? keyOf.stage : keyOf.creditor(creditorId),
        { stopped, stopReason, stopChangedAt },
        creditorId !== undefined,
      ),
    /** Stops the stage and notes to which moment its table is being restored: until it is rebuilt, it may not go. */
    async beginRestore(restoredTo: Instant, at: Instant): Promise<void> {
      const stopReason = `restored to ${restoredTo}`;
      await update(keyOf.stage, { stopped: true, stopReason, stopChangedAt: at, restoredTo }, false);
    },
    /** To which moment the table was restored, while what was sent since is not rebuilt. */
    async restoredTo(): Promise<Instant | undefined> {
      const at = (await table.get(keyOf.stage))?.restoredTo;
      return typeof at === 'string' ? at : undefined;
    },
    endRestore: (): Promise<boolean> => update(keyOf.stage, { restoredTo: undefined, stopped: true }, true),
    /** Why and since when sending is stopped; undefined where it is not. */
    async stopOf(
      creditorId: string | undefined,
    ): Promise<{ readonly reason: string; readonly at: string } | undefined> {
      const row = await table.get(creditorId === undefined ? keyOf.stage : keyOf.creditor(creditorId));
      if (row?.stopped !== true) return undefined;
      return {
        reason: String(row.stopReason ?? 'no reason given'),
        at: String(row.stopChangedAt ?? 'an unknown time'),
      };
    },
  };
}
