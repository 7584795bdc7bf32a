/** The operator's commands on a real table: what they write, what they refuse, and with which words. */
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createAdmin } from '../../adapters/dynamodb/admin.ts';
import { createDueItems } from '../../adapters/dynamodb/due-items.ts';
import { createKeyring } from '../../adapters/dynamodb/keyring.ts';
import { createSecrets, secretsClient } from '../../adapters/secrets/secrets.ts';
import { operate } from '../../bin/operate/operate.ts';
import { b2bStandard } from '../../core/policy/policy.ts';
import { hashKey } from '../../functions/_shared/keys.ts';
import { aCustomer, anInvoice } from '../support/builders.ts';
import { commit, storeInvoice } from '../support/store.ts';
import { anOperator, COMPLETE, NOW } from './operator.ts';

const operator = anOperator();
const { types, world } = operator;
const made = (id: string, ...more: readonly string[]) => types('creditor', 'create', '--id', id, ...COMPLETE, ...more);
const admin = () => createAdmin(world().client, world().table, world().tableName);

describe('creditor create', () => {
  it('writes the creditor with amounts in minor units, its policies, and its first report at 07:30 tomorrow', async () => {
    expect(await made('first')).toMatchObject({ exitCode: 0, out: 'first' });
    expect(await world().ledger.creditor('first')).toMatchObject({
      name: 'Demo Ltd',
      owner: { name: 'Olive Owner' },
      largeFrom: { GBP: 500_000, JPY: 500_000 },
      bank: {
        GBP: {
          accountName: 'Demo Ltd',
          lines: [
            { label: 'Sort code', value: '00-00-00' },
            { label: 'Account number', value: '12345678' },
          ],
        },
      },
      debtorKind: 'consumer',
      stopped: false,
      createdAt: NOW,
    });
    expect(await world().ledger.policy('first', 'b2b-with-sms')).toMatchObject({ id: 'b2b-with-sms' });
    const reports = await createDueItems(world().table).reports('2026-02-04T07:30:00.000Z', 10);
    expect(reports).toContainEqual(expect.objectContaining({ creditorId: 'first', dueAt: '2026-02-04T07:30:00.000Z' }));
  });

  it('gives a sandbox policies that write at any hour, and real customers never', async () => {
    const windowOf = async (id: string) => (await world().ledger.policy(id, 'b2b-standard'))?.window;
    await made('sandbox', '--any-hour');
    await made('office');
    expect(await windowOf('sandbox')).toEqual({ days: [1, 2, 3, 4, 5, 6, 7], fromMinute: 0, toMinute: 1440 });
    expect(await windowOf('office')).toEqual({ days: [1, 2, 3, 4, 5], fromMinute: 600, toMinute: 690 });
    const said: string[] = [];
    const terminal = { out: (line: string) => void said.push(line), note: (line: string) => void said.push(line) };
    const onProd = ['--any-hour', '--stage', 'prod', '--table', world().tableName];
    expect(await operate(['creditor', 'create', '--id', 'hurried', ...COMPLETE, ...onProd], terminal)).toBe(2);
    expect(said.join()).toContain('expected --any-hour on a stage for trying things out only');
    expect(await world().ledger.creditor('hurried')).toBeUndefined();
  });

  it('refuses an id that is taken, and leaves the creditor as it was', async () => {
    await made('taken');
    expect(await made('taken', '--name', 'Other Ltd')).toMatchObject({
      exitCode: 1,
      note: 'the creditor "taken" exists already: choose another --id',
    });
    expect(await world().ledger.creditor('taken')).toMatchObject({ name: 'Demo Ltd' });
  });

  it('names everything that is missing or wrong, and writes nothing', async () => {
    const said = await types('creditor', 'create', '--id', 'Bad Id', '--name', 'X', '--country', 'UK');
    expect(said.exitCode).toBe(2);
    expect(said.note.split('\n').map((line) => line.split(':')[0]?.trim())).toEqual(
      expect.arrayContaining(['creditorId', 'country', 'financeEmails', 'timeZone']),
    );
  });

  it('takes fields and policies from files, and options overrule them', async () => {
    const creditor = join(tmpdir(), `creditor-${process.pid}.json`);
    const policy = join(tmpdir(), `policy-${process.pid}.json`);
    const segments = [{ id: 'gentle', policyId: 'gentle', tags: ['key-account'] }];
    writeFileSync(creditor, JSON.stringify({ name: 'From File', segments }));
    writeFileSync(policy, JSON.stringify({ ...b2bStandard, id: 'gentle', minimumGapWeekdays: 9 }));
    const said = await made('filed', '--from', creditor, '--policy', policy);
    expect(said).toMatchObject({ exitCode: 0 });
    expect(await world().ledger.creditor('filed')).toMatchObject({ name: 'Demo Ltd', segments });
    expect(await world().ledger.policy('filed', 'gentle')).toMatchObject({ minimumGapWeekdays: 9 });
  });

  it('refuses a default policy that nobody handed over', async () => {
    expect(await made('lost', '--default-policy', 'nowhere')).toMatchObject({ exitCode: 2 });
    expect(await world().ledger.creditor('lost')).toBeUndefined();
  });
});

