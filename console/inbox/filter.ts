/** What the reader of the inbox asked to see, as its address says it. */
import type { HeldBack, LetterLine } from '../answers.ts';
import { withQuery } from '../markup.ts';

export type Entry =
  | { readonly type: 'letter'; readonly id: string; readonly at: string; readonly letter: LetterLine }
  | { readonly type: 'held'; readonly id: string; readonly at: string; readonly held: HeldBack };

export type Filter = {
  readonly kind: string;
  readonly channel: string;
  readonly customer: string;
  readonly words: string;
  readonly page: number;
  /** The message that is open; empty where none was chosen. */
  readonly open: string;
  readonly view: string;
};

export function readFilter(query: URLSearchParams): Filter {
  const text = (name: string): string => query.get(name)?.trim() ?? '';
  return {
    ...{ kind: text('kind'), channel: text('channel'), customer: text('customer'), words: text('q') },
    ...{ page: Math.max(1, Number.parseInt(text('page'), 10) || 1), open: text('open'), view: text('view') },
  };
}

/** The address of the inbox with some of the filter changed; whatever narrows the list starts it anew. */
export function inboxPath(filter: Filter, changes: Partial<Filter> = {}): string {
  const { kind, channel, customer, words, page, open, view } = { ...filter, ...changes };
  return withQuery('/', { kind, channel, customer, q: words, page: page > 1 ? String(page) : '', open, view });
}

/** Newest first; what was held back stands among what was sent, where it would have been. */
export function entriesOf(letters: readonly LetterLine[], heldBack: readonly HeldBack[]): Entry[] {
  const sent = letters.map((letter): Entry => ({ type: 'letter', id: letter.id, at: letter.sentAt, letter }));
  const held = heldBack.map((one): Entry => ({ type: 'held', id: one.id, at: one.at, held: one }));
  return [...sent, ...held].sort((a, b) => b.at.localeCompare(a.at));
}

export const kindOf = (entry: Entry): string => (entry.type === 'held' ? 'held' : entry.letter.kind);
export const customerOf = (entry: Entry): string | undefined =>
  entry.type === 'held' ? entry.held.customerId : entry.letter.customerId;

type Names = ReadonlyMap<string, string>;

/** All but the kind, so that the kinds can be counted. */
export function selected(entries: readonly Entry[], { channel, customer, words }: Filter, names: Names): Entry[] {
  const sought = words.toLowerCase();
  return entries.filter(
    (entry) =>
      (!channel || channelOf(entry) === channel) &&
      (!customer || customerOf(entry) === customer) &&
      (!sought || textOf(entry, names).toLowerCase().includes(sought)),
  );
}

const channelOf = (entry: Entry): string | undefined =>
  entry.type === 'held' ? entry.held.channel : entry.letter.channel;

function textOf(entry: Entry, names: Names): string {
  const name = names.get(customerOf(entry) ?? '') ?? '';
  if (entry.type === 'held') return [name, entry.held.invoiceNumber, entry.held.reason, entry.held.step].join('\n');
  const { subject, text, to, invoices } = entry.letter;
  return [name, subject, text, ...to, ...invoices].join('\n');
}
