/** A table of words for a terminal: columns of given widths, whose cells wrap. */

export interface Column {
  readonly title: string;
  readonly width: number;
  readonly right?: boolean;
}

/** The words in lines of at most `width` characters; a word that is longer is cut into such lines. */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ').flatMap((one) => one.match(new RegExp(`.{1,${width}}`, 'gu')) ?? [])) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** One row of cells, each a list of paragraphs, as many lines high as its highest cell. */
export function row(columns: readonly Column[], cells: readonly (readonly string[])[]): readonly string[] {
  const wrapped = columns.map(({ width }, index) => (cells[index] ?? []).flatMap((text) => wrap(text, width)));
  const height = Math.max(1, ...wrapped.map((lines) => lines.length));
  return Array.from({ length: height }, (_, line) =>
    columns
      .map(({ width, right }, index) => {
        const text = wrapped[index]?.[line] ?? '';
        return right ? text.padStart(width) : text.padEnd(width);
      })
      .join('  ')
      .trimEnd(),
  );
}

export const header = (columns: readonly Column[]): readonly string[] => [
  ...row(
    columns,
    columns.map(({ title }) => [title]),
  ),
  columns.map(({ width }) => '─'.repeat(width)).join('  '),
];
