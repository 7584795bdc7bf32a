/** The rows a story pushes: valid and boring, so that a story names only what matters to it. */
import type { Creditor } from '../../../core/contact/creditor.ts';
import { aCreditor } from '../builders.ts';
import type { Calendar } from './calendar.ts';

export type Row = Readonly<Record<string, unknown>>;

/** INV-1 of C-1: 1,200.00 GBP, issued thirty days before day 0 and due on it. */
export function invoiceRow({ on }: Calendar, nowMs: number, revision: number, fields: Row): Row {
  return {
    invoiceNumber: 'INV-1',
    revision,
    asOf: new Date(nowMs).toISOString(),
    currency: 'GBP',
    total: '1200.00',
    openBalance: fields.total ?? '1200.00',
    issuedOn: on(-30),
    dueOn: on(0),
    status: 'open',
    ...fields,
    customer: customerRow(Object(fields.customer)),
  };
}

/** No public holidays are known there, so that a day of a story is the same day in whichever month it is told. */
const NOWHERE = 'AQ';

/** Each customer has an address of its own, for people are counted by it. */
function addressOf({ customerId = 'C-1' }: Row): string {
  const name =
    customerId === 'C-1'
      ? 'acme'
      : String(customerId)
          .toLowerCase()
          .replace(/[^a-z0-9]+/g, '-');
  return `ap@${name}.example`;
}

export function customerRow(fields: Row): Row {
  return {
    customerId: 'C-1',
    name: 'Acme Ltd',
    kind: 'company',
    locale: 'en-GB',
    timeZone: 'Europe/London',
    country: NOWHERE,
    contacts: [{ name: 'Accounts payable', email: addressOf(fields), roles: ['billing'] }],
    owner: { name: 'Olive Owner', email: 'olive@seller.example' },
    ...fields,
  };
}

/** A creditor in London for whom 5,000.00 GBP is large. */
export function storyCreditor(creditorId: string, createdAt: string, fields: Partial<Creditor>): Creditor {
  return aCreditor({ creditorId, createdAt, country: NOWHERE, largeFrom: { GBP: 500_000 }, ...fields });
}
