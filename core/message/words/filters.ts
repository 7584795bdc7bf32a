/** What words may do to a value: a closed list of plain text filters, none of which can lose or change a figure. */
import { formatCount } from '../figures.ts';
import type { Scalar } from './tree.ts';

/** The locale is the reader's. */
export type Filter = {
  readonly means: string;
  readonly example: string;
  /** How many arguments it takes. */
  readonly takes: number;
  readonly run: (value: Scalar, args: readonly Scalar[], locale: string | undefined) => Scalar;
};

/** As LiquidJS writes a value out. */
export function inText(value: Scalar | undefined): string {
  return value === null || value === undefined ? '' : String(value);
}

export const FILTERS: Readonly<Record<string, Filter>> = {
  plural: {
    means: 'a count with its word',
    example: '{{ count | plural: "invoice", "invoices" }}',
    takes: 2,
    run: (value, [one, many], locale) => `${formatCount(Number(value), locale)} ${inText(value === 1 ? one : many)}`,
  },
  default: {
    means: 'another text where there is none',
    example: '{{ customer.contact | default: "there" }}',
    takes: 1,
    run: (value, [other = null]) => (value === null || value === false || value === '' ? other : value),
  },
  upcase: {
    means: 'capital letters',
    example: '{{ sender.name | upcase }}',
    takes: 0,
    run: (value) => inText(value).toUpperCase(),
  },
  downcase: {
    means: 'small letters',
    example: '{{ invoice.status | downcase }}',
    takes: 0,
    run: (value) => inText(value).toLowerCase(),
  },
  append: {
    means: 'a text after it',
    example: '{{ customer.name | append: "," }}',
    takes: 1,
    run: (value, [other]) => inText(value) + inText(other),
  },
  prepend: {
    means: 'a text before it',
    example: '{{ invoice.purchase_order | prepend: "order " }}',
    takes: 1,
    run: (value, [other]) => inText(other) + inText(value),
  },
};
