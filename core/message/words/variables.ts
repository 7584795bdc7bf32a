/** Everything that words may speak of: a closed list, so that a misspelt name is found before anything is sent. */

export type VariableKind = 'text' | 'number' | 'flag' | 'list';

export type Variable = {
  readonly name: string;
  readonly kind: VariableKind;
  readonly means: string;
  readonly example: string;
  /** Comes from outside as it is: shown, never obeyed. */
  readonly data?: true;
  /** May be missing: ask with `if` before using it. */
  readonly maybe?: true;
};

const invoiceFields: readonly Variable[] = [
  { name: 'number', kind: 'text', means: 'the invoice’s number', example: 'INV-0042', data: true },
  { name: 'purchase_order', kind: 'text', means: 'the customer’s order', example: 'PO-7781', data: true, maybe: true },
  { name: 'issued', kind: 'text', means: 'the day it was issued', example: '1 January 2026', maybe: true },
  { name: 'due', kind: 'text', means: 'the day it was or is due', example: '31 January 2026' },
  { name: 'days_overdue', kind: 'number', means: 'days since then; below 1 before it', example: '12' },
  { name: 'status', kind: 'text', means: 'the same in words', example: '12 days overdue' },
  { name: 'total', kind: 'text', means: 'what it was made out for', example: '£1,500.00' },
  { name: 'owed', kind: 'text', means: 'what is open on it', example: '£1,200.00' },
  { name: 'asked', kind: 'text', means: 'what is asked for: a disputed part is not', example: '£1,200.00' },
  { name: 'part', kind: 'flag', means: 'whether less than its total is asked for', example: 'true' },
];

const under = (group: string, of: string): readonly Variable[] =>
  invoiceFields.map((each) => ({ ...each, name: `${group}.${each.name}`, means: `${of}: ${each.means}` }));

export const VARIABLES: readonly Variable[] = [
  { name: 'customer.name', kind: 'text', means: 'the customer', example: 'Acme Ltd', data: true },
  {
    name: 'customer.contact',
    kind: 'text',
    means: 'who is written to',
    example: 'Priya Shah',
    data: true,
    maybe: true,
  },
  { name: 'sender.name', kind: 'text', means: 'who writes', example: 'Estuary Supplies', data: true },
  { name: 'contact.name', kind: 'text', means: 'who answers', example: 'Jo Bloggs', data: true, maybe: true },
  {
    name: 'contact.email',
    kind: 'text',
    means: 'their address',
    example: 'jo@estuary.example',
    data: true,
    maybe: true,
  },
  { name: 'contact.phone', kind: 'text', means: 'their number', example: '+44 1227 490000', data: true, maybe: true },
  { name: 'count', kind: 'number', means: 'how many invoices are asked for', example: '12' },
  { name: 'single', kind: 'flag', means: 'whether it is exactly one', example: 'false' },
  { name: 'currencies', kind: 'number', means: 'in how many currencies', example: '2' },
  { name: 'asked', kind: 'text', means: 'the sum asked for in each currency', example: '£1,200.00 and €300.00' },
  { name: 'apart', kind: 'number', means: 'how many invoices are not part of the request', example: '1' },
  {
    name: 'last_reminded',
    kind: 'text',
    means: 'when they were last written to',
    example: '10 February 2026',
    maybe: true,
  },
  { name: 'pay_by', kind: 'text', means: 'the day that a final notice names', example: '10 April 2026', maybe: true },
  ...under('invoice', 'the invoice that carries the message'),
  ...under('oldest', 'the one that was due first'),
  {
    name: 'invoices',
    kind: 'list',
    means: 'the listed invoices, oldest first, at most 80: for "for … in"',
    example: '',
  },
];

/** Inside `{% for item in invoices %}`. */
export const ITEM_VARIABLES: readonly Variable[] = invoiceFields;
export const LOOP_VARIABLES: readonly Variable[] = [
  { name: 'forloop.first', kind: 'flag', means: 'whether it is the first', example: 'true' },
  { name: 'forloop.last', kind: 'flag', means: 'whether it is the last', example: 'false' },
  { name: 'forloop.index', kind: 'number', means: 'its place, from 1', example: '1' },
];
