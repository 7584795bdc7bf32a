/** `customers show`: what a customer owes, and why nobody was reminded. */
import type { Customer } from '../../core/contact/customer.ts';
import { formatAmount } from '../../core/money/amount.ts';
import { type WhyOfInvoice, whyOf, whyOfCustomer } from '../../core/report/why.ts';
import { standingOf } from '../../functions/_shared/customer-standing.ts';
import { type Command, text } from './command.ts';
import { noSuchCreditor } from './creditors.ts';
import { OperatorError } from './operator-error.ts';

export const showCustomer: Command = {
  name: 'customers show',
  summary: 'prints what a customer owes, and why nobody was reminded',
  usage: `npm run dunlin -- customers show --local --creditor demo --customer C-17

Says of the customer, and of each of its invoices, which of these it is: ready, deferred until, held because,
covered by a message, cannot be contacted because, not due until.`,
  options: { creditor: text, customer: text },
  async run({ values, target: { ledger, lists, now }, terminal: { out } }) {
    const creditorId = values.required('creditor');
    const customerId = values.required('customer');
    const [creditor, customer] = await Promise.all([
      ledger.creditor(creditorId),
      ledger.customer(creditorId, customerId),
    ]);
    if (!creditor) throw noSuchCreditor(creditorId);
    if (!customer) throw new OperatorError(`"${creditorId}" has no customer "${customerId}"`);
    const { situations } = await standingOf({ ledger, lists }, customer);
    const moment = await now();
    const whys = situations.map((situation) => whyOf(situation, creditor, moment));
    out(`${customer.name} (${customerId})`);
    const { status, words } = whyOfCustomer(whys);
    out(`  ${status}: ${words}`);
    out(`  last reminder: ${lastReminder(customer)}`);
    for (const [index, { invoice }] of situations.entries()) {
      const { invoiceNumber, currency, owedMinor, dueOn } = invoice;
      out(`${invoiceNumber}  ${formatAmount(owedMinor, currency)} ${currency}  due ${dueOn ?? 'on no date'}`);
      out(`  ${inWords(whys[index])}`);
    }
  },
};

const lastReminder = ({ lastReminder: last, lastReminderAt }: Customer): string =>
  last ? `${last.at}, ${last.tone} (message ${last.messageId})` : (lastReminderAt ?? 'none');

const inWords = (why: WhyOfInvoice | undefined): string => (why ? `${why.status}: ${why.words}` : '');
