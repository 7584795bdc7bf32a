/** The audit chain shows every change, gap and missing end, at the right place. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AuditRecord, canonical, digestOf, seal, verify } from '../../../core/audit/chain.ts';

function aChain(length: number): AuditRecord[] {
  const records: AuditRecord[] = [];
  for (let version = 1; version <= length; version++)
    records.push(
      seal(records.at(-1)?.hash ?? '', {
        version,
        type: 'decision.made',
        at: '2026-02-03T10:00:00.000Z',
        by: 'execution',
        data: { rule: 'not-due', owedMinor: version },
      }),
    );
  return records;
}
const headOf = (records: readonly AuditRecord[]) => ({ version: records.length, hash: records.at(-1)?.hash ?? '' });
const replaced = (records: readonly AuditRecord[], version: number, fields: Partial<AuditRecord>): AuditRecord[] =>
  records.map((record) => (record.version === version ? { ...record, ...fields } : record));

describe('verify', () => {
  it.each([0, 1, 5])('finds an untouched chain of %i records whole', (length) => {
    expect(verify(aChain(length), headOf(aChain(length)))).toEqual({ whole: true });
  });

  it.each<{ field: string; fields: Partial<AuditRecord> }>([
    { field: 'version', fields: { version: 7 } },
    { field: 'type', fields: { type: 'message.sent' } },
    { field: 'at', fields: { at: '2026-02-03T10:00:00.001Z' } },
    { field: 'by', fields: { by: 'somebody' } },
    { field: 'data', fields: { data: { rule: 'not-due', owedMinor: 4 } } },
    { field: 'data, by one more fact', fields: { data: { rule: 'not-due', owedMinor: 3, more: null } } },
    { field: 'previous', fields: { previous: '' } },
    { field: 'hash', fields: { hash: 'f'.repeat(64) } },
  ])('breaks at the record whose $field was changed', ({ fields }) => {
    const chain = aChain(5);
    expect(verify(replaced(chain, 3, fields), headOf(chain))).toEqual({ whole: false, brokenAt: 3 });
  });

  it('breaks at the next record when one was changed and sealed again', () => {
    const chain = aChain(5);
    const forged = seal(chain[1]?.hash ?? '', {
      version: 3,
      type: 'message.sent',
      at: 'never',
      by: 'forger',
      data: {},
    });
    expect(verify(replaced(chain, 3, forged), headOf(chain))).toEqual({ whole: false, brokenAt: 4 });
  });

  it('breaks after the end when everything from a record on was sealed again', () => {
    const chain = aChain(5);
    const forged = seal(chain[3]?.hash ?? '', {
      version: 5,
      type: 'message.sent',
      at: 'never',
      by: 'forger',
      data: {},
    });
    expect(verify(replaced(chain, 5, forged), headOf(chain))).toEqual({ whole: false, brokenAt: 6 });
  });

  it('breaks where a record is missing, at the front, in the middle and at the end', () => {
    const chain = aChain(5);
    expect(
      [1, 3, 5].map((gone) =>
        verify(
          chain.filter(({ version }) => version !== gone),
          headOf(chain),
        ),
      ),
    ).toEqual([
      { whole: false, brokenAt: 1 },
      { whole: false, brokenAt: 3 },
      { whole: false, brokenAt: 5 },
    ]);
  });

  it('breaks where records changed places', () => {
    const [a, b, c] = aChain(3);
    expect(a && b && c && verify([a, c, b], headOf([a, b, c]))).toEqual({ whole: false, brokenAt: 2 });
  });
});

describe('canonical', () => {
  it.each([
    { value: { b: 1, a: [true, null, 'x"y'] }, text: '{"a":[true,null,"x\\"y"],"b":1}' },
    { value: { gone: undefined, kept: { z: '', a: -0 } }, text: '{"kept":{"a":0,"z":""}}' },
    { value: 'text', text: '"text"' },
    { value: null, text: 'null' },
  ])('writes $text', ({ value, text }) => {
    expect(canonical(value)).toBe(text);
  });

  it('gives the same text whatever the order of the fields, and another for another value', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null))),
        (value) => {
          const turned = Object.fromEntries(Object.entries(value).reverse());
          expect(digestOf(turned)).toBe(digestOf(value));
          expect(digestOf({ ...value, 'one more': 1 })).not.toBe(digestOf(value));
        },
      ),
    );
  });
});
