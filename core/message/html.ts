/** Blocks as HTML that Outlook, Gmail and a phone draw alike: parts that MJML made, their holes filled with escaped text. */
import { escapeHtml as esc, webLink } from './clean.ts';
import type { Block, Cell, CellLink, Column, Fact, Inline, Tile } from './document.ts';
import { LOOK } from './look.ts';
import { MAIL } from './mail.ts';

/** Long numbers without spaces break anywhere rather than widen the page. */
const BREAK = 'overflow-wrap:anywhere;word-break:break-word';

/** Fills each hole of a part once: what is filled in is never looked through again. Whoever calls has escaped it. */
export function fill(part: string, holes: Readonly<Record<string, string>>): string {
  return part.replace(/\[\[(\w+)\]\]/g, (_, name: string) => holes[name] ?? '');
}

const TEL = /^tel:\+?\d+$/;

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

/** Web and phone links; a cell drops what is none. */
const isCellLink = ({ href }: CellLink): boolean => webLink(href) !== undefined || TEL.test(href);

type Place = { readonly column: Column | undefined; readonly isLast: boolean; readonly isOpenBelow: boolean };

function cell({ main, sub, strong, link }: Cell, { column, isLast, isOpenBelow }: Place): string {
  const linked = link && isCellLink(link) ? anchor(link.href, link.label) : '';
  const below = [sub ? `<bdi>${esc(sub)}</bdi>` : '', linked].filter((each) => each !== '');
  const isFigure = column?.align === 'right';
  // An amount that breaks in its middle is another amount.
  const isOne = isFigure && !main.includes(' · ');
  const shown = isOne ? `<bdi style="white-space:nowrap">${esc(main)}</bdi>` : `<bdi>${esc(main)}</bdi>`;
  return fill(MAIL.cell, {
    side: isFigure ? ' align="right"' : '',
    gap: isLast ? '0' : '12px',
    wrap: `${isOne && !sub ? 'white-space:nowrap' : BREAK}${isOpenBelow ? ';border-bottom:0' : ''}`,
    main: strong ? `<strong>${shown}</strong>` : shown,
    below: below.length > 0 ? small(below.join('<br>')) : '',
  });
}

/** What the reader can do about a row, below the whole of it: in one narrow cell every link would be a line. */
function linkRow(cells: readonly Cell[], width: number): string {
  const links = cells.flatMap(({ links: own = [] }) => own).filter(isCellLink);
  if (links.length === 0) return '';
  const anchors = links.map(({ href, label }) => anchor(href, label)).join(' &nbsp;·&nbsp; ');
  return `<tr><td colspan="${width}" style="padding:0 0 8px;border-bottom:1px solid ${LOOK.line};font-size:13px">${anchors}</td></tr>`;
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
  const row = rows.map((cells) => {
    const links = linkRow(cells, columns.length);
    const drawn = cells.map((each, index) =>
      cell(each, { column: columns[index], isLast: index === final, isOpenBelow: links !== '' }),
    );
    return `${fill(MAIL.row, { cell: drawn.join('') })}${links}`;
  });
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
