/** The parts of a restore, on a real table: what is rewound and what is not, and what is rebuilt from the bucket. */
import { CreateTableCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { createAdmin } from '../../adapters/dynamodb/admin.ts';
import { caseIdOf, keyOf } from '../../adapters/dynamodb/keys.ts';
import { type RawItem, scanItems } from '../../adapters/dynamodb/scan.ts';
import { rebuildMessage } from '../../bin/operate/restore/claims.ts';
import { copyItems } from '../../bin/operate/restore/copy-items.ts';
import { isSameItem, lostDecision, wantedItem } from '../../bin/operate/restore/wanted.ts';
import type { KeptMessage } from '../../contracts/archive.ts';
import { change } from '../../core/case/transition.ts';
import { addressDigest } from '../../core/contact/digest.ts';
import { touchName } from '../../core/contact/touch.ts';
import { aCreditor, aCustomer, anInvoice } from '../support/builders.ts';
import { commit, putItem, storeCreditor, storeInvoice } from '../support/store.ts';
import { tableSchema } from '../support/table-schema.ts';
import { anOperator, NOW } from './operator.ts';

const { types, world } = anOperator();
const admin = () => createAdmin(world().client, world().table, world().tableName);
let turn = 0;
const id = () => `restored-${turn}`;
beforeEach(async () => {
  turn++;
  await storeCreditor(world(), aCreditor({ creditorId: id() }));
});

async function allItems(): Promise<RawItem[]> {
  const items: RawItem[] = [];
  for await (const item of scanItems(world().client, world().tableName)) items.push(item);
  return items;
}

/** Another table that holds what this one holds now. */
async function aCopy(): Promise<string> {
  const { AttributeDefinitions, KeySchema, GlobalSecondaryIndexes } = tableSchema;
  const TableName = `${world().tableName}-copy-${turn}`;
  const input = { TableName, AttributeDefinitions, KeySchema, GlobalSecondaryIndexes } as const;
  await world().client.send(new CreateTableCommand({ ...input, BillingMode: 'PAY_PER_REQUEST' }));
  for (const Item of await allItems()) await world().client.send(new PutItemCommand({ TableName, Item }));
  return TableName;
}

async function restoredFrom(from: string): Promise<string[]> {
  const lost: string[] = [];
  await copyItems({ client: world().client, from, to: world().tableName, lost: (line) => void lost.push(line) });
  return lost;
}

describe('a table made like its copy', () => {
  it('holds exactly what the copy holds, and says which decisions of people are lost', async () => {
    const invoice = await storeInvoice(world(), anInvoice({ creditorId: id() }));
    const customer = aCustomer({ creditorId: id() });
    await commit(world(), [{ kind: 'customer', before: undefined, after: customer }]);
    const from = await aCopy();
    const then = await allItems();
    const hold = { reason: 'dispute', by: 'finance' };
    const placed = change(invoice, 'hold.placed', { hold }, { at: NOW, by: 'finance', data: { reason: 'dispute' } });
    await commit(world(), [
      { kind: 'change', change: placed },
      { kind: 'customer', before: customer, after: { ...customer, hold, version: 2 } },
    ]);
    await storeInvoice(world(), anInvoice({ creditorId: id(), invoiceId: 'LATER' }));
    const lost = await restoredFrom(from);
    expect(lost.toSorted()).toEqual([
      `CRED#${id()}#CUST#C-1  hold of the customer  dispute`,
      `CRED#${id()}#INV#INV-1  hold.placed  ${NOW}`,
    ]);
    const now = await allItems();
    expect(now).toHaveLength(then.length);
    for (const item of then) expect(now.some((one) => isSameItem(one, item))).toBe(true);
    expect(await restoredFrom(from)).toEqual([]);
  });

  it('keeps a key revoked, a switch on, and a mail sent', async () => {
    const hash = `hash-${turn}`;
    const key = { hash, creditorId: id(), label: 'erp', scopes: [], createdAt: NOW };
    await admin().putKey(key);
    const from = await aCopy();
    await admin().revokeKey(hash, NOW);
    await admin().stop(id(), { stopped: true, reason: 'wrong balances', at: NOW });
    await admin().stop(undefined, { stopped: true, reason: 'restore', at: NOW });
    await commit(world(), [{ kind: 'once', name: `mail-${turn}` }]);
    await restoredFrom(from);
    expect(await admin().keys(id())).toMatchObject([{ hash, revokedAt: NOW }]);
    expect(await admin().stopOf(id())).toEqual({ reason: 'wrong balances', at: NOW });
    expect(await admin().stopOf(undefined)).toMatchObject({ reason: 'restore' });
    expect((await world().ledger.commit([{ kind: 'once', name: `mail-${turn}` }])).ok).toBe(false);
    await admin().stop(undefined, { stopped: false, at: NOW });
  });

  it('gets back what was lost, keys included, of a table that is gone', () => {
    const restored = marshall({ PK: 'KEY#a', SK: 'KEY', label: 'erp' });
    expect(wantedItem({ restored, current: undefined })).toEqual(restored);
    expect(
      wantedItem({ restored: marshall({ PK: 'STAGE', SK: 'STOP', stopped: false }), current: undefined }),
    ).toBeUndefined();
  });

  it('leaves the stage’s own items and the counts of requests alone', () => {
    for (const PK of ['STAGE', 'RATE#hash']) {
      const current = marshall({ PK, SK: 'SWEEP', leaseUntil: NOW });
      expect(wantedItem({ restored: marshall({ PK, SK: 'SWEEP' }), current })).toEqual(current);
      expect(wantedItem({ restored: undefined, current })).toEqual(current);
    }
  });

  it('tells of no decision that both know', () => {
    const record = marshall({ PK: 'x', SK: 'EVENT#00000001', type: 'hold.placed', at: NOW });
    expect(lostDecision({ restored: record, current: record })).toBeUndefined();
  });
});

const kept = (fields: Partial<KeptMessage> = {}): KeptMessage => ({
  messageId: `message-${turn}`,
  kind: 'reminder',
  channel: 'email',
  creditorId: id(),
  customerId: 'C-1',
  caseId: caseIdOf(id(), 'INV-1'),
  cycle: 1,
  why: { step: 'friendly' },
  invoiceIds: ['INV-1'],
  to: ['ap@acme.example'],
  claimedAt: '2026-02-03T10:14:00.000Z',
  ...fields,
});
const books = () => ({ ledger: world().ledger, now: async () => NOW });
const touch = () =>
  world().ledger.touch(caseIdOf(id(), 'INV-1'), touchName({ cycle: 1, stepId: 'friendly', channel: 'email' }));

describe('a kept message', () => {
  it.each([
    { left: true, state: 'sent' },
    { left: false, state: 'unknown' },
  ])('is claimed again as $state, once, with its attempt and its distance', async ({ left, state }) => {
    await storeInvoice(world(), anInvoice({ creditorId: id() }));
    await commit(world(), [{ kind: 'customer', before: undefined, after: aCustomer({ creditorId: id() }) }]);
    expect(await rebuildMessage(books(), kept(), left)).toBe('rebuilt');
    expect(await rebuildMessage(books(), kept(), left)).toBe('known');
    expect(await touch()).toMatchObject({ state, at: kept().claimedAt });
    const digest = addressDigest(aCreditor().addressKey, 'ap@acme.example');
    expect(await world().ledger.person(id(), digest)).toMatchObject({
      attempts: [{ at: kept().claimedAt, channel: 'email' }],
      status: 'ok',
    });
    expect(await world().ledger.message(kept().messageId)).toMatchObject({ recipients: { [digest]: state } });
    expect(await world().ledger.customer(id(), 'C-1')).toMatchObject({
      lastReminder: { messageId: kept().messageId, at: kept().claimedAt },
      version: 2,
    });
    expect(await world().ledger.invoice(id(), 'INV-1')).toMatchObject({
      stepsDone: ['friendly'],
      lastMessageOn: '2026-02-03',
    });
    expect(await types('audit', 'verify', '--creditor', id())).toMatchObject({
      exitCode: 0,
      note: '1 chains are whole.',
    });
  });

  it('of an invoice and a customer that came later leaves its claim behind', async () => {
    expect(await rebuildMessage(books(), kept(), true)).toBe('rebuilt');
    expect(await touch()).toMatchObject({ state: 'sent' });
  });

  it('whose claim the table has released since is claimed again', async () => {
    await rebuildMessage(books(), kept(), true);
    const known = await touch();
    if (known) await putItem(world(), { ...keyOf.touch(known.caseId, touchName(known)), ...known, state: 'released' });
    expect(await rebuildMessage(books(), kept(), true)).toBe('rebuilt');
  });

  it('that is no reminder is not sent again', async () => {
    const receipt = kept({ kind: 'receipt', cycle: undefined, why: undefined });
    expect(await rebuildMessage(books(), receipt, true)).toBe('rebuilt');
    expect(await rebuildMessage(books(), receipt, true)).toBe('known');
    expect((await world().ledger.commit([{ kind: 'once', name: receipt.messageId }])).ok).toBe(false);
  });

  it('of a creditor that came later is told of', async () => {
    expect(await rebuildMessage(books(), kept({ creditorId: 'nobody' }), true)).toBe('no-creditor');
  });
});

describe('a stage under restore', () => {
  it('may not go before it is rebuilt; one creditor of it may', async () => {
    await admin().beginRestore('2026-02-01T00:00:00.000Z', NOW);
    expect(await admin().stopOf(undefined)).toEqual({ reason: 'restored to 2026-02-01T00:00:00.000Z', at: NOW });
    expect(await types('go')).toMatchObject({
      exitCode: 1,
      note: expect.stringMatching(/run "restore rebuild --since 2026-02-01T00:00:00.000Z" first/),
    });
    expect(await types('go', '--creditor', id())).toMatchObject({ exitCode: 0 });
    expect(await types('restore', 'rebuild', '--since', '2026-02-02T00:00:00Z')).toMatchObject({
      exitCode: 2,
      note: expect.stringMatching(/expected --since 2026-02-01T00:00:00.000Z, to which the table was restored/),
    });
    await admin().endRestore();
    expect(await admin().stopOf(undefined)).toBeDefined();
    expect(await types('go')).toMatchObject({ exitCode: 0 });
  });

  it.each([
    ['restore', 'copy', '--from', 'x', '--since', 'yesterday'],
    ['restore', 'rebuild', '--since', 'yesterday'],
  ])('takes no moment that is none (%s %s)', async (...words) => {
    expect(await types(...words)).toMatchObject({ exitCode: 2, note: expect.stringMatching(/expected --since 2026/) });
  });

  it('is not restored from itself', async () => {
    const words = ['restore', 'copy', '--from', world().tableName, '--since', NOW];
    expect(await types(...words)).toMatchObject({
      exitCode: 2,
      note: expect.stringMatching(/the table of the stage itself/),
    });
    expect(await admin().stopOf(undefined)).toBeUndefined();
  });
});

describe('audit verify', () => {
  it('names the invoice whose records were changed by hand, and where', async () => {
    const invoice = await storeInvoice(world(), anInvoice({ creditorId: id() }));
    const placed = change(invoice, 'hold.placed', {}, { at: NOW, by: 'finance', data: { reason: 'dispute' } });
    await commit(world(), [{ kind: 'change', change: placed }]);
    const caseId = caseIdOf(id(), 'INV-1');
    await putItem(world(), { ...keyOf.audit(caseId, 2), ...placed.record, by: 'somebody-else' });
    expect(await types('audit', 'verify', '--creditor', id())).toEqual({
      exitCode: 1,
      out: `${id()}  INV-1  broken at version 2`,
      note: '0 chains are whole.\nexpected every chain to be whole, found 1 broken: somebody changed the table by hand',
    });
  });
});
