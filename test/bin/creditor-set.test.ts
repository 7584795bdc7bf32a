/** `creditor set` on a real table: what it changes, what it prints, and what it leaves alone or refuses. */
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createCreditorSettings } from '../../adapters/dynamodb/creditor-settings.ts';
import { keyOf } from '../../adapters/dynamodb/keys.ts';
import { createStatementItems } from '../../adapters/dynamodb/statement-items.ts';
import type { Creditor } from '../../core/contact/creditor.ts';
import { anOperator, COMPLETE, NOW } from './operator.ts';

const { types, world } = anOperator();

let creditors = 0;
/** A fresh creditor, and how an operator speaks of it. */
async function aCreditorWho(...more: readonly string[]) {
  const id = `creditor-${++creditors}`;
  await types('creditor', 'create', '--id', id, ...COMPLETE, ...more);
  const row = async (): Promise<Creditor> => {
    const found = await world().ledger.creditor(id);
    if (!found) throw new Error(`expected ${id}, found none`);
    return found;
  };
  return {
    id,
    row,
    sets: (...words: readonly string[]) => types('creditor', 'set', '--creditor', id, ...words),
    statementsDueAt: async () => (await world().table.get(keyOf.statement(id)))?.dueAt,
  };
}

function aFile(fields: object): string {
  const file = join(tmpdir(), `creditor-set-${process.pid}-${++creditors}.json`);
  writeFileSync(file, JSON.stringify(fields));
  return file;
}

const pack = { id: 'ours', title: 'Our own', rules: [] as object[] };
const rule = {
  id: 'ours-cap',
  title: 'Twice a month',
  citation: 'House rule',
  demand: { kind: 'cap', most: 2, days: 30, channels: ['email'] },
};

