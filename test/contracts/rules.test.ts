/** A company's own pack of contact rules: what is taken, and where a wrong one is wrong. */
import { describe, expect, it } from 'vitest';
import { read } from '../../contracts/api/problems.ts';
import { CreditorInput } from '../../contracts/creditor.ts';
import { OwnPack } from '../../contracts/rules.ts';
import { rulePack } from '../../contracts/stored/rule.ts';

const rule = {
  id: 'OURS-1',
  title: 'Once a week',
  citation: 'Our terms',
  demand: { kind: 'cap', most: 1, days: 7, channels: ['email'] },
};
const pack = (fields: object) => ({ id: 'ours', title: 'Ours', rules: [{ ...rule, ...fields }] });
const window = { days: [1, 2], fromMinute: 600, toMinute: 660 };

const creditor = {
  creditorId: 'acme',
  name: 'Acme',
  address: 'A Street',
  email: 'a@x.example',
  financeEmails: ['f@x.example'],
  country: 'US',
  locale: 'en-US',
  timeZone: 'America/New_York',
};

describe('a pack of one’s own', () => {
  it('is taken, and kept as it is', () => {
    const result = read(OwnPack, pack({ scope: { countries: ['US'], regions: ['US-CA'] }, from: '2026-01-01' }));
    expect(result.ok && rulePack.parse(result.value)).toEqual(result.ok && result.value);
    expect(result).toMatchObject({ ok: true, value: { rules: [{ status: 'V', scope: { regions: ['US-CA'] } }] } });
  });

  it.each([
    {
      what: 'a channel that there is not',
      fields: { demand: { ...rule.demand, channels: ['fax'] } },
      path: 'rules[0].demand.channels[0]',
    },
    {
      what: 'a window over midnight',
      fields: { demand: { kind: 'window', window: { ...window, toMinute: 60 } } },
      path: 'rules[0].demand.window.toMinute',
    },
    { what: 'a field that is misspelt', fields: { scope: { country: ['US'] } }, path: 'rules[0].scope' },
    { what: 'no citation', fields: { citation: undefined }, path: 'rules[0].citation' },
    {
      what: 'a cap over more days than are kept',
      fields: { demand: { ...rule.demand, days: 91 } },
      path: 'rules[0].demand.days',
    },
  ])('is refused with $what at $path', ({ fields, path }) => {
    const result = read(OwnPack, pack(fields));
    expect(result.ok ? [] : result.problems.map((problem) => problem.path)).toEqual([expect.stringContaining(path)]);
  });

  it('is switched on with the creditor, and a pack that nobody knows is refused', () => {
    expect(read(CreditorInput, { ...creditor, packs: ['default', 'us-federal'], ownPacks: [pack({})] }).ok).toBe(true);
    const wrong = read(CreditorInput, { ...creditor, packs: ['us-federel'] });
    expect(wrong).toMatchObject({ ok: false, problems: [{ path: 'packs' }] });
  });
});
