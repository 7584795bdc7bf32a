/** What comes from outside can neither end a header, reorder a line, nor become markup or an odd link. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clean, escapeHtml, isolate, shorten, shortenMiddle, webLink } from '../../../core/message/clean.ts';

const anything = fc.string({ unit: 'binary', maxLength: 200 });

describe('clean', () => {
  it('leaves no control character, whatever came', () => {
    fc.assert(fc.property(anything, (text) => !/\p{Cc}|[\u2028\u2029\u202a-\u202e\u2066-\u2069]/u.test(clean(text))));
  });

  it('leaves letters, digits and spaces as they came', () => {
    expect(clean('INV  0042/ß-名前-👩‍👧')).toBe('INV  0042/ß-名前-👩‍👧');
  });

  it('removes what turns the reading direction', () => {
    expect(clean('INV-\u202e2400\u202c')).toBe('INV-2400');
  });
});

describe('escapeHtml', () => {
  it('leaves nothing that opens a tag or closes an attribute', () => {
    fc.assert(fc.property(anything, (text) => !/[<>"']/.test(escapeHtml(text))));
  });
});

describe('webLink', () => {
  it.each([
    { url: 'https://pay.example/i/42?a=1&b=%2F', is: 'a link' },
    { url: 'http://localhost:4747/pay', is: 'a link' },
    { url: 'javascript:alert(1)', is: 'no link' },
    { url: 'https://pay.example/"onclick="x', is: 'no link' },
    { url: 'https://pay.example/a b', is: 'no link' },
    { url: 'https://pay.example/\u202ea', is: 'no link' },
    { url: 'https://', is: 'no link' },
    { url: undefined, is: 'no link' },
  ])('takes $url for $is', ({ url, is }) => {
    expect(webLink(url)).toBe(is === 'a link' ? url : undefined);
  });
});

describe('shortening', () => {
  it('never splits a letter and never exceeds its length', () => {
    fc.assert(
      fc.property(anything, fc.integer({ min: 2, max: 30 }), (text, max) => {
        const short = shorten(text, max);
        const letters = [...new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(short)];
        expect(letters.length).toBeLessThanOrEqual(max);
        expect(short.isWellFormed()).toBe(true);
      }),
    );
  });

  it('keeps both ends of a long number', () => {
    expect(shortenMiddle('ABCDEFGHIJKLMNOPQRSTUVWXYZ', 9)).toBe('ABCD…WXYZ');
    expect(shortenMiddle('INV-0042', 60)).toBe('INV-0042');
  });

  it('isolates only what runs right to left', () => {
    expect(isolate('שלום')).toBe('\u2068שלום\u2069');
    expect(isolate('Acme')).toBe('Acme');
  });
});
