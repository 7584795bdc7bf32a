/** The documents that docs/policy.md shows are documents that can be published. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { read } from '../../../contracts/api/problems.ts';
import { readPolicyText } from '../../../contracts/policy/read.ts';
import { SegmentsDocument } from '../../../contracts/policy/segments.ts';
import { segment } from '../../../contracts/stored/segment.ts';

const page = readFileSync(join(import.meta.dirname, '../../../docs/policy.md'), 'utf8');
const [policy = '', segments = ''] = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text]) => text ?? '');

it('the worked example is a policy without a remark', () => {
  const { policy: made, remarks } = readPolicyText(policy);
  expect(remarks).toEqual([]);
  expect(made?.steps.map(({ id, at, unit }) => `${id} ${at}${unit ? ` ${unit}` : ''}`)).toEqual([
    ...['friendly 5', 'second 16', 'call 15 banking-days', 'firm 30', 'firm.2 44', 'decide 60'],
  ]);
});

it('the segments are segments, with amounts in minor units, and are kept as they are read', () => {
  const made = read(SegmentsDocument, parse(segments));
  if (!made.ok) throw new Error(JSON.stringify(made.problems));
  expect(made.value.segments[1]?.when?.balance).toEqual({ GBP: { atLeast: 1_000_000 } });
  for (const one of made.value.segments) expect(segment.parse(one)).toEqual(one);
});

it.each([
  [
    { segments: [{ id: 'a', policyId: 'p', when: { kind: ['company'] } }] },
    'segments[0].when.kind',
    'did you mean "kinds"?',
  ],
  [{ segments: [{ id: 'a', policyId: 'p', when: {} }] }, 'segments[0].when', 'at least one condition'],
  [
    {
      segments: [
        { id: 'a', policyId: 'p' },
        { id: 'a', policyId: 'p' },
      ],
    },
    'segments[1].id',
    'found "a" twice',
  ],
  [
    { segments: [{ id: 'a', policyId: 'p', when: { balance: { GBP: { atLeast: '1.005' } } } }] },
    'segments[0].when.balance.GBP.atLeast',
    'decimals',
  ],
])('refuses %j', (document, path, says) => {
  const made = read(SegmentsDocument, document);
  expect(made.ok ? [] : made.problems).toContainEqual({ path, message: expect.stringContaining(says) });
});
