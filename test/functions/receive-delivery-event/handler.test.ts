/** What becomes of sent mail: kept per recipient, once, whatever order it is told in; bad addresses are blocked for good. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { deliveryKey, type KeptDelivery } from '../../../contracts/archive.ts';
import { verify } from '../../../core/audit/chain.ts';
import { addressDigest } from '../../../core/contact/digest.ts';
import type { DeliveryStatus } from '../../../core/contact/touch.ts';
import { createHandler, type DeliveryNews } from '../../../functions/receive-delivery-event/handler.ts';
import { aCreditor, aCustomer, aMessage, anInvoice } from '../../support/builders.ts';
import { commit, storeCreditor, storeInvoice } from '../../support/store.ts';
import { startTable, type TestTable } from '../../support/table.ts';

const BOX = 'ap@acme.example';
const OTHER = 'second@acme.example';

let world: TestTable;
let turn = 0;
let kept: KeptDelivery[] = [];
const creditorId = () => `demo-${turn}`;
const messageId = () => `message-${turn}`;
const digest = (address: string) => addressDigest(aCreditor().addressKey, address);
const at = '2026-02-03T10:20:00.000Z';

beforeAll(async () => {
  world = await startTable();
});
afterAll(() => world.stop());
beforeEach(async () => {
  turn++;
  kept = [];
  await storeCreditor(world, aCreditor({ creditorId: creditorId() }));
  await commit(world, [{ kind: 'customer', before: undefined, after: aCustomer({ creditorId: creditorId() }) }]);
  await storeInvoice(world, anInvoice({ creditorId: creditorId() }));
  await mail({ [digest(BOX)]: 'sent' });
});

const mail = (recipients: Record<string, DeliveryStatus>) =>
  commit(world, [
    { kind: 'message', message: aMessage({ creditorId: creditorId(), messageId: messageId(), recipients }) },
  ]);
const keep = async (news: KeptDelivery) => void kept.push(news);
const told = (status: DeliveryNews['status'], ...addresses: readonly string[]) =>
  createHandler({ ledger: world.ledger, clock: { now: () => at }, keep })({
    messageId: messageId(),
    status,
    addresses,
  });
const statuses = async () => (await world.ledger.message(messageId()))?.recipients;
const person = (address: string) => world.ledger.person(creditorId(), digest(address));
const invoice = async () => (await world.ledger.invoice(creditorId(), 'INV-1')) ?? anInvoice();
const types = async () => (await world.ledger.timeline(creditorId(), 'INV-1')).map(({ type }) => type);

it('notes a delivery and changes nothing else', async () => {
  const before = await invoice();
  expect(await told('delivered', BOX)).toBe('recorded');
  expect(await statuses()).toEqual({ [digest(BOX)]: 'delivered' });
  expect(await invoice()).toEqual(before);
  expect(await person(BOX)).toBeUndefined();
});

describe.each(['bounced', 'complained'] as const)('an address that %s', (status) => {
  it('is blocked, and the case decides anew', async () => {
    const { decisionVersion } = await invoice();
    expect(await told(status, 'AP@acme.example')).toBe('recorded');
    expect(await person(BOX)).toMatchObject({ status });
    expect(await statuses()).toEqual({ [digest(BOX)]: status });
    expect(await types()).toEqual(['invoice.accepted', `message.${status}`]);
    const row = await invoice();
    expect(row.decisionVersion).toBe(decisionVersion + 1);
    const timeline = await world.ledger.timeline(creditorId(), 'INV-1');
    expect(verify(timeline, { version: row.version, hash: row.auditHash })).toEqual({ whole: true });
    expect(JSON.stringify(timeline)).not.toContain('acme');
  });

  it('is noted once, however often it is told, and not undone by a late delivery', async () => {
    await told(status, BOX);
    expect(await told(status, BOX)).toBe('known');
    expect(await told('delivered', BOX)).toBe('known');
    expect(await person(BOX)).toMatchObject({ status, version: 1 });
    expect(await types()).toHaveLength(2);
  });

  it('is blocked also where its delivery was told before', async () => {
    await told('delivered', BOX);
    expect(await told(status, BOX)).toBe('recorded');
    expect(await person(BOX)).toMatchObject({ status });
  });
});

it('keeps a complaint where a bounce follows', async () => {
  await told('complained', BOX);
  await told('bounced', BOX, OTHER);
  expect(await person(BOX)).toMatchObject({ status: 'complained' });
  expect(await person(OTHER)).toMatchObject({ status: 'bounced' });
});

it('keeps what is told of several recipients at once', async () => {
  await mail({ [digest(BOX)]: 'sent', [digest(OTHER)]: 'sent' });
  await Promise.all([told('delivered', BOX), told('bounced', OTHER), told('delivered', BOX)]);
  expect(await statuses()).toEqual({ [digest(BOX)]: 'delivered', [digest(OTHER)]: 'bounced' });
});

it('is not ours where nobody knows the message', async () => {
  const record = createHandler({ ledger: world.ledger, clock: { now: () => at }, keep });
  expect(await record({ messageId: 'unknown', status: 'bounced', addresses: [BOX] })).toBe('not-ours');
  expect(kept).toEqual([{ messageId: 'unknown', status: 'bounced', at, digests: [] }]);
});

describe('what is kept outside the table', () => {
  it('is every bounce and complaint, and one delivery of a message: by digest, never by address', async () => {
    await told('delivered', OTHER);
    await told('delivered', BOX);
    await told('delivered', BOX);
    await told('bounced', OTHER);
    expect(kept).toEqual([
      { messageId: messageId(), status: 'delivered', at, digests: [digest(BOX)] },
      { messageId: messageId(), status: 'bounced', at, digests: [digest(OTHER)] },
    ]);
    expect(JSON.stringify(kept)).not.toContain('acme');
  });

  it('is kept first: where that fails nothing is noted, so that the event comes again', async () => {
    const failing = async () => Promise.reject(new Error('no bucket'));
    const record = createHandler({ ledger: world.ledger, clock: { now: () => at }, keep: failing });
    const news = { messageId: messageId(), status: 'bounced', addresses: [BOX] } as const;
    await expect(record(news)).rejects.toThrow('no bucket');
    expect(await statuses()).toEqual({ [digest(BOX)]: 'sent' });
  });

  it('has one name for the same news, by day', () => {
    const news: KeptDelivery = { messageId: 'm', status: 'bounced', at, digests: [digest(BOX)] };
    expect(deliveryKey({ ...news, at: '2026-02-03T11:00:00.000Z' })).toBe(deliveryKey(news));
    expect(deliveryKey(news)).toBe(`delivery/2026-02-03/m-bounced-${digest(BOX).slice(0, 12)}.json`);
    expect(deliveryKey({ ...news, digests: [digest(OTHER)] })).not.toBe(deliveryKey(news));
  });
});
