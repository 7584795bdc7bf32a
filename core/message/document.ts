/** A message as a small tree of blocks, drawn twice: as HTML and as its text twin, so that neither lacks what the other says. */

/** A plain string is our own words; `data` came from outside and may run right to left; all of it is escaped alike. */
export type Inline =
  | string
  | { readonly data: string }
  | { readonly strong: string }
  | { readonly label: string; readonly href: string };

export type Fact = {
  readonly label: string;
  readonly value: string;
  readonly strong?: boolean | undefined;
  readonly href?: string | undefined;
};

/** `width` in per cent keeps the columns of many tables in line. */
export type Column = {
  readonly label: string;
  readonly align?: 'right' | undefined;
  readonly width?: number | undefined;
};
export type CellLink = { readonly label: string; readonly href: string };
export type Cell = {
  readonly main: string;
  readonly sub?: string | undefined;
  readonly strong?: boolean | undefined;
  /** Shown below; dropped where its target is no plain web link. */
  readonly link?: CellLink | undefined;
  /** Several, side by side below the rest. */
  readonly links?: readonly CellLink[] | undefined;
};

/** A headline figure: one line per currency, for currencies are never added up. */
export type Tile = { readonly label: string; readonly lines: readonly string[]; readonly note?: string | undefined };

export type Block =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'subheading'; readonly text: string }
  | { readonly kind: 'paragraph'; readonly inlines: readonly Inline[]; readonly quiet?: boolean | undefined }
  | { readonly kind: 'note'; readonly inlines: readonly Inline[] }
  | { readonly kind: 'hero'; readonly label: string; readonly value: string; readonly caption: string }
  | { readonly kind: 'facts'; readonly facts: readonly Fact[] }
  | { readonly kind: 'button'; readonly label: string; readonly href: string; readonly or?: string | undefined }
  | { readonly kind: 'list'; readonly items: readonly (readonly Inline[])[] }
  | { readonly kind: 'table'; readonly columns: readonly Column[]; readonly rows: readonly (readonly Cell[])[] }
  | { readonly kind: 'tiles'; readonly tiles: readonly Tile[] }
  | { readonly kind: 'code'; readonly lines: readonly string[] };

export type Mood = 'calm' | 'firm';

export type MessageDocument = {
  readonly subject: string;
  /** Shown by mail programs beside the subject, before the message is opened. */
  readonly preheader: string;
  /** Who writes, at the head of the card. */
  readonly from: string;
  readonly title: string;
  readonly mood: Mood;
  /** ISO 639-1, for screen readers; English where left out. */
  readonly language?: string | undefined;
  readonly blocks: readonly Block[];
  readonly footer: readonly (readonly Inline[])[];
};

/** What is handed to the mail provider. */
export type RenderedEmail = { readonly subject: string; readonly text: string; readonly html: string };

export const paragraph = (...inlines: readonly Inline[]): Block => ({ kind: 'paragraph', inlines });
export const quiet = (...inlines: readonly Inline[]): Block => ({ kind: 'paragraph', inlines, quiet: true });
export const heading = (text: string): Block => ({ kind: 'heading', text });
