/** Makes text from outside harmless before it is shown: no control or direction-changing characters, no markup, no odd links. */

/** Characters that reorder or hide what is read: bidi marks, overrides and isolates, zero-width spaces, tags, fillers. */
const HIDDEN =
  /[\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\u3164\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e0fff}]/gu;

/** Everything that could end a line, and so a header: C0, DEL, C1, and Unicode's own separators. */
const BREAKING = /[\t\n\v\f\r\u0085\u2028\u2029]/g;
const CONTROL = /\p{Cc}/gu;

/** One line of visible text; every letter, digit and space of it stays as it came. */
export function clean(text: string): string {
  return text.toWellFormed().replace(BREAKING, ' ').replace(CONTROL, '').replace(HIDDEN, '');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as HTML shows it, in an element or in a quoted attribute. */
export function escapeHtml(text: string): string {
  return clean(text).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** At most `max` visible characters, the end replaced by an ellipsis; letters with their accents are never split. */
export function shorten(text: string, max: number): string {
  const cleaned = clean(text).trim();
  if (cleaned.length <= max) return cleaned;
  // A visible character may be built of very many code points, so the input is bounded before it is taken apart.
  const letters = [...graphemes.segment(cleaned.slice(0, max * 8))].map(({ segment }) => segment);
  return letters.length <= max && cleaned.length <= max * 8
    ? cleaned
    : `${letters
        .slice(0, max - 1)
        .join('')
        .trimEnd()}…`;
}

/** Both ends of a long number, since people compare the ends: ABCDEF…123456. */
export function shortenMiddle(text: string, max: number, gap = '…'): string {
  const cleaned = clean(text).trim();
  const letters = [...cleaned];
  if (letters.length <= max) return cleaned;
  const kept = Math.max(2, max - gap.length);
  return `${letters.slice(0, Math.ceil(kept / 2)).join('')}${gap}${letters.slice(-Math.floor(kept / 2)).join('')}`;
}

/** The address when it is a plain web link, else nothing: a pushed `javascript:` or broken link is never shown. */
export function webLink(url: string | undefined): string | undefined {
  const trimmed = url?.trim();
  return trimmed &&
    /^https?:\/\/[^\s"'<>\\^`{|}]+$/i.test(trimmed) &&
    clean(trimmed) === trimmed &&
    URL.canParse(trimmed)
    ? trimmed
    : undefined;
}

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]|[\u{10800}-\u{10fff}]|[\u{1e800}-\u{1efff}]/u;

/** Text that runs right to left kept apart from the words around it, as `<bdi>` does in HTML. */
export function isolate(text: string): string {
  const cleaned = clean(text);
  return RIGHT_TO_LEFT.test(cleaned) ? `\u2068${cleaned}\u2069` : cleaned;
}
