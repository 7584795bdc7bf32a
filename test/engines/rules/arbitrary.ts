/**
 * Random patterns and events over so few names and values that they often meet. Left out is what known-differences.test.ts
 * holds: numbers beyond ±5e9, blocks of no bits, empty keys and lists, `$or` as a name, astral characters.
 */
import fc from 'fast-check';

const texts = [
  '',
  'a',
  'A',
  'ab',
  'aB',
  'b',
  'a*b',
  '*',
  '**',
  'a.b',
  '10.0.0.1',
  '::1',
  'é',
  'ß',
  'İ',
  'a\\*',
  '\\',
  'ba*',
  'null',
];
const numbers = [0, 1, -1, 1.5, 0.1, 5e9, -5e9, 300, 1e-7, 1.0000001, 123456.123456, 123456.1234567];
const blocks = [
  '10.0.0.0/8',
  '10.0.0.1/31',
  '10.1.2.3/16',
  '::1/127',
  '2001:db8::/32',
  '10.0.0.1/32',
  '10.0.0.0/33',
  '10.0.0/8',
  'a/8',
  'a',
];
const signs = ['=', '<', '>', '<=', '>='];

const text = fc.constantFrom(...texts);
const number = fc.constantFrom(...numbers);
const sign = fc.constantFrom(...signs);
const leaf = fc.oneof(text, number, fc.boolean(), fc.constant(null));
/** Mostly as it is meant to be, at times of another type. */
const operand = fc.oneof({ weight: 60, arbitrary: text }, leaf);
const operands = fc.oneof(operand, fc.array(operand, { minLength: 1, maxLength: 2 }));

const within = (names: readonly string[], value: fc.Arbitrary<unknown>) =>
  fc.tuple(fc.constantFrom(...names), value).map(([name, inner]) => ({ [name]: inner }));

const rising = fc
  .tuple(fc.constantFrom('>', '>='), number, fc.constantFrom('<', '<='), number)
  .filter(([, low, , high]) => low < high);
const comparison = fc.oneof(
  { weight: 9, arbitrary: fc.oneof(fc.tuple(sign, number), rising) },
  fc.tuple(sign, number, sign, number),
  fc.tuple(fc.constantFrom('==', '!='), number),
);
const refusal = fc.oneof(
  { weight: 9, arbitrary: fc.oneof(text, number) },
  { weight: 9, arbitrary: fc.array(text, { minLength: 1, maxLength: 3 }) },
  { weight: 9, arbitrary: fc.array(number, { minLength: 1, maxLength: 3 }) },
  { weight: 9, arbitrary: within(['prefix', 'suffix', 'wildcard', 'equals-ignore-case'], operands) },
  fc.array(leaf, { maxLength: 2 }),
  within(['exists', 'numeric'], operands),
);
const operator = fc.oneof(
  { weight: 9, arbitrary: within(['prefix', 'suffix', 'equals-ignore-case', 'wildcard', 'exactly'], operand) },
  { weight: 6, arbitrary: within(['prefix', 'suffix'], within(['equals-ignore-case'], operand)) },
  { weight: 6, arbitrary: within(['exists'], fc.boolean()) },
  { weight: 6, arbitrary: within(['cidr'], fc.constantFrom(...blocks)) },
  { weight: 9, arbitrary: within(['numeric'], comparison) },
  { weight: 9, arbitrary: within(['anything-but'], refusal) },
  within(['unknown', 'Prefix', 'exists', 'prefix', 'suffix'], fc.oneof(leaf, within(['prefix'], text))),
);
const rule = fc.array(fc.oneof(leaf, { weight: 3, arbitrary: operator }), { minLength: 1, maxLength: 2 });
const name = fc.constantFrom('a', 'b', 'a.b', 'c');
const fields = (value: fc.Arbitrary<unknown>) => fc.dictionary(name, value, { minKeys: 1, maxKeys: 2 });

/** Alternatives share no value: event-ruler loses the other values of the second one (known-differences.test.ts). */
const or = fc
  .array(fields(rule), { minLength: 2, maxLength: 3 })
  .filter((alternatives) => {
    const values = alternatives.flatMap((one) => Object.values(one).flat()).map((value) => JSON.stringify(value));
    return new Set(values).size === values.length;
  })
  .map((alternatives) => ({ $or: alternatives }));

const plain = fields(fc.oneof({ weight: 20, arbitrary: rule }, { weight: 6, arbitrary: fields(rule) }));
export const pattern: fc.Arbitrary<object> = fc.oneof(
  { weight: 4, arbitrary: plain },
  or,
  fc.tuple(plain, or).map(([beside, either]) => ({ ...beside, ...either })),
  fc.tuple(or, plain).map(([either, beside]) => ({ ...either, ...beside })),
);

const { node } = fc.letrec<{ node: unknown }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small' },
    { weight: 4, arbitrary: leaf },
    fc.array(tie('node'), { maxLength: 3 }),
    fc.dictionary(name, tie('node'), { maxKeys: 3 }),
  ),
}));
export const event: fc.Arbitrary<object> = fc.dictionary(name, node, { maxKeys: 4 });
