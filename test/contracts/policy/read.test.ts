/** Policy documents: what they may say, and that each mistake is found at its line, column and field. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type ReadPolicy, readPolicyText } from '../../../contracts/policy/read.ts';
import { storedPolicy } from '../../../contracts/stored/parties.ts';
import type { ContactRule } from '../../../core/contact/rule.ts';
import { b2bStandard, withSms } from '../../../core/policy/policy.ts';
import { SCHEMA_FILE, schemaText } from './record-schema.ts';

const STANDARD = readFileSync(join(import.meta.dirname, '../../../policies/b2b-standard.yaml'), 'utf8');

/** The standard document with one text put in the place of another. */
const edited = (from: string, to: string): string => {
  if (!STANDARD.includes(from)) throw new Error(`expected the document to hold ${from}`);
  return STANDARD.replace(from, to);
};
const errorsOf = ({ remarks }: ReadPolicy) => remarks.filter(({ severity }) => severity === 'error');
const lineOf = (text: string, part: string): number => text.slice(0, text.indexOf(part)).split('\n').length;

describe('a policy document', () => {
  it('that comes with the house equals the policy that is built in', () => {
    expect(readPolicyText(STANDARD)).toEqual({ policy: b2bStandard, remarks: [] });
  });

  it.each([b2bStandard, withSms])('may be $id as it was stored before', (policy) => {
    expect(readPolicyText(JSON.stringify(policy)).policy).toEqual(policy);
  });

  it('is kept as it is read', () => {
    const { policy } = readPolicyText(edited('id: firm\n', 'id: firm\n    repeat: { everyDays: 7, times: 2 }\n'));
    expect(storedPolicy.parse(policy)).toEqual(policy);
  });

  it('walks a repeated step once for each occurrence, in the order of their days', () => {
    const { policy } = readPolicyText(edited('id: firm\n', 'id: firm\n    repeat: { everyDays: 7, times: 3 }\n'));
    expect(policy?.steps.map(({ id, at }) => `${id} ${at}`)).toEqual([
      ...['check-in -7', 'friendly 3', 'second 10', 'call 15'],
      ...['firm 20', 'firm.2 27', 'call-again 30', 'firm.3 34', 'final 45', 'decide 60'],
    ]);
  });

  it.each([
    ['7 days before', -7, undefined],
    ['on the due date', 0, undefined],
    ['1 day after', 1, undefined],
    ['3 banking days after', 3, 'banking-days'],
  ])('takes "%s"', (words, at, unit) => {
    const { policy } = readPolicyText(
      edited('at: 3 days after', `at: ${words}`).replace('at: 7 days before', 'at: -8'),
    );
    expect(policy?.steps.find(({ id }) => id === 'friendly')).toMatchObject({ at, ...(unit ? { unit } : {}) });
  });

  it('takes the tone of the company’s own words', () => {
    const templates = 'templates:\n  ours: { tone: firm, byLanguage: { en: { subject: Please, body: Hello } } }\n';
    const { policy } = readPolicyText(`${edited('template: firm', 'template: ours')}${templates}`);
    expect(policy?.steps.find(({ id }) => id === 'firm')).toMatchObject({ template: 'firm', words: 'ours' });
  });

  it('fills the terms of promises that it leaves out, and reads amounts exactly', () => {
    const { policy } = readPolicyText(
      `${STANDARD}promises: { graceDays: 4 }\nminimumBalance: { GBP: "5.00", JPY: "500" }\n`,
    );
    expect(policy?.promises).toEqual({ graceDays: 4, mostBroken: 2, harsherWhenBroken: true });
    expect(policy?.minimumBalance).toEqual({ GBP: 500, JPY: 500 });
  });

  it('starts old invoices at its last reminder that is not harsher than firm, where it does not say', () => {
    const { policy } = readPolicyText(edited('startAtMost: firm\n', ''));
    expect(policy?.startAtMost).toBe('firm');
  });
});

const decide = STANDARD.slice(STANDARD.indexOf('  - id: decide'));
const firstReminder = STANDARD.slice(STANDARD.indexOf('  - id: check-in'), STANDARD.indexOf('  - id: call\n'));