describe('keys', () => {
  it('prints a key once, stores its digest only, lists it and ends it', async () => {
    await made('keyed');
    const { out: key } = await types('keys', 'create', '--creditor', 'keyed', '--label', 'erp', '--scopes', 'all');
    expect(key).toMatch(/^dunlin_[\w-]{43}$/);
    const keyring = createKeyring(world().table);
    expect(await keyring.find(hashKey(key))).toMatchObject({ creditorId: 'keyed', revoked: false });
    expect(JSON.stringify(await admin().keys('keyed'))).not.toContain(key);
    const { out: list } = await types('keys', 'list', '--creditor', 'keyed');
    expect(list).toMatch(/^[0-9a-f]{12} {2}erp {2}invoices:write,.* {2}valid$/);
    expect(await types('keys', 'revoke', '--creditor', 'keyed', '--key', list.slice(0, 12))).toMatchObject({
      exitCode: 0,
    });
    expect(await keyring.find(hashKey(key))).toMatchObject({ revoked: true });
  });

  it('says how many requests a minute a key may make, and takes another figure', async () => {
    await made('paced');
    const create = (label: string, ...more: readonly string[]) =>
      types('keys', 'create', '--creditor', 'paced', '--label', label, '--scopes', 'cases:read', ...more);
    await create('usual');
    await create('busy', '--per-minute', '5000');
    const { out } = await types('keys', 'list', '--creditor', 'paced');
    expect(out).toMatch(/usual {2}cases:read {2}1200 a minute/);
    expect(out).toMatch(/busy {2}cases:read {2}5000 a minute/);
    for (const wrong of ['0', '1.5', 'many', '60001'])
      expect(await create('odd', '--per-minute', wrong)).toMatchObject({ exitCode: 2 });
  });

  it.each([
    {
      when: 'the creditor is unknown',
      creditor: 'nobody',
      scopes: 'all',
      exitCode: 1,
      note: /there is no creditor "nobody"/,
    },
    { when: 'a scope is unknown', creditor: 'keyed', scopes: 'everything', exitCode: 2, note: /invoices:write/ },
  ])('refuses a key when $when', async ({ creditor, scopes, exitCode, note }) => {
    const said = await types('keys', 'create', '--creditor', creditor, '--label', 'x', '--scopes', scopes);
    expect(said).toMatchObject({ exitCode, out: '', note: expect.stringMatching(note) });
  });
});