describe('creditor set', () => {
  it('changes what is stated by options, prints each change, and leaves the rest as it was', async () => {
    const { sets, row } = await aCreditorWho();
    const before = await row();
    const said = await sets(
      ...['--role', 'third-party', '--region', 'GB-SCT', '--closed-on', '2026-12-24', '--daily-reminders', '200'],
      ...['--sync-every-hours', '24', '--edition', 'cfo:kim@demo.example', '--pack', 'default', '--large', 'EUR:70.00'],
      ...['--finance-email', 'cash@demo.example', '--owner-email', 'olive@demo.example', '--name', 'Demo Ltd'],
    );
    expect(said).toMatchObject({ exitCode: 0, note: '' });
    expect(said.out.split('\n').sort()).toEqual([
      'closedOn: none → ["2026-12-24"]',
      'dailyReminders: none → 200',
      'editions: none → [{"edition":"cfo","email":"kim@demo.example"}]',
      'financeEmails: ["finance@demo.example"] → ["cash@demo.example"]',
      'largeFrom: {"GBP":500000,"JPY":500000} → {"EUR":7000}',
      'owner: {"name":"Olive Owner"} → {"email":"olive@demo.example","name":"Olive Owner"}',
      'packs: none → ["default"]',
      'region: none → "GB-SCT"',
      'role: none → "third-party"',
      'syncEveryHours: none → 24',
    ]);
    expect(await row()).toEqual({
      ...before,
      ...{ role: 'third-party', region: 'GB-SCT', closedOn: ['2026-12-24'], dailyReminders: 200, syncEveryHours: 24 },
      ...{ editions: [{ email: 'kim@demo.example', edition: 'cfo' }], packs: ['default'], largeFrom: { EUR: 7000 } },
      ...{ financeEmails: ['cash@demo.example'], owner: { name: 'Olive Owner', email: 'olive@demo.example' } },
    });
  });

  it('takes fields from a file, and takes away what is null there or cleared', async () => {
    const { sets, row } = await aCreditorWho('--phone', '+44 20 7946 0000', '--daily-reminders', '5');
    const file = aFile({ ownPacks: [{ ...pack, rules: [rule] }], packs: ['ours'], phone: null });
    expect(await sets('--from', file, '--clear', 'dailyReminders')).toMatchObject({ exitCode: 0 });
    const after = await row();
    expect(after).toMatchObject({ packs: ['ours'], ownPacks: [{ id: 'ours' }] });
    expect([after.phone, after.dailyReminders]).toEqual([undefined, undefined]);
    expect(await sets('--from', file)).toMatchObject({
      exitCode: 0,
      out: '',
      note: expect.stringContaining('Nothing'),
    });
    expect(await sets('--clear', 'ownPacks')).toMatchObject({ exitCode: 2, note: expect.stringContaining('"ours"') });
  });

  it('begins statements on the day that is set, moves them with it, and ends them', async () => {
    const { id, sets, row, statementsDueAt } = await aCreditorWho();
    await sets('--statement-day', '10');
    expect(await statementsDueAt()).toBe('2026-02-10T06:00:00.000Z');
    const due = await createStatementItems(world().client, world().table, world().tableName).due(
      '2026-02-10T06:00:00.000Z',
      10,
    );
    expect(due).toContainEqual(expect.objectContaining({ creditorId: id }));
    await sets('--statement-day', '2');
    expect(await statementsDueAt()).toBe('2026-03-02T06:00:00.000Z');
    await sets('--time-zone', 'Europe/Berlin');
    expect(await statementsDueAt()).toBe('2026-03-02T05:00:00.000Z');
    await sets('--clear', 'statementDay');
    expect([(await row()).statementDay, await statementsDueAt()]).toEqual([undefined, undefined]);
  });

  it.each([
    { when: 'a value is wrong', words: ['--statement-day', '31'], note: /statementDay: expected/ },
    { when: 'a figure is none', words: ['--daily-reminders', 'many'], note: /dailyReminders: expected/ },
    { when: 'a pack is unknown', words: ['--pack', 'nowhere'], note: /packs: expected .*"nowhere"/ },
    { when: 'what every creditor has is cleared', words: ['--clear', 'name'], note: /name: expected/ },
    { when: 'a policy is not published', words: ['--default-policy', 'x'], note: /expected the policy "x" among/ },
    { when: 'an edition is no pair', words: ['--edition', 'cfo'], note: /--edition cfo:kim@demo.example/ },
  ])('refuses when $when, and writes nothing', async ({ words, note }) => {
    const { sets, row } = await aCreditorWho();
    const before = await row();
    expect(await sets('--role', 'third-party', ...words)).toMatchObject({
      exitCode: 2,
      note: expect.stringMatching(note),
    });
    expect(await row()).toEqual(before);
  });

  it.each([
    { addressKey: 'known' },
    { createdAt: NOW },
    { stopped: true },
    { creditorId: 'another' },
    { segments: [{ id: 'all', policyId: 'b2b-standard' }] },
  ])('never sets %j', async (fields) => {
    const { sets, row } = await aCreditorWho();
    const before = await row();
    expect(await sets('--from', aFile({ role: 'third-party', ...fields }))).toMatchObject({ exitCode: 2 });
    expect(await row()).toEqual(before);
  });

  it('refuses where the same field was changed since it was read, and lets another one pass', async () => {
    const { id, sets, row } = await aCreditorWho();
    const settings = createCreditorSettings(world().table, world().tableName);
    const meanwhile = (...words: readonly string[]) =>
      settings.change(
        id,
        async () => {
          await sets(...words);
          return { role: 'third-party' };
        },
        NOW,
      );
    expect(await meanwhile('--role', 'first-party')).toBe('changed-meanwhile');
    expect((await row()).role).toBe('first-party');
    expect(await meanwhile('--region', 'GB-WLS')).toBe('changed');
    expect(await row()).toMatchObject({ role: 'third-party', region: 'GB-WLS' });
    expect(await meanwhile('--role', 'first-party')).toBe('changed-meanwhile');
    expect((await row()).role).toBe('first-party');
  });

  it('names a creditor that does not exist', async () => {
    const said = await types('creditor', 'set', '--creditor', 'ghost', '--role', 'third-party');
    expect(said).toMatchObject({ exitCode: 1, note: expect.stringContaining('there is no creditor "ghost"') });
    expect(await world().ledger.creditor('ghost')).toBeUndefined();
  });
});