describe('a policy is refused, with the place, that', () => {
  it.each([
    {
      when: 'sends nothing',
      text: edited(firstReminder, '').replace(/ {2}- id: (firm|final)[\s\S]*?\n\n/g, ''),
      code: 'sends-nothing',
      near: 'steps:',
      path: 'steps',
    },
    {
      when: 'has a window that never opens',
      text: edited('to: "11:30"', 'to: "09:00"'),
      code: 'form',
      near: 'to: "09:00"',
      path: 'window.to',
    },
    { when: 'loops', text: 'id: a\nsteps: &all\n  - *all\n', code: 'loops', near: '- *all', path: '' },
    {
      when: 'goes back in time',
      text: edited('at: 20 days after', 'at: 2 days after'),
      code: 'goes-back',
      near: 'at: 2 days after',
      path: 'steps[4].at',
    },
    {
      when: 'names a step twice',
      text: edited('id: second', 'id: friendly'),
      code: 'id-twice',
      near: 'id: friendly\n    at: 10',
      path: 'steps[2].id',
    },
    {
      when: 'repeats a step into the id of another',
      text: edited('id: friendly\n', 'id: friendly\n    repeat: { everyDays: 2, times: 2 }\n').replace(
        'id: second',
        'id: "friendly.2"',
      ),
      code: 'form',
      near: 'id: "friendly.2"',
      path: 'steps[2].id',
    },
    {
      when: 'names an unknown template',
      text: edited('template: firm', 'template: frim'),
      code: 'unknown-template',
      near: 'template: frim',
      path: 'steps[4].template',
    },
    {
      when: 'names words it does not hold',
      text: edited('template: firm', 'template: firm\n    words: ours'),
      code: 'unknown-template',
      near: 'words: ours',
      path: 'steps[4].words',
    },
    {
      when: 'has an unknown field',
      text: edited('copyOwner: true', 'copyOwners: true'),
      code: 'form',
      near: 'copyOwners',
      path: 'steps[4].copyOwners',
    },
    {
      when: 'ends in silence',
      text: edited(decide, ''),
      code: 'ends-in-silence',
      near: '- id: final',
      path: 'steps[6]',
    },
    {
      when: 'goes on after its end',
      text: edited('id: firm\n', 'id: firm\n    repeat: { everyDays: 25, times: 3 }\n'),
      code: 'never-reached',
      near: 'endsPath',
      path: 'steps[7].endsPath',
    },
    {
      when: 'starts at no step of its own',
      text: edited('startAtMost: firm', 'startAtMost: thunder'),
      code: 'unknown-step',
      near: 'startAtMost',
      path: 'startAtMost',
    },
    {
      when: 'has a day that is none',
      text: edited('days: [mon', 'days: [moon'),
      code: 'form',
      near: 'moon',
      path: 'window.days[0]',
    },
    {
      when: 'has a gap without a unit',
      text: edited('5 banking days', 'five'),
      code: 'form',
      near: 'minimumGap',
      path: 'minimumGap',
    },
    {
      when: 'has an amount as a number',
      text: `${STANDARD}minimumBalance: { GBP: 5 }\n`,
      code: 'form',
      near: 'GBP: 5',
      path: 'minimumBalance.GBP',
    },
    { when: 'is no YAML', text: 'id: [', code: 'form', near: '[', path: '' },
    { when: 'is empty', text: '', code: 'form', near: '', path: '' },
  ])('$when', ({ text, code, near, path }) => {
    const { policy, remarks } = readPolicyText(text);
    expect(policy).toBeUndefined();
    expect(errorsOf({ remarks })).toContainEqual(expect.objectContaining({ code, path, line: lineOf(text, near) }));
  });

  it('holds words with a mistake, told with its line in the words', () => {
    const templates =
      'templates:\n  ours:\n    tone: firm\n    byLanguage:\n      en: { subject: Please, body: "Hello\\n{{ askd }}" }\n';
    const [remark] = errorsOf(readPolicyText(`${STANDARD}${templates}`));
    expect(remark).toMatchObject({ code: 'wrong-words', path: 'templates.ours.byLanguage.en.body', column: 30 });
    expect(remark?.message).toContain('did you mean "asked"? (line 2, column 4 of the words)');
  });

  it('keeps checked words with what LiquidJS made of them', () => {
    const templates =
      'templates:\n  ours:\n    tone: firm\n    byLanguage:\n      en: { subject: Please, body: "Hello {{ asked }}" }\n';
    const { policy } = readPolicyText(`${STANDARD}${templates}`);
    expect(policy?.templates?.ours?.byLanguage.en?.compiled?.body).toEqual(['Hello ', { put: { of: 'asked' } }]);
  });

  it('unfolds beyond all measure', () => {
    const layers = Array.from(
      { length: 8 },
      (_, at) => `a${at}: &a${at} [${Array(9).fill(at === 0 ? 1 : `*a${at - 1}`)}]`,
    );
    expect(errorsOf(readPolicyText(layers.join('\n')))).toMatchObject([
      { code: 'form', message: expect.stringContaining('100') },
    ]);
  });

  it('says which field was meant', () => {
    const [remark] = errorsOf(readPolicyText(edited('copyOwner: true', 'copyOwners: true')));
    expect(remark?.message).toBe('unknown field; did you mean "copyOwner"?');
  });
});

