/** What an operator does about policies, segments and pins, on a real table. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { b2bStandard, type Policy, withSms } from '../../core/policy/policy.ts';
import { aCreditor, aCustomer, anInvoice } from '../support/builders.ts';
import { commit, storeCreditor, storeInvoice } from '../support/store.ts';
import { anOperator, NOW } from './operator.ts';

const { types, world } = anOperator();
const folder = mkdtempSync(join(tmpdir(), 'policies-'));
const STANDARD = join(import.meta.dirname, '../../policies/b2b-standard.yaml');

let [creditors, files] = [0, 0];
function aFile(document: object): string {
  const file = join(folder, `${++files}.json`);
  writeFileSync(file, JSON.stringify(document, null, 2));
  return file;
}

/** A fresh creditor with one customer, and how an operator speaks of its policies. */
async function aBook(fields: Parameters<typeof aCreditor>[0] = {}) {
  const creditorId = `book-${++creditors}`;
  await storeCreditor(world(), aCreditor({ creditorId, ...fields }));
  await commit(world(), [{ kind: 'customer', before: undefined, after: aCustomer({ creditorId }) }]);
  return {
    creditorId,
    says: (noun: string, verb: string, ...words: readonly string[]) =>
      types(noun, verb, '--creditor', creditorId, ...words),
    publish: (policy: object, ...words: readonly string[]) =>
      types('policy', 'publish', '--creditor', creditorId, '--file', aFile(policy), ...words),
    invoice: (more: Parameters<typeof anInvoice>[0] = {}) => storeInvoice(world(), anInvoice({ creditorId, ...more })),
    row: (invoiceId = 'INV-1') => world().ledger.invoice(creditorId, invoiceId),
    timeline: async () => (await world().ledger.timeline(creditorId, 'INV-1')).map(({ type }) => type),
  };
}

const stepsAt = (days: Readonly<Record<string, number>>): Policy => ({
  ...b2bStandard,
  steps: b2bStandard.steps.map((step) => ({ ...step, at: days[step.id] ?? step.at })),
});
const sooner = stepsAt({ firm: 18 });
const nights = { days: [1, 2, 3, 4, 5, 6, 7], fromMinute: 1200, toMinute: 1260 };
const nightly = {
  id: 'ours',
  title: 'Our own',
  rules: [
    {
      ...({
        id: 'NIGHTS-ONLY',
        title: 'Only in the evening',
        citation: 'House rule 7',
        status: 'V',
        scope: {},
      } as const),
      demand: { kind: 'window', window: nights } as const,
    },
  ],
};

describe('policy check', () => {
  it('says of a document that it is ready, without any place', async () => {
    const said = await types('policy', 'check', '--file', STANDARD);
    expect(said).toEqual({
      exitCode: 0,
      out: `b2b-standard: ${b2bStandard.steps.length} steps, ready to be published`,
      note: '',
    });
  });

  it('names a mistake by file, line, column and field', async () => {
    const file = aFile({ ...b2bStandard, startAtMost: 'thunder' });
    const said = await types('policy', 'check', '--file', file);
    expect(said).toMatchObject({ exitCode: 2, out: '' });
    expect(said.note).toMatch(new RegExp(`^${file}:\\d+:3 error startAtMost: expected .*"thunder"`));
  });

  it('warns of hours that never meet those of a rule that is on for the creditor', async () => {
    const { says } = await aBook({ ownPacks: [nightly] });
    const said = await says('policy', 'check', '--file', STANDARD);
    expect(said.exitCode).toBe(0);
    expect(said.note).toMatch(/:\d+:\d+ warning window: these hours never meet .* \(rule NIGHTS-ONLY, House rule 7\)$/);
    const quiet = await aBook();
    expect((await quiet.says('policy', 'check', '--file', STANDARD)).note).toBe('');
  });
});

