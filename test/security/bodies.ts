/** Bodies that no ERP sends: none brings a failure of ours, each refusal says what was expected, and nothing is polluted. */
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { ROUTES } from '../../contracts/api/routes.ts';
import { OPERATIONS } from '../../contracts/openapi/operations.ts';
import type { House } from './house.ts';
import { type Answer, expectProblem, methodOf, pathOf } from './knock.ts';

const taking = Object.entries(ROUTES).flatMap(([route, { body }]) => (body === 'json' ? [route] : []));
const OCTETS = { 'content-type': 'application/octet-stream' };
const nested = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`;
const objects = (depth: number): string => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;
const utf16 = (text: string): Buffer => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);

type Body = {
  readonly what: string;
  readonly body: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
  /** What the refusal has to say. */
  readonly told?: RegExp;
};

/** None of these can be read as what a route takes. */
const REFUSED: readonly Body[] = [
  { what: 'blanks', body: ' \n ' },
  { what: 'half a document', body: '{"invoices":[' },
  { what: 'two documents', body: '{}{}' },
  { what: 'a comment', body: '{/* none */}' },
  { what: 'no number', body: '{"invoices":NaN}' },
  { what: 'null', body: 'null' },
  { what: 'a number', body: '1e999' },
  { what: 'a text', body: '"invoices"' },
  { what: 'a list', body: '[]' },
  { told: /levels of nesting/, what: 'lists beyond any stack', body: nested(300_000) },
  { told: /levels of nesting/, what: 'objects beyond any stack', body: objects(200_000) },
  { told: /levels of nesting/, what: 'lists one too deep', body: nested(33) },
  { what: 'bytes that are no UTF-8', body: Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]) },
  {
    told: /UTF-8/,
    what: 'the same as octets',
    body: Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]),
    headers: OCTETS,
  },
  { told: /UTF-8/, what: 'overlong UTF-8', body: Buffer.from([0x22, 0xc0, 0xaf, 0x22]), headers: OCTETS },
  { told: /UTF-8/, what: 'UTF-16', body: utf16('{"invoices":[]}'), headers: OCTETS },
  {
    told: /compressed/,
    what: 'gzip',
    body: gzipSync('{"invoices":[]}'),
    headers: { ...OCTETS, 'content-encoding': 'gzip' },
  },
  { what: 'gzip that calls itself JSON', body: gzipSync('{}'), headers: { 'content-encoding': 'gzip' } },
  { what: 'a form', body: 'invoices=1', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
  { told: /__proto__/, what: 'a prototype', body: '{"__proto__":{"polluted":true}}' },
  {
    told: /__proto__/,
    what: 'a prototype in a list',
    body: '{"invoices":[{"customer":{"attributes":{"__proto__":{"polluted":true}}}}]}',
  },
  { what: 'a constructor', body: '{"constructor":{"prototype":{"polluted":true}}}' },
  { what: 'an unknown field under a long name', body: `{"${'x'.repeat(100_000)}":1}` },
];

export function bodiesNobodySends(house: () => House): void {
  let key = '';
  beforeAll(async () => {
    key = await house().makeKey('bodies');
  });
  const send = (route: string, { body, headers = {} }: Omit<Body, 'what'>): Promise<Answer> =>
    house().knock({ method: methodOf(route), path: pathOf(route, 'nothing'), key, body, headers });

  describe.each(taking)('%s', (route) => {
    it.each([...REFUSED])('refuses $what', async ({ told = /expected/, ...body }) => {
      const { detail, problems = [] } = expectProblem(await send(route, body), 400);
      expect([detail, ...problems.map(({ message }) => message)].join('\n')).toMatch(told);
      expect(Object.prototype).not.toHaveProperty('polluted');
    });

    it('hands back to the gateway what is larger than Lambda takes', async () => {
      const { status, text } = await send(route, { body: JSON.stringify({ a: 'x'.repeat(6 * 1024 * 1024) }) });
      expect({ status, text }).toEqual({ status: 413, text: '{"message":"Request Too Long"}' });
    });

    it('minds neither a byte order mark nor octets nor another type', async () => {
      const { takes } = Object.entries(OPERATIONS).find(([name]) => name === route)?.[1] ?? {};
      const text = JSON.stringify(takes?.example);
      const plain = await send(route, { body: text });
      for (const [body, headers] of [
        [`\ufeff${text}`, {}],
        [text, OCTETS],
        [text, { 'content-type': 'text/csv' }],
      ] as const)
        expect((await send(route, { body, headers })).status).toBe(plain.status);
    });
  });
}
