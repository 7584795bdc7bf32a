/** A policy preview over 10,000 open invoices of 4,000 customers and sixty days; the budget is ten seconds. */
import { addDays } from '../core/calendar/dates.ts';
import type { Invoice } from '../core/case/invoice.ts';
import { b2bStandard } from '../core/policy/policy.ts';
import { type Book, policyName } from '../core/preview/book.ts';
import { simulate } from '../core/preview/simulate.ts';
import { summaryOf } from '../core/preview/summary.ts';
import { aCreditor, aCustomer, anInvoice } from '../test/support/builders.ts';

const INVOICES = 10_000;
const PER_CUSTOMER = 2.5;
const DAYS = 60;
const FROM = '2026-02-02';
const ZONES = [
  { timeZone: 'Europe/London', country: 'GB' },
  { timeZone: 'Europe/Berlin', country: 'DE' },
  { timeZone: 'America/New_York', country: 'US' },
  { timeZone: 'Asia/Kolkata', country: 'IN' },
] as const;

export function benchPreview(say: (text: string) => void, invoices = INVOICES): void {
  const book = bookOf(invoices);
  const options = { now: `${FROM}T06:00:00.000Z`, days: DAYS };
  const processor = process.cpuUsage();
  const begun = performance.now();
  const preview = simulate(book, options);
  const { messages, people } = summaryOf(preview, FROM, DAYS);
  const took = performance.now() - begun;
  const { user, system } = process.cpuUsage(processor);
  say(`${invoices} open invoices of ${book.customers.size} customers, ${DAYS} days: ${seconds(took)}`);
  say(
    `processor ${seconds((user + system) / 1000)}; ${messages} messages to ${people} customers, ${preview.entries.length} acts`,
  );
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;

/** Due dates from sixty days ago to thirty days ahead, each path at the step of its age. */
function bookOf(count: number): Book {
  const customers = Array.from({ length: Math.ceil(count / PER_CUSTOMER) }, (_, index) => {
    const customerId = `C-${index}`;
    const contacts = [{ email: `ap@c${index}.example`, roles: ['billing' as const] }];
    return aCustomer({ customerId, contacts, ...ZONES[index % ZONES.length] });
  });
  const invoices = Array.from({ length: count }, (_, index): Invoice => {
    const dueOn = addDays(FROM, (index % 91) - 60);
    const startStepId = dueOn < addDays(FROM, -20) ? 'firm' : dueOn < addDays(FROM, -10) ? 'second' : 'check-in';
    const fields = { dueOn, issuedOn: addDays(dueOn, -30), startStepId, owedMinor: 1_000 * ((index % 97) + 1) };
    return anInvoice({ invoiceId: `INV-${index}`, customerId: `C-${index % customers.length}`, ...fields });
  });
  return {
    creditor: aCreditor(),
    invoices,
    customers: new Map(customers.map((customer) => [customer.customerId, customer])),
    persons: [],
    messages: new Map(),
    policies: new Map([[policyName({ policyId: b2bStandard.id, policyVersion: 1 }), b2bStandard]]),
  };
}
