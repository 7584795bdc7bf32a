/** Event patterns against verdicts that AWS gave, and the rules of matching that those cases do not show. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import JSON5 from 'json5';
import { describe, expect, it } from 'vitest';
import { compilePattern } from '../../../local/events/pattern.ts';

const folder = fileURLToPath(new URL('../../../../shared/data/eventbridge-patterns-localstack/', import.meta.url));
const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.json5')) : [];
const ending = (suffix: string) => files.filter((name) => name.endsWith(`${suffix}.json5`));
const refused = ending('_EXC');
const unmatched = ending('_NEG');
const matched = files.filter((name) => !refused.includes(name) && !unmatched.includes(name));
const counts = `${matched.length} match, ${unmatched.length} do not, ${refused.length} are invalid`;
const read = (name: string) => JSON5.parse(readFileSync(`${folder}${name}`, 'utf8'));

describe.skipIf(files.length === 0)(`recorded verdicts (${counts}; skipped where ${folder} is absent)`, () => {
  it.each(matched)('%s matches', (name) => {
    const { Event, EventPattern } = read(name);
    expect(compilePattern(EventPattern)(Event)).toBe(true);
  });
  it.each(unmatched)('%s does not match', (name) => {
    const { Event, EventPattern } = read(name);
    expect(compilePattern(EventPattern)(Event)).toBe(false);
  });
  it.each(refused)('%s is invalid', (name) => {
    const { EventPattern } = read(name);
    expect(() => compilePattern(EventPattern)).toThrow('Event pattern is not valid');
  });
});

const both = [{ x: 1, y: 2 }, { x: 3 }];
describe('a pattern', () => {
  it.each([
    ['takes fields of one array element', { a: { x: [1], y: [2] } }, { a: both }],
    ['takes a key with a dot as a path', { a: { b: ['v'] } }, { 'a.b': 'v' }],
    ['takes either side of $or', { $or: [{ a: [1] }, { b: [2] }] }, { b: 2 }],
    ['lets $or replace the same field before it', { a: [1], $or: [{ a: [2] }, { a: [3] }] }, { a: 2 }],
    ['takes $or with one object as a field', { $or: ['x'] }, { $or: 'x' }],
    [
      'misses a field in the element already chosen',
      { a: { x: [1], y: [{ exists: false }] } },
      { a: [{ x: 1 }, { y: 2 }] },
    ],
    ['calls a bare value beside objects no element', { a: ['v'], 'a.x': [1] }, { a: ['v', { x: 1 }] }],
    ['finds a missing field', { a: [{ exists: false }] }, { b: 1 }],
    ['calls an object no field', { a: [{ exists: false }] }, { a: { b: 1 } }],
    ['takes any element of an array', { a: [2] }, { a: [1, 2] }],
    ['takes an escaped star literally', { a: [{ wildcard: 'x\\**' }] }, { a: 'x*y' }],
    ['takes an IPv6 block', { a: [{ cidr: '2001:db8::/32' }] }, { a: '2001:db8::1' }],
    ['ignores case in a prefix', { a: [{ prefix: { 'equals-ignore-case': 'AB' } }] }, { a: 'abc' }],
  ])('%s', (_, pattern, event) => {
    expect(compilePattern(pattern)(event)).toBe(true);
  });
  it.each([
    ['mixes no array elements', { a: { x: [3], y: [2] } }, { a: both }],
    ['finds no missing field where there is one', { a: [{ exists: false }] }, { a: 1 }],
    [
      'misses no field that any element holds, while none is chosen',
      { a: { x: [{ exists: false }], y: [2] } },
      { a: [{ x: 1 }, { y: 2 }] },
    ],
    ['needs every field', { a: [1], b: [2] }, { a: 1 }],
    ['keeps text and number apart', { a: ['1'] }, { a: 1 }],
    ['needs the literal after the star', { a: [{ wildcard: 'ab*b' }] }, { a: 'ab' }],
    ['joins $or with the fields beside it', { a: [1], $or: [{ b: [1] }, { c: [1] }] }, { a: 1 }],
    ['lets a field after $or replace the same one within', { $or: [{ a: [2] }, { a: [3] }], a: [1] }, { a: 2 }],
  ])('%s', (_, pattern, event) => {
    expect(compilePattern(pattern)(event)).toBe(false);
  });
  it.each([
    ['no fields', {}],
    ['one side of $or only', { $or: [{ a: [1] }] }],
    ['a bare value', { a: 'x' }],
    ['an array in an array', { a: [['x']] }],
    ['two operators in one', { a: [{ prefix: 'a', suffix: 'b' }] }],
    ['an upside-down range', { a: [{ numeric: ['>', 5, '<', 1] }] }],
    ['a number beyond the limit', { a: [{ numeric: ['>', 6e9] }] }],
    ['two stars in a row', { a: [{ wildcard: 'a**' }] }],
    ['an unknown escape', { a: [{ wildcard: 'a\\b' }] }],
    ['a whole address as a block', { a: [{ cidr: '10.0.0.1/32' }] }],
    ['texts and numbers in anything-but', { a: [{ 'anything-but': ['x', 1] }] }],
    ['an empty prefix in anything-but', { a: [{ 'anything-but': { prefix: '' } }] }],
  ])('is refused with %s', (_, pattern) => {
    expect(() => compilePattern(pattern)).toThrow('Event pattern is not valid');
  });
});