const rule = (demand: ContactRule['demand'], channels?: ContactRule['scope']['channels']): ContactRule => ({
  id: 'XX-rule',
  title: 'A rule',
  citation: 'Act 1',
  status: 'V',
  scope: channels ? { channels } : {},
  demand,
});
const nights = { days: [1, 2, 3, 4, 5], fromMinute: 1200, toMinute: 1440 };
const sundays = { days: [7], fromMinute: 0, toMinute: 1440 };

describe('a policy is warned of, and taken, that', () => {
  it.each([
    {
      when: 'skips a tone',
      text: edited(/ {2}- id: second[\s\S]*?\n\n/.exec(STANDARD)?.[0] ?? '', ''),
      code: 'skips-tone',
      path: 'steps[3].template',
    },
    {
      when: 'becomes milder again',
      text: edited('template: firm', 'template: friendly'),
      code: 'milder-again',
      path: 'steps[4].template',
    },
    {
      when: 'has steps closer than the gap',
      text: edited('at: 10 days after', 'at: 6 days after'),
      code: 'closer-than-gap',
      path: 'steps[2].at',
    },
    {
      when: 'writes only where conditions hold',
      text: STANDARD.replaceAll('channel: email', 'channel: email\n    when: { anyOf: [large] }').replace(
        / {4}when: \{ minTermDays.*\n/,
        '',
      ),
      code: 'sends-perhaps-nothing',
      path: 'steps',
    },
  ])('$when', ({ text, code, path }) => {
    const { policy, remarks } = readPolicyText(text);
    expect(errorsOf({ remarks })).toEqual([]);
    expect(policy).toBeDefined();
    expect(remarks).toContainEqual(expect.objectContaining({ severity: 'warning', code, path }));
  });

  it.each([
    { when: 'whose hours never meet a rule’s', rules: [rule({ kind: 'window', window: nights })], path: 'window' },
    { when: 'whose days never meet a rule’s', rules: [rule({ kind: 'window', window: sundays })], path: 'window' },
    {
      when: 'needs more messages than a rule allows',
      rules: [rule({ kind: 'cap', most: 2, days: 30, channels: ['email'] })],
      path: 'steps[4].at',
    },
    {
      when: 'uses a channel that a rule closes',
      rules: [rule({ kind: 'block', channels: ['email'] })],
      path: 'steps[0].channel',
    },
  ])('contradicts a pack that is on: $when', ({ rules, path }) => {
    const { remarks } = readPolicyText(STANDARD, { rules });
    expect(remarks).toMatchObject([{ severity: 'warning', code: 'contradicts-rule', path }]);
    expect(remarks[0]?.message).toContain('XX-rule');
  });

  it('meets every rule that leaves room, or binds other channels', () => {
    const rules = [
      rule({ kind: 'cap', most: 3, days: 18, channels: ['email'] }),
      rule({ kind: 'window', window: { days: [5, 6], fromMinute: 0, toMinute: 601 } }),
      rule({ kind: 'window', window: nights }, ['sms']),
      rule({ kind: 'block', channels: ['sms', 'call'] }),
    ];
    expect(readPolicyText(STANDARD, { rules }).remarks).toEqual([]);
  });
});

it('has a JSON Schema for editors that says what the documents say', () => {
  const kept: unknown = JSON.parse(readFileSync(SCHEMA_FILE, 'utf8'));
  expect(kept, 'run: node test/contracts/policy/record-schema.ts').toEqual(JSON.parse(schemaText()));
});
