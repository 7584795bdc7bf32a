/** Names and addresses in header fields, by RFC 5322 and RFC 2047. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatMailbox } from '../../../adapters/ses/mailbox.ts';

describe('formatMailbox', () => {
  it.each([
    { when: 'there is no name', given: { address: 'ap@acme.example' }, then: 'ap@acme.example' },
    { when: 'the name is blank', given: { name: '  ', address: 'ap@acme.example' }, then: 'ap@acme.example' },
    { when: 'it is ASCII', given: { name: 'Acme, Ltd', address: 'a@b.example' }, then: '"Acme, Ltd" <a@b.example>' },
    {
      when: 'it has quotes',
      given: { name: 'A "B" \\', address: 'a@b.example' },
      then: '"A \\"B\\" \\\\" <a@b.example>',
    },
    {
      when: 'it is not ASCII',
      given: { name: 'Zoë', address: 'a@b.example' },
      then: '=?UTF-8?B?Wm/Dqw==?= <a@b.example>',
    },
    {
      when: 'it looks like an encoded word itself',
      given: { name: '=?UTF-8?Q?A?=', address: 'a@b.example' },
      then: '=?UTF-8?B?PT9VVEYtOD9RP0E/PQ==?= <a@b.example>',
    },
    { when: 'the domain is not ASCII', given: { address: 'ap@müller.example' }, then: 'ap@xn--mller-kva.example' },
  ])('writes $then when $when', ({ given, then }) => {
    expect(formatMailbox(given)).toBe(then);
  });

  it.each([
    'ä@acme.example',
    'a b@acme.example',
    'a@b@acme.example',
    'a@acme.example\nBcc: x@y.example',
    '<a@acme.example>',
    '@acme.example',
    'a@',
    '',
  ])('writes nothing for the address %j', (address) => {
    expect(formatMailbox({ address })).toBeUndefined();
  });

  it('cuts a long name into encoded words of at most 75 characters that read back as the name', () => {
    const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 120 }).filter((text) => !/[\r\n\0]/.test(text));
    fc.assert(
      fc.property(name, (text) => {
        const shown = `é${text.trim()}`.trim();
        const written = formatMailbox({ name: shown, address: 'a@b.example' }) ?? '';
        const words = written.replace(/ <a@b\.example>$/, '').split(' ');
        expect(words.every((word) => word.length <= 75)).toBe(true);
        const decoded = words.map((word) => Buffer.from(word.slice(10, -2), 'base64').toString()).join('');
        expect(decoded).toBe(shown);
      }),
    );
  });
});
