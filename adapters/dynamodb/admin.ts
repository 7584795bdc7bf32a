/** What an operator does: creditors, keys, policies and the stop switches. */
import { type DynamoDBClient, PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { type StoredKey, storedKey, storedPolicy } from '../../contracts/stored/parties.ts';
import type { Creditor } from '../../core/contact/creditor.ts';
import type { Policy } from '../../core/policy/policy.ts';
import { creditorItem } from './items.ts';
import { DUE_REPORT, type Key, keyOf } from './keys.ts';
import type { Table } from './table.ts';

const plain = (item: object) => marshall(item, { removeUndefinedValues: true });

export function createAdmin(client: DynamoDBClient, table: Table, TableName: string) {
  const put = (item: object, condition?: string) =>
    client.send(
      new PutItemCommand({ TableName, Item: plain(item), ...(condition ? { ConditionExpression: condition } : {}) }),
    );

  async function publishPolicy(creditorId: string, policy: Policy): Promise<void> {
    const checked = storedPolicy.parse(policy);
    await put(
      { ...keyOf.policy(creditorId, checked.id, checked.version), policy: checked },
      'attribute_not_exists(PK)',
    );
    await put({ ...keyOf.livePolicy(creditorId, checked.id), version: checked.version });
  }

  async function setStop(key: Key, stopped: boolean, mustExist: boolean): Promise<void> {
    await client.send(
      new UpdateItemCommand({
        TableName,
        Key: plain(key),
        UpdateExpression: 'SET stopped = :stopped',
        ExpressionAttributeValues: plain({ ':stopped': stopped }),
        ...(mustExist ? { ConditionExpression: 'attribute_exists(PK)' } : {}),
      }),
    );
  }

  return {
    publishPolicy,
    /** The report item makes the first daily report due. */
    async createCreditor(creditor: Creditor, policies: readonly Policy[], firstReportAt: string): Promise<void> {
      for (const policy of policies) await publishPolicy(creditor.creditorId, policy);
      await put({
        ...keyOf.report(creditor.creditorId),
        creditorId: creditor.creditorId,
        duePk: DUE_REPORT,
        dueAt: firstReportAt,
      });
      await put(creditorItem(creditor), 'attribute_not_exists(PK)');
    },
    async putKey(key: StoredKey): Promise<void> {
      await put({
        ...keyOf.apiKey(key.hash),
        ...storedKey.parse(key),
        listPk: `KEYS#${key.creditorId}`,
        listSk: key.hash,
      });
    },
    async keys(creditorId: string): Promise<readonly StoredKey[]> {
      const items = await table.queryAll({ index: 'list', pk: `KEYS#${creditorId}` });
      const rows = await table.batchGet(items.map(({ PK, SK }) => ({ PK: String(PK), SK: String(SK) })));
      return rows.map((row) => storedKey.parse(row));
    },
    async revokeKey(hash: string, at: string): Promise<void> {
      await client.send(
        new UpdateItemCommand({
          TableName,
          Key: plain(keyOf.apiKey(hash)),
          UpdateExpression: 'SET revokedAt = :at',
          ConditionExpression: 'attribute_exists(PK)',
          ExpressionAttributeValues: plain({ ':at': at }),
        }),
      );
    },
    /** Of one creditor, or of the whole stage. */
    stop: (creditorId: string | undefined, stopped: boolean) =>
      creditorId === undefined
        ? setStop(keyOf.stage, stopped, false)
        : setStop(keyOf.creditor(creditorId), stopped, true),
  };
}
