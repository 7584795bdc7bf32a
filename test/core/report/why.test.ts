/** Why nobody was reminded: one answer for each invoice of a customer, and one for the customer. */
import { describe, expect, it } from 'vitest';
import type { Situation } from '../../../core/case/decide.ts';
import type { Invoice } from '../../../core/case/invoice.ts';
import type { Customer } from '../../../core/contact/customer.ts';
import { b2bStandard } from '../../../core/policy/policy.ts';
import { type Why, whyOf, whyOfCustomer } from '../../../core/report/why.ts';
import { aCustomer, aMessage, anInvoice } from '../../support/builders.ts';

/** Tuesday 3 February 2026, three days after the due date, in the window. */
const NOW = '2026-02-03T11:20:00.000Z';
const reader = { locale: 'en-GB', timeZone: 'Europe/London' };

type Given = Partial<Omit<Situation, 'invoice' | 'customer'>> & {
  readonly invoice?: Partial<Invoice>;
  readonly customer?: Partial<Customer>;
};
const aSituation = ({ invoice, customer, ...rest }: Given = {}): Situation => ({
  invoice: anInvoice(invoice),
  customer: aCustomer(customer),
  policy: b2bStandard,
  large: false,
  coveredMinor: 0,
  stopped: false,
  ...rest,
});
const why = (given: Given) => whyOf(aSituation(given), reader, NOW);

describe('the answer for an invoice', () => {
  it.each<{ when: string; given: Given; then: Partial<Why>; says: string }>([
    { when: 'a step is due', given: {}, then: { status: 'ready', stepId: 'friendly' }, says: 'is due' },
    {
      when: 'the hours are over',
      given: { policy: { ...b2bStandard, window: { ...b2bStandard.window, toMinute: 660 } } },
      then: { status: 'deferred', code: 'outside-window' },
      says: 'The step “friendly” is next, on 4 Feb 2026',
    },
    {
      when: 'the next step has its day still ahead',
      given: { invoice: { dueOn: '2026-02-02' } },
      then: { status: 'not-due' },
      says: 'on 5 Feb 2026',
    },
    {
      when: 'somebody placed a hold that ends',
      given: { invoice: { hold: { reason: 'Visit planned', by: 'robin', until: '2026-02-10T09:00:00.000Z' } } },
      then: { status: 'held', code: 'hold', until: '2026-02-10T09:00:00.000Z' },
      says: '“Visit planned”, placed by robin. It is looked at again on 10 Feb 2026, 09:00.',
    },
    {
      when: 'a hold has no end',
      given: { customer: { hold: { reason: 'Insolvent', by: 'robin' } } },
      then: { status: 'held', code: 'customer-hold', until: undefined },
      says: '“Insolvent”, placed by robin.',
    },
    {
      when: 'payment was promised',
      given: { invoice: { promisedOn: '2026-02-05' } },
      then: { status: 'held', code: 'promised' },
      says: 'payment by 5 February 2026',
    },
    {
      when: 'money covers it',
      given: { coveredMinor: 120_000 },
      then: { status: 'held', code: 'covered' },
      says: 'covers',
    },
    {
      when: 'every address bounced',
      given: { addresses: [{ address: 'ap@acme.example', status: 'bounced' }] },
      then: { status: 'cannot-be-contacted' },
      says: 'every address of this customer bounced.',
    },
    {
      when: 'there is no address',
      given: { customer: { contacts: [] }, addresses: [] },
      then: { status: 'cannot-be-contacted' },
      says: 'no contact of this customer has an address.',
    },
    {
      when: 'the path is over',
      given: { invoice: { caseState: 'closed', closedAs: 'exhausted' } },
      then: { status: 'held', code: 'exhausted' },
      says: 'asked to decide',
    },
    { when: 'it is paid', given: { invoice: { owedMinor: 0 } }, then: { status: 'settled' }, says: 'Paid' },
    {
      when: 'it has no due date',
      given: { invoice: { dueOn: null } },
      then: { status: 'held', code: 'no-due-date' },
      says: 'no due date',
    },
  ])('is $then.status when $when', ({ given, then, says }) => {
    const answer = why(given);
    expect(answer).toMatchObject(then);
    expect(answer.words).toContain(says);
  });

  it('names the message that covers it, and when its own next step comes', () => {
    const last = aMessage({ covers: { 'INV-1': ['friendly'] }, at: '2026-02-03T10:14:00.000Z' });
    const answer = why({ invoice: { stepsDone: ['friendly'] }, lastMessage: last });
    expect(answer).toMatchObject({ status: 'covered', messageId: 'message-1' });
    expect(answer.words).toMatch(
      /^Covered by the message to the customer of 3 Feb 2026, 10:14\. The step “second” is next, on 10 Feb 2026, /,
    );
    const other = { ...last, covers: { 'INV-2': [] } };
    expect(why({ invoice: { stepsDone: ['friendly'] }, lastMessage: other }).status).toBe('not-due');
  });
});

describe('the answer for a customer', () => {
  const held = why({ invoice: { invoiceNumber: 'INV-2', promisedOn: '2026-02-05' } });
  const ready = why({});
  const early = why({ invoice: { invoiceNumber: 'INV-3', dueOn: '2026-02-20' } });

  it('is what moves first among what is overdue', () => {
    expect(whyOfCustomer([held, ready, early])).toMatchObject({ status: 'ready' });
    expect(whyOfCustomer([held, ready]).words).toMatch(/^INV-1: .* Of its other invoices 1 stands otherwise\.$/);
  });

  it('is the reason for silence on what is overdue before the patience with what is not', () => {
    expect(whyOfCustomer([early, held])).toMatchObject({ status: 'held', code: 'promised' });
    expect(whyOfCustomer([early])).toMatchObject({ status: 'not-due' });
  });

  it('is that nothing is owed where nothing is', () => {
    expect(whyOfCustomer([why({ invoice: { owedMinor: 0 } })])).toMatchObject({ status: 'settled' });
    expect(whyOfCustomer([])).toMatchObject({ status: 'settled' });
  });
});
