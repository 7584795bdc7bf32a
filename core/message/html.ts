/** Blocks as HTML that Outlook, Gmail and a phone draw alike: parts that MJML made, their holes filled with escaped text. */
import { escapeHtml as esc, webLink } from './clean.ts';
import type { Block, Cell, Column, Fact, Inline, Tile } from './document.ts';
import { LOOK } from './look.ts';
import { MAIL } from './mail.ts';

/** Long numbers without spaces break anywhere rather than widen the page. */
const BREAK = 'overflow-wrap:anywhere;word-break:break-word';

/** Fills each hole of a part once: what is filled in is never looked through again. Whoever calls has escaped it. */
export function fill(part: string, holes: Readonly<Record<string, string>>): string {
  return part.replace(/\[\[(\w+)\]\]/g, (_, name: string) => holes[name] ?? '');
}

/** Only web, phone and mail links; anything else is shown as its text. */
function anchor(href: string, label: string): string {
  const target = webLink(href) ?? (/^(tel:\+?\d+|mailto:[^\s<>"'?&]+)$/.test(href) ? href : undefined);
  const wrap = href.startsWith('tel:') ? 'white-space:nowrap' : BREAK;
  return target
    ? `<a class="link" href="${esc(target)}" style="color:${LOOK.estuary};${wrap}">${esc(label)}</a>`
    : `<bdi>${esc(label)}</bdi>`;
}

export function inlineHtml(part: Inline): string {
  if (typeof part === 'string') return esc(part);
  if ('data' in part) return `<bdi style="${BREAK}">${esc(part.data)}</bdi>`;
  if ('strong' in part) return `<strong style="${BREAK}"><bdi>${esc(part.strong)}</bdi></strong>`;
  return anchor(part.href, part.label);
}

export function sentenceHtml(inlines: readonly Inline[]): string {
  return inlines.map(inlineHtml).join('');
}

function factRow({ label, value, strong, href }: Fact): string {
  return fill(MAIL.fact, {
    label: esc(label),
    value: href ? anchor(href, value) : `<bdi>${esc(value)}</bdi>`,
    weight: strong ? 'font-weight:600;' : '',
  });
}

/** A table cell as button, for Outlook draws padding on cells and not on links; nothing without a plain web link. */
function button(label: string, href: string, or = 'Or open'): string {
  const target = webLink(href);
  return target
    ? fill(MAIL.button, { label: esc(label), href: esc(target), or: esc(or), link: anchor(target, target) })
    : '';
}

const small = (html: string): string => `<div class="muted" style="font-size:13px;color:${LOOK.muted}">${html}</div>`;

function tile({ label, lines, note }: Tile): string {
  const figure = lines.map((line) => fill(MAIL.figure, { text: esc(line) })).join('');
  return fill(MAIL.tile, { label: esc(label), figure, note: note ? small(esc(note)) : '' });
}

function tiles(list: readonly Tile[]): string {
  const rows = list.flatMap((first, index) => (index % 2 === 0 ? [[first, list[index + 1]]] : []));
  const pair = rows.map((both) => {
    const drawn = both.map((each) => (each ? tile(each) : '<td class="tile"></td>'));
    return fill(MAIL.pair, { tile: drawn.join('') });
  });
  return fill(MAIL.tiles, { pair: pair.join('') });
}

function cell({ main, sub, strong, link }: Cell, column: Column | undefined, last: boolean): string {
  const target = webLink(link?.href);
  const linked =
    link && target ? `<a class="link" href="${esc(target)}" style="color:${LOOK.estuary}">${esc(link.label)}</a>` : '';
  const below = [sub ? `<bdi>${esc(sub)}</bdi>` : '', linked].filter((each) => each !== '');
  const shown = `<bdi>${esc(main)}</bdi>`;
  return fill(MAIL.cell, {
    side: column?.align === 'right' ? ' align="right"' : '',
    gap: last ? '0' : '12px',
    wrap: column?.align === 'right' && !sub ? 'white-space:nowrap' : BREAK,
    main: strong ? `<strong>${shown}</strong>` : shown,
    below: below.length > 0 ? small(below.join('<br>')) : '',
  });
}

function table(columns: readonly Column[], rows: readonly (readonly Cell[])[]): string {
  const final = columns.length - 1;
  const head = columns.map(({ label, align, width }, index) =>
    fill(MAIL.head, {
      label: esc(label),
      align: align ?? 'left',
      width: width ? ` width="${width}%"` : '',
      gap: index === final ? '0' : '12px',
    }),
  );
  const row = rows.map((cells) =>
    fill(MAIL.row, { cell: cells.map((each, index) => cell(each, columns[index], index === final)).join('') }),
  );
  return fill(MAIL.table, { head: head.join(''), row: row.join('') });
}

/** One block as HTML. */
export function blockHtml(block: Block): string {
  switch (block.kind) {
    case 'heading':
    case 'subheading':
      return fill(MAIL[block.kind], { text: esc(block.text) });
    case 'paragraph':
      return fill(block.quiet ? MAIL.quiet : MAIL.paragraph, { sentence: sentenceHtml(block.inlines) });
    case 'note':
      return fill(MAIL.note, { sentence: sentenceHtml(block.inlines) });
    case 'hero':
      return fill(MAIL.hero, { label: esc(block.label), value: esc(block.value), caption: esc(block.caption) });
    case 'facts':
      return fill(MAIL.facts, { fact: block.facts.map(factRow).join('') });
    case 'button':
      return button(block.label, block.href, block.or);
    case 'list': {
      const items = block.items.map((item) => fill(MAIL.item, { sentence: sentenceHtml(item) }));
      return fill(MAIL.list, { item: items.join('') });
    }
    case 'table':
      return table(block.columns, block.rows);
    case 'tiles':
      return tiles(block.tiles);
    case 'code':
      return fill(MAIL.code, { lines: block.lines.map(esc).join('<br>') });
  }
}
