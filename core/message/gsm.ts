/** How a text message is encoded and counted (3GPP TS 23.038): GSM-7 where every character is in it, else UCS-2. */

const BASIC = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
/** Each takes two of a segment's places. */
const EXTENDED = new Set('\f^{}\\[~]|€');

const GSM = { single: 160, part: 153 } as const;
const UCS2 = { single: 70, part: 67 } as const;

export function isGsm7(text: string): boolean {
  return [...text].every((character) => BASIC.has(character) || EXTENDED.has(character));
}

/** Segments of characters that may not be split between two of them. */
function segments(sizes: readonly number[], limits: { readonly single: number; readonly part: number }): number {
  const total = sizes.reduce((sum, size) => sum + size, 0);
  if (total <= limits.single) return 1;
  let count = 1;
  let used = 0;
  for (const size of sizes) {
    if (used + size > limits.part) {
      count += 1;
      used = 0;
    }
    used += size;
  }
  return count;
}

/** How many segments the text is sent (and charged) as; an empty text is one. */
export function smsSegments(text: string): number {
  const characters = [...text];
  return isGsm7(text)
    ? segments(
        characters.map((character) => (EXTENDED.has(character) ? 2 : 1)),
        GSM,
      )
    : segments(
        characters.map((character) => character.length),
        UCS2,
      );
}

const REPLACED: Readonly<Record<string, string>> = {
  '\u00a0': ' ',
  '\u202f': ' ',
  '\u2009': ' ',
  '\u2018': "'",
  '\u2019': "'",
  '\u201c': '"',
  '\u201d': '"',
  '\u2010': '-',
  '\u2011': '-',
  '\u2013': '-',
  '\u2014': '-',
  '\u2026': '...',
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  œ: 'oe',
  Œ: 'OE',
};

/** The same words in GSM-7 where that loses no more than an accent; unchanged where it would lose a letter. */
export function toGsm7(text: string): string {
  const folded = [...text.normalize('NFC')].map((character) => {
    if (isGsm7(character)) return character;
    const plain = REPLACED[character] ?? character.normalize('NFD').replace(/\p{M}/gu, '');
    return isGsm7(plain) && plain !== '' ? plain : character;
  });
  return folded.join('');
}
