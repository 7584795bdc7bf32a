/** Blocks as HTML that Outlook, Gmail and a phone draw alike: tables and inline styles, everything from outside escaped. */
import { escapeHtml as esc, webLink } from './clean.ts';
import type { Block, Cell, Column, Fact, Inline, Tile } from './document.ts';
import { LOOK } from './look.ts';

/** Long numbers without spaces break anywhere rather than widen the page. */
const BREAK = 'overflow-wrap:anywhere;word-break:break-word';
const TABLE = 'role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"';

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
  const shown = href ? anchor(href, value) : `<bdi>${esc(value)}</bdi>`;
  const weight = strong ? 'font-weight:600;' : '';
  return (
    `<tr><td class="muted" valign="top" width="38%" style="padding:5px 12px 5px 0;color:${LOOK.muted};font-size:14px;line-height:21px">${esc(label)}</td>` +
    `<td class="ink" valign="top" style="padding:5px 0;font-size:15px;line-height:21px;${weight}${BREAK}">${shown}</td></tr>`
  );
}

function facts(list: readonly Fact[]): string {
  return `<table ${TABLE} style="margin:0 0 18px">${list.map(factRow).join('')}</table>`;
}

function hero(label: string, value: string, caption: string): string {
  return (
    `<table ${TABLE} style="margin:6px 0 18px"><tr><td class="tint" bgcolor="${LOOK.tint}" style="padding:16px 18px;border-radius:8px;background:${LOOK.tint}">` +
    `<div class="muted" style="font-size:13px;color:${LOOK.muted}">${esc(label)}</div>` +
    `<div class="ink" style="font-size:28px;line-height:36px;font-weight:600;${BREAK}">${esc(value)}</div>` +
    `<div class="muted" style="font-size:14px;color:${LOOK.muted};${BREAK}">${esc(caption)}</div></td></tr></table>`
  );
}

/** A table cell as button, for Outlook draws padding on cells and not on links. */
function button(label: string, href: string, or = 'Or open'): string {
  const target = webLink(href);
  if (!target) return '';
  return (
    `<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin:4px 0 10px"><tr>` +
    `<td bgcolor="${LOOK.estuary}" style="background:${LOOK.estuary};border-radius:8px;padding:13px 26px">` +
    `<a href="${esc(target)}" style="color:#ffffff;font-size:16px;font-weight:600;text-decoration:none;display:inline-block"><span style="color:#ffffff">${esc(label)}</span></a></td></tr></table>` +
    `<p class="muted" style="margin:0 0 18px;font-size:13px;color:${LOOK.muted}">${esc(or)} ${anchor(target, target)}</p>`
  );
}

function tile({ label, lines, note }: Tile): string {
  const values = lines
    .map((line) => `<div style="font-size:20px;line-height:27px;font-weight:600">${esc(line)}</div>`)
    .join('');
  const small = `font-size:13px;color:${LOOK.muted}`;
  return (
    `<td class="tile" valign="top" width="50%" style="padding:10px 14px;border-bottom:1px solid ${LOOK.line}">` +
    `<div class="muted" style="${small}">${esc(label)}</div>${values}` +
    `${note ? `<div class="muted" style="${small}">${esc(note)}</div>` : ''}</td>`
  );
}

function tiles(list: readonly Tile[]): string {
  const rows = list.flatMap((first, index) => (index % 2 === 0 ? [[first, list[index + 1]]] : []));
  const drawn = rows.map(
    (pair) => `<tr>${pair.map((each) => (each ? tile(each) : '<td class="tile"></td>')).join('')}</tr>`,
  );
  return `<table class="tint" ${TABLE} bgcolor="${LOOK.tint}" style="margin:6px 0 20px;background:${LOOK.tint}">${drawn.join('')}</table>`;
}

