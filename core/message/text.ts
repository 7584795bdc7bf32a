/** The text twin of a message: every word and figure of the HTML, readable in a terminal and by a screen reader. */
import { clean, isolate, webLink } from './clean.ts';
import type { Block, Cell, Fact, Inline, MessageDocument, Tile } from './document.ts';

function inline(part: Inline): string {
  if (typeof part === 'string') return clean(part);
  if ('data' in part) return isolate(part.data);
  if ('strong' in part) return isolate(part.strong);
  if (/^(tel|mailto):/.test(part.href)) return isolate(part.label);
  return part.label === part.href ? clean(part.href) : `${clean(part.label)}: ${clean(part.href)}`;
}

function sentence(inlines: readonly Inline[]): string {
  return inlines.map(inline).join('');
}

function facts(list: readonly Fact[]): string {
  const width = Math.min(28, Math.max(...list.map(({ label }) => clean(label).length)) + 1);
  return list
    .map(({ label, value, href }) => {
      const shown = href && href !== value ? `${isolate(value)} ${clean(href)}` : isolate(value);
      return `${`${clean(label)}:`.padEnd(width)} ${shown}`;
    })
    .join('\n');
}

function row(cells: readonly Cell[]): string {
  const main = cells.flatMap((cell) => (cell.main ? [isolate(cell.main)] : []));
  const subs = cells.flatMap((cell) => (cell.sub ? [isolate(cell.sub)] : []));
  const links = cells
    .flatMap(({ link, links: several = [] }) => [...(link ? [link] : []), ...several])
    .flatMap((link) => (webLink(link.href) || link.href.startsWith('tel:') ? [`  ${inline(link)}`] : []));
  return [`- ${main.join(' | ')}`, ...(subs.length > 0 ? [`  ${subs.join(' | ')}`] : []), ...links].join('\n');
}

function tile({ label, lines, note }: Tile): string {
  return `${clean(label)}: ${lines.map(clean).join(', ')}${note ? ` (${clean(note)})` : ''}`;
}

function block(part: Block): string {
  switch (part.kind) {
    case 'heading':
      return `${clean(part.text).toUpperCase()}\n${'-'.repeat(Math.min(60, clean(part.text).length))}`;
    case 'subheading':
      return clean(part.text);
    case 'paragraph':
    case 'note':
      return sentence(part.inlines);
    case 'hero':
      return `${clean(part.label)}: ${clean(part.value)}\n${clean(part.caption)}`;
    case 'facts':
      return facts(part.facts);
    case 'button':
      return `${clean(part.label)}:\n${clean(part.href)}`;
    case 'list':
      return part.items.map((item) => `- ${sentence(item)}`).join('\n');
    case 'table':
      return part.rows.map(row).join('\n');
    case 'tiles':
      return part.tiles.map(tile).join('\n');
    case 'code':
      return part.lines.map((line) => `  ${clean(line)}`).join('\n');
  }
}

/** The whole message as plain text, paragraphs unwrapped so that every program wraps them to its own width. */
export function renderText(message: MessageDocument): string {
  const body = message.blocks.map(block);
  const footer = message.footer.map(sentence);
  return `${[clean(message.title), ...body, '-- ', ...footer].join('\n\n')}\n`;
}
