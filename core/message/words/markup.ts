/** The plain markup of words as blocks of a message: `# title`, `> preview`, `## heading`, `- list`, `**strong**`, paragraphs. */
import type { Block, Inline } from '../document.ts';
import { heading } from '../document.ts';
import type { Piece } from './run.ts';
import type { Place } from './tree.ts';

/** What words become: the tables and ways to pay are put into their places later. */
export type Draft = {
  readonly title?: string | undefined;
  readonly preheader?: string | undefined;
  readonly parts: readonly (Block | { readonly place: Place })[];
};

/** A value stands as U+E000 index U+E001 between the words, which hold neither (`compile` sees to it): it is never markup. */
const VALUE = /\ue000(\d+)\ue001/;
const VALUES = /\ue000(\d+)\ue001/g;
const PLACE = /^\ue002(\d+)\ue002$/;

function joined(pieces: readonly Piece[]): string {
  return pieces
    .map((piece, index) => {
      if ('words' in piece) return piece.words;
      return 'place' in piece ? `\n\n\ue002${index}\ue002\n\n` : `\ue000${index}\ue001`;
    })
    .join('');
}

function valueAt(pieces: readonly Piece[], index: string | undefined): string {
  const piece = pieces[Number(index)];
  return piece && 'value' in piece ? piece.value : '';
}

function filledIn(text: string, pieces: readonly Piece[]): string {
  return text.replace(VALUES, (_, index: string) => valueAt(pieces, index));
}

/** One line of plain text: a subject, a title, a text message. */
export function plainLine(pieces: readonly Piece[]): string {
  return filledIn(joined(pieces).replace(/\s+/g, ' ').trim(), pieces);
}

function values(text: string, pieces: readonly Piece[]): readonly Inline[] {
  return text.split(/(\ue000\d+\ue001)/).flatMap((part): readonly Inline[] => {
    const index = VALUE.exec(part)?.[1];
    if (index === undefined) return part === '' ? [] : [part];
    const piece = pieces[Number(index)];
    return piece && 'value' in piece ? [piece.data ? { data: piece.value } : piece.value] : [];
  });
}

function inlines(text: string, pieces: readonly Piece[]): readonly Inline[] {
  const parts = text.split(/\*\*(.+?)\*\*/);
  return parts.flatMap((part, at): readonly Inline[] =>
    at % 2 === 1 ? [{ strong: filledIn(part, pieces) }] : values(part, pieces),
  );
}

function partOf(text: string, pieces: readonly Piece[]): Block | { readonly place: Place } {
  const piece = pieces[Number(PLACE.exec(text)?.[1])];
  if (piece && 'place' in piece) return piece;
  if (text.startsWith('## ')) return heading(filledIn(text.slice(3), pieces));
  const lines = text.split('\n').map((line) => line.trim());
  if (lines.every((line) => line.startsWith('- ')))
    return { kind: 'list', items: lines.map((line) => inlines(line.slice(2), pieces)) };
  return { kind: 'paragraph', inlines: inlines(lines.join(' '), pieces) };
}

/** The first title and the first preview count; paragraphs that a condition emptied fall away. */
export function draftOf(pieces: readonly Piece[]): Draft {
  const lines = joined(pieces)
    .split('\n')
    .map((line) => line.replace(/\s+/g, ' ').trim());
  const line = (mark: string): string | undefined =>
    lines
      .find((each) => each.startsWith(mark))
      ?.slice(2)
      .trim();
  const [title, preheader] = [line('# '), line('> ')];
  const rest = lines.map((each) => (each.startsWith('# ') || each.startsWith('> ') ? '' : each)).join('\n');
  const texts = rest.split(/\n{2,}/).map((each) => each.trim());
  return {
    title: title && filledIn(title, pieces),
    preheader: preheader && filledIn(preheader, pieces),
    parts: texts.filter((each) => each !== '').map((each) => partOf(each, pieces)),
  };
}
