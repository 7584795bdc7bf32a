/** A creditor's policies by version, and its segments: versions never change, one pointer says which of them is live. */

import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import { storedPolicy } from '../../contracts/stored/parties.ts';
import type { PolicyBook, PublishedVersion } from '../../core/policy/book.ts';
import { type Key, keyOf, policyPrefix } from './keys.ts';
import type { Raw, Table } from './table.ts';

const versionItem = z.object({
  policy: storedPolicy,
  publishedAt: z.string().optional(),
  publishedBy: z.string().optional(),
});
const pointer = z.object({ version: z.number().int() });
const LIVE = '#LIVE';

const plain = (item: object) => marshall(item, { removeUndefinedValues: true });

export function createPolicyBook(table: Table, TableName: string): PolicyBook {
  const put = (key: Key, item: Raw, condition: string, values?: Raw): TransactWriteItem => ({
    Put: {
      TableName,
      Item: plain({ ...key, ...item }),
      ConditionExpression: condition,
      ...(values
        ? { ExpressionAttributeNames: { '#version': 'version' }, ExpressionAttributeValues: plain(values) }
        : {}),
    },
  });

  async function versionsUnder(creditorId: string, prefix: string): Promise<readonly PublishedVersion[]> {
    const items = await table.queryAll({ pk: keyOf.creditor(creditorId).PK, prefix });
    const live = new Set(
      items.flatMap((item) =>
        String(item.SK).endsWith(LIVE)
          ? [`${String(item.SK).slice(0, -LIVE.length)}#${pointer.parse(item).version}`]
          : [],
      ),
    );
    const versions = items.flatMap((item) => {
      if (String(item.SK).endsWith(LIVE)) return [];
      const { policy, publishedAt, publishedBy } = versionItem.parse(item);
      return [{ policy, publishedAt, publishedBy, isLive: live.has(String(item.SK)) }];
    });
    return versions.sort((a, b) =>
      a.policy.id === b.policy.id ? b.policy.version - a.policy.version : a.policy.id < b.policy.id ? -1 : 1,
    );
  }

  return {
    versions: (creditorId, policyId) =>
      versionsUnder(creditorId, policyId === undefined ? policyPrefix() : policyPrefix(policyId)),
    async publish(creditorId, policy, { seen, at, by }) {
      const { refused, busy } = await table.transact([
        put(
          keyOf.policy(creditorId, policy.id, policy.version),
          { policy: storedPolicy.parse(policy), publishedAt: at, publishedBy: by },
          'attribute_not_exists(PK)',
        ),
        seen === undefined
          ? put(keyOf.livePolicy(creditorId, policy.id), { version: policy.version }, 'attribute_not_exists(PK)')
          : put(keyOf.livePolicy(creditorId, policy.id), { version: policy.version }, '#version = :seen', {
              ':seen': seen,
            }),
      ]);
      return refused.length === 0 && !busy;
    },
    async setSegments(creditorId, before, after) {
      const { refused, busy } = await table.transact([
        {
          Update: {
            TableName,
            Key: plain(keyOf.creditor(creditorId)),
            UpdateExpression: 'SET #segments = :after',
            ConditionExpression: 'attribute_exists(PK) AND #segments = :before',
            ExpressionAttributeNames: { '#segments': 'segments' },
            ExpressionAttributeValues: plain({ ':before': before, ':after': after }),
          },
        },
      ]);
      return refused.length === 0 && !busy;
    },
  };
}
