/** Puts what a test is given onto the table, as the pipeline would have left it. */
import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { creditorItem, type Item } from '../../adapters/dynamodb/items.ts';
import { keyOf } from '../../adapters/dynamodb/keys.ts';
import type { Invoice } from '../../core/case/invoice.ts';
import { change } from '../../core/case/transition.ts';
import type { Creditor } from '../../core/contact/creditor.ts';
import { b2bStandard, type Policy } from '../../core/policy/policy.ts';
import type { Write } from '../../core/ports.ts';
import type { TestTable } from './table.ts';

/** Writes an item as it is, without any condition. */
export async function putItem({ client, tableName }: TestTable, item: Item): Promise<void> {
  await client.send(
    new PutItemCommand({ TableName: tableName, Item: marshall(item, { removeUndefinedValues: true }) }),
  );
}

/** A creditor with its live policy. */
export async function storeCreditor(world: TestTable, creditor: Creditor, policy: Policy = b2bStandard): Promise<void> {
  const { creditorId } = creditor;
  await putItem(world, creditorItem(creditor));
  await putItem(world, { ...keyOf.policy(creditorId, policy.id, policy.version), policy });
  await putItem(world, { ...keyOf.livePolicy(creditorId, policy.id), version: policy.version });
}

/** Commits, and fails the test where anything refuses. */
export async function commit({ ledger }: TestTable, writes: readonly Write[]): Promise<void> {
  const committed = await ledger.commit(writes);
  if (!committed.ok) throw new Error(`expected the writes to be carried out, found ${JSON.stringify(committed)}`);
}

/** The invoice's first row, as given, with its first audit record; answers the row as stored (version 1). */
export async function storeInvoice(world: TestTable, invoice: Invoice): Promise<Invoice> {
  const { acceptedAt: at, owedMinor, dueAt, decisionVersion } = invoice;
  const fresh = { ...invoice, version: 0, auditHash: '' };
  const accepted = change(fresh, 'invoice.accepted', {}, { at, by: 'erp', data: { owedMinor } });
  const after = { ...accepted.after, dueAt, decisionVersion };
  await commit(world, [{ kind: 'change', change: { ...accepted, after } }]);
  return after;
}