describe('stop and go', () => {
  it('turns the switch of a creditor, with its reason', async () => {
    await made('halted');
    await types('stop', '--creditor', 'halted', '--reason', 'balances look wrong');
    expect(await world().ledger.creditor('halted')).toMatchObject({ stopped: true });
    const { out } = await types('creditor', 'show', '--creditor', 'halted');
    expect(JSON.parse(out)).toMatchObject({ stop: { reason: 'balances look wrong', at: NOW } });
    expect(out).not.toContain('addressKey');
    await types('go', '--creditor', 'halted');
    expect(await world().ledger.creditor('halted')).toMatchObject({ stopped: false });
  });

  it('turns the switch of the whole stage, and asks for a reason', async () => {
    expect(await types('stop')).toMatchObject({ exitCode: 2, note: 'expected --reason with a value, found none' });
    await types('stop', '--reason', 'restored from a backup');
    expect(await admin().stopOf(undefined)).toMatchObject({ reason: 'restored from a backup' });
    await types('go');
    expect(await admin().stopOf(undefined)).toBeUndefined();
  });

  it('stops nobody where there is no such creditor', async () => {
    expect(await types('stop', '--creditor', 'ghost', '--reason', 'x')).toMatchObject({ exitCode: 1 });
    expect(await world().ledger.creditor('ghost')).toBeUndefined();
  });
});

describe('cases resume', () => {
  it('records the change that makes the case be decided afresh', async () => {
    const before = await storeInvoice(world(), anInvoice({ creditorId: 'cased', invoiceId: 'A/1' }));
    expect(await types('cases', 'resume', '--creditor', 'cased', '--invoice', 'A/1')).toMatchObject({ exitCode: 0 });
    const after = await world().ledger.invoice('cased', 'A/1');
    expect(after).toMatchObject({ decisionVersion: before.decisionVersion + 1, version: before.version + 1 });
    expect((await world().ledger.timeline('cased', 'A/1')).at(-1)).toMatchObject({
      type: 'case.resumed',
      by: 'operator',
    });
  });

  it.each([
    { when: 'the invoice is unknown', invoiceId: 'none', note: /has no invoice "none"/ },
    { when: 'the case is closed', invoiceId: 'done', note: /expected an open case, found that of done paid/ },
  ])('says why when $when', async ({ invoiceId, note }) => {
    if (invoiceId === 'done')
      await storeInvoice(world(), anInvoice({ creditorId: 'cased', invoiceId, caseState: 'closed', closedAs: 'paid' }));
    const said = await types('cases', 'resume', '--creditor', 'cased', '--invoice', invoiceId);
    expect(said).toMatchObject({ exitCode: 1, note: expect.stringMatching(note) });
  });
});

describe('stripe secret', () => {
  it('stores it where the webhook reads it, and keeps the old one while it is rolled', async () => {
    await made('stripy');
    const read = () =>
      createSecrets({ client: secretsClient(), prefix: 'dunlin/dev/stripe/', cacheSeconds: 0 }).stripeSigningSecrets(
        'stripy',
      );
    await types('stripe', 'secret', '--creditor', 'stripy', '--secret', 'whsec_one');
    expect(await read()).toEqual(['whsec_one']);
    await types('stripe', 'secret', '--creditor', 'stripy', '--secret', 'whsec_two', '--roll');
    expect(await read()).toEqual(['whsec_two', 'whsec_one']);
    await types('stripe', 'secret', '--creditor', 'stripy', '--secret', 'whsec_three');
    expect(await read()).toEqual(['whsec_three']);
  });
});

describe('customers show', () => {
  it('prints what a customer owes and why nobody was reminded, and refuses one that does not exist', async () => {
    await made('asked');
    await commit(world(), [{ kind: 'customer', before: undefined, after: aCustomer({ creditorId: 'asked' }) }]);
    await storeInvoice(world(), anInvoice({ creditorId: 'asked', promisedOn: '2026-02-10' }));
    const { out } = await types('customers', 'show', '--creditor', 'asked', '--customer', 'C-1');
    expect(out.split('\n')).toEqual([
      'Acme Ltd (C-1)',
      expect.stringMatching(/^ {2}held: The customer promised to pay/),
      '  last reminder: none',
      'INV-1  1200.00 GBP  due 2026-01-31',
      expect.stringMatching(/^ {2}held: .* payment by 10 February 2026/),
    ]);
    const none = await types('customers', 'show', '--creditor', 'asked', '--customer', 'C-2');
    expect(none).toMatchObject({ exitCode: 1, note: '"asked" has no customer "C-2"' });
  });
});