describe('policy publish, list, show and history', () => {
  it('makes a version live beside the older one, which stays as it was, and says what contradicts a rule', async () => {
    const { says, publish, creditorId } = await aBook({ ownPacks: [nightly] });
    const said = await publish(sooner);
    expect(said).toMatchObject({ exitCode: 0, out: 'b2b-standard@2' });
    expect(said.note).toMatch(/warning window: .*NIGHTS-ONLY[\s\S]*Version 2 of b2b-standard is live\./);
    expect(await publish(sooner)).toMatchObject({
      out: 'b2b-standard@2',
      note: expect.stringContaining('says the same'),
    });
    expect(await world().ledger.policy(creditorId, 'b2b-standard', 1)).toEqual(b2bStandard);
    const steps = b2bStandard.steps.length;
    expect((await says('policy', 'list')).out).toBe(`b2b-standard@2  live  ${steps} steps`);
    expect((await says('policy', 'history', '--policy', 'b2b-standard')).out.split('\n')).toEqual([
      `2 (live)  published ${NOW} by operator  finish-on-old`,
      '1  made with the creditor  finish-on-old',
    ]);
    const shown = async (...words: readonly string[]) =>
      JSON.parse((await says('policy', 'show', '--policy', 'b2b-standard', ...words)).out);
    expect(await shown()).toMatchObject({ version: 2 });
    expect(await shown('--version', '1')).toEqual(JSON.parse(JSON.stringify(b2bStandard)));
    expect(await says('policy', 'show', '--policy', 'b2b-standard', '--version', '9')).toMatchObject({
      exitCode: 1,
      note: 'there is no version 9 of policy "b2b-standard"',
    });
  });

  it('moves cases in flight with move-to-new, and what is done stays done', async () => {
    const { publish, invoice, row, timeline } = await aBook();
    await invoice({ stepsDone: ['friendly'], lastMessageOn: '2026-01-20' });
    const stay = await publish(sooner);
    expect(stay.note).not.toContain('moved');
    expect((await row())?.policyVersion).toBe(1);
    const moved = await publish(stepsAt({ firm: 20 }), '--in-flight', 'move-to-new');
    expect(moved.note).toContain('Looked at 1 open invoices, moved 1 cases.');
    expect(await row()).toMatchObject({ policyVersion: 3, stepsDone: ['friendly'], nextStepId: 'second' });
    expect((await timeline()).filter((type) => type === 'case.moved')).toHaveLength(1);
  });

  it('refuses a word that is neither way to go on, and a creditor that does not exist', async () => {
    const { publish } = await aBook();
    expect(await publish(sooner, '--in-flight', 'later')).toMatchObject({ exitCode: 2 });
    expect(await types('policy', 'publish', '--creditor', 'ghost', '--file', STANDARD)).toMatchObject({
      exitCode: 1,
      note: expect.stringContaining('there is no creditor "ghost"'),
    });
  });
});

describe('segments and pins', () => {
  it('are set, shown and explained, and cases that have not begun follow at once', async () => {
    const { says, publish, invoice, row } = await aBook();
    await publish(withSms);
    await invoice();
    await invoice({ invoiceId: 'INV-2', invoiceNumber: 'INV-2', stepsDone: ['friendly'] });
    const segments = [
      { id: 'irish', policyId: 'b2b-standard', when: { countries: ['IE'] } },
      { id: 'owing', policyId: 'b2b-with-sms', when: { balance: { GBP: { atLeast: '2000.00' } } } },
    ];
    const said = await says('segments', 'set', '--file', aFile({ segments }));
    expect(said).toMatchObject({ exitCode: 0, note: expect.stringContaining('Set 2 segments.') });
    expect(said.note).toContain('moved 1 cases');
    expect(await row()).toMatchObject({ policyId: 'b2b-with-sms', segmentId: 'owing' });
    expect(await row('INV-2')).toMatchObject({ policyId: 'b2b-standard', stepsDone: ['friendly'] });
    const shown = JSON.parse((await says('segments', 'show')).out);
    expect(shown.segments).toMatchObject([{ id: 'irish' }, { when: { balance: { GBP: { atLeast: 200_000 } } } }]);
    const why = (await says('segments', 'explain', '--customer', 'C-1')).out.split('\n');
    expect(why[0]).toMatch(/^owing → b2b-with-sms: Matches "owing": /);
    expect(why.slice(1)).toEqual([
      expect.stringMatching(/^ {2}no {3}irish: /),
      expect.stringMatching(/^ {2}yes {2}owing: /),
    ]);
  });

  it('are refused where their policy is not published', async () => {
    const { says, creditorId } = await aBook();
    const file = aFile({ segments: [{ id: 'all', policyId: 'nowhere' }] });
    expect(await says('segments', 'set', '--file', file)).toMatchObject({
      exitCode: 2,
      note: expect.stringContaining('expected "nowhere" of segment "all" among b2b-standard'),
    });
    expect((await world().ledger.creditor(creditorId))?.segments).toEqual([]);
  });

  it('pin a customer whatever the conditions say, begun cases too, and let it go', async () => {
    const { says, publish, invoice, row, creditorId } = await aBook();
    await publish(withSms);
    await says(
      'segments',
      'set',
      '--file',
      aFile({ segments: [{ id: 'texts', policyId: 'b2b-with-sms', tags: ['vip'] }] }),
    );
    await invoice({ stepsDone: ['friendly'], lastMessageOn: '2026-01-20' });
    const pin = (...words: readonly string[]) => says('customers', 'pin', '--customer', 'C-1', ...words);
    expect(await pin('--segment', 'none')).toMatchObject({ exitCode: 2, note: expect.stringContaining('among texts') });
    expect(await pin('--segment', 'texts')).toMatchObject({ exitCode: 0, out: 'texts' });
    expect(await row()).toMatchObject({ policyId: 'b2b-with-sms', segmentId: 'texts', stepsDone: ['friendly'] });
    expect((await says('segments', 'explain', '--customer', 'C-1')).out).toContain('A person pinned the customer');
    expect(await pin('--off')).toMatchObject({ exitCode: 0, out: 'not pinned' });
    expect((await world().ledger.customer(creditorId, 'C-1'))?.pinnedSegmentId).toBeUndefined();
  });
});