function cell({ main, sub, strong, link, links = [] }: Cell, column: Column | undefined, last: boolean): string {
  const side = column?.align === 'right' ? ' align="right"' : '';
  const nowrap = column?.align === 'right' ? 'white-space:nowrap' : BREAK;
  const below = sub
    ? `<div class="muted" style="font-size:13px;color:${LOOK.muted};${BREAK}"><bdi>${esc(sub)}</bdi></div>`
    : '';
  const shown = strong ? `<strong><bdi>${esc(main)}</bdi></strong>` : `<bdi>${esc(main)}</bdi>`;
  const shownLinks = [...(link ? [link] : []), ...links].filter(
    ({ href }) => webLink(href) !== undefined || href.startsWith('tel:'),
  );
  const anchors = shownLinks.map(({ href, label }) => anchor(href, label)).join(' · ');
  const linked = anchors ? `<div style="font-size:13px">${anchors}</div>` : '';
  return `<td valign="top"${side} style="padding:7px ${last ? 0 : 12}px 7px 0;border-bottom:1px solid ${LOOK.line};${nowrap}">${shown}${below}${linked}</td>`;
}

function table(columns: readonly Column[], rows: readonly (readonly Cell[])[]): string {
  const final = columns.length - 1;
  const head = columns.map(
    ({ label, align, width }, index) =>
      `<th class="muted"${width ? ` width="${width}%"` : ''} align="${align ?? 'left'}" style="padding:0 ${index === final ? 0 : 12}px 5px 0;border-bottom:1px solid ${LOOK.line};font-size:13px;font-weight:400;color:${LOOK.muted}">${esc(label)}</th>`,
  );
  const body = rows.map(
    (cells) => `<tr>${cells.map((each, index) => cell(each, columns[index], index === final)).join('')}</tr>`,
  );
  return `<table width="100%" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 14px;font-size:14px;line-height:20px"><tr>${head.join('')}</tr>${body.join('')}</table>`;
}

function paragraph(inlines: readonly Inline[], isQuiet: boolean | undefined): string {
  const look = isQuiet ? `font-size:14px;line-height:21px;color:${LOOK.muted}` : 'font-size:16px;line-height:25px';
  return `<p class="${isQuiet ? 'muted' : 'ink'}" style="margin:0 0 15px;${look}">${sentenceHtml(inlines)}</p>`;
}

/** One block as HTML. */
export function blockHtml(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `<h2 style="margin:24px 0 9px;font-size:17px;line-height:24px;font-weight:600">${esc(block.text)}</h2>`;
    case 'subheading':
      return `<p class="muted" style="margin:0 0 8px;font-size:14px;color:${LOOK.muted}">${esc(block.text)}</p>`;
    case 'paragraph':
      return paragraph(block.inlines, block.quiet);
    case 'note':
      return `<table ${TABLE} style="margin:0 0 18px"><tr><td class="tint" bgcolor="${LOOK.tint}" style="padding:12px 16px;background:${LOOK.tint};border-left:4px solid ${LOOK.chestnut};font-size:15px;line-height:22px">${sentenceHtml(block.inlines)}</td></tr></table>`;
    case 'hero':
      return hero(block.label, block.value, block.caption);
    case 'facts':
      return facts(block.facts);
    case 'button':
      return button(block.label, block.href, block.or);
    case 'list':
      return `<ul style="margin:0 0 15px;padding:0 0 0 20px;font-size:15px;line-height:23px">${block.items.map((item) => `<li style="margin:0 0 5px">${sentenceHtml(item)}</li>`).join('')}</ul>`;
    case 'table':
      return table(block.columns, block.rows);
    case 'tiles':
      return tiles(block.tiles);
    case 'code':
      return `<table ${TABLE} style="margin:0 0 16px"><tr><td class="tint" bgcolor="${LOOK.tint}" style="padding:12px 14px;background:${LOOK.tint};font-family:${LOOK.mono};font-size:13px;line-height:19px;white-space:pre-wrap;${BREAK}">${block.lines.map(esc).join('<br>')}</td></tr></table>`;
  }
}
