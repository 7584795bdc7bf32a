/** Names and addresses as they stand in a mail's header fields. */
import { domainToASCII } from 'node:url';

/** Somebody who writes or receives: the name is what a mail client shows. */
export type Mailbox = { readonly address: string; readonly name?: string | undefined };

const ADDRESS = /^([\x21-\x7e]{1,64})@([^\s@<>,;:"()[\]\\]{1,255})$/;
const FORBIDDEN_LOCAL = /[\s@<>,;:"()[\]\\]/;
/** Letters that stand as they are; what looks like an encoded word does not, or a mail program would decode it. */
const PRINTABLE_ASCII = /^(?!.*=\?)[\x20-\x7e]*$/;
/** An encoded word has at most 75 characters (RFC 2047, section 2): 45 bytes are 60 in base64, and the frame takes 12. */
const WORD_BYTES = 45;

/** Whether the text would break out of its header field. */
export function breaksHeader(text: string): boolean {
  return /[\r\n\0]/.test(text);
}

/** The address with its domain in Punycode, as SES asks; undefined where it is none that SES takes. */
export function asciiAddress(address: string): string | undefined {
  const [, local = '', domain = ''] = ADDRESS.exec(address) ?? [];
  if (local === '' || FORBIDDEN_LOCAL.test(local)) return undefined;
  const ascii = domainToASCII(domain);
  return ascii === '' ? undefined : `${local}@${ascii}`;
}

/** Encoded words of RFC 2047, cut between characters, never inside one. */
function encodedWords(text: string): string {
  const words: string[] = [];
  let word = '';
  for (const character of text) {
    if (Buffer.byteLength(word + character) > WORD_BYTES) {
      words.push(word);
      word = '';
    }
    word += character;
  }
  return [...words, word].map((part) => `=?UTF-8?B?${Buffer.from(part).toString('base64')}?=`).join(' ');
}

/** `"Acme, Ltd" <ap@acme.example>`; undefined where the address cannot be written to or the name breaks its line. */
export function formatMailbox({ address, name }: Mailbox): string | undefined {
  const ascii = asciiAddress(address);
  if (ascii === undefined || (name !== undefined && breaksHeader(name))) return undefined;
  const shown = name?.trim() ?? '';
  if (shown === '') return ascii;
  if (PRINTABLE_ASCII.test(shown)) return `"${shown.replace(/["\\]/g, '\\$&')}" <${ascii}>`;
  return `${encodedWords(shown)} <${ascii}>`;
}
