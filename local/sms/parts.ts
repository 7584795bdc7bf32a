/** How many SMS parts a text takes: 160 septets (153 when joined) in GSM 03.38, else 70 UTF-16 units (67 when joined). */

const BASIC = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ ÆæßÉ!"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
/** These take an escape before them, so two septets. */
const EXTENDED = new Set('\f^{}\\[~]|€');

export type SmsParts = { readonly encoding: 'GSM-7' | 'UCS-2'; readonly parts: number };

export function smsParts(text: string): SmsParts {
  const sizes = [...text].map((character) => (BASIC.has(character) ? 1 : EXTENDED.has(character) ? 2 : 0));
  return sizes.includes(0)
    ? {
        encoding: 'UCS-2',
        parts: count(
          [...text].map((character) => character.length),
          70,
          67,
        ),
      }
    : { encoding: 'GSM-7', parts: count(sizes, 160, 153) };
}

/** A character of two units is never cut: what does not fit begins the next part. */
function count(sizes: readonly number[], alone: number, joined: number): number {
  if (sizes.reduce((sum, size) => sum + size, 0) <= alone) return 1;
  let parts = 1;
  let filled = 0;
  for (const size of sizes) {
    if (filled + size > joined) {
      parts += 1;
      filled = 0;
    }
    filled += size;
  }
  return parts;
}
