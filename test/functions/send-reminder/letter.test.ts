/** In which language a customer is written to, and what the audit says where it had to be another than theirs. */
import { describe, expect, it } from 'vitest';
import { assemble } from '../../../core/case/group.ts';
import type { Customer } from '../../../core/contact/customer.ts';
import { b2bStandard } from '../../../core/policy/policy.ts';
import { compose } from '../../../functions/send-reminder/letter.ts';
import { aCreditor, aCustomer, anInvoice } from '../../support/builders.ts';

const NOW = '2026-02-03T10:20:00.000Z';

function letterTo(customer: Partial<Customer>, creditorLocale = 'en-GB') {
  const creditor = aCreditor({ locale: creditorLocale });
  const situation = {
    ...{ invoice: anInvoice(), customer: aCustomer(customer), policy: b2bStandard, creditor },
    ...{ large: false, coveredMinor: 0, stopped: false, addresses: [], persons: [], siblings: [], rules: [] },
  };
  const loaded = { caseId: 'CRED#demo#INV#INV-1', situation, creditor, persons: [] };
  const step = b2bStandard.steps.find(({ id }) => id === 'friendly');
  if (step?.action !== 'remind') throw new Error('expected the friendly reminder in the default policy');
  return compose(loaded, step, assemble(situation, step, NOW), NOW);
}

describe('a letter', () => {
  const contacts = [{ email: 'ap@acme.example', roles: ['billing' as const], locale: 'de-AT' }];

  it.each([
    { when: 'the contact’s', customer: { contacts }, then: 'Zahlungserinnerung', instead: [] },
    { when: 'the customer’s', customer: { locale: 'de-DE' }, then: 'Zahlungserinnerung', instead: [] },
    {
      when: 'the creditor’s',
      customer: { locale: 'pl-PL' },
      creditor: 'de-DE',
      then: 'Zahlungserinnerung',
      instead: [],
    },
    { when: 'English', customer: { locale: 'pl-PL' }, creditor: 'fr-FR', then: 'Reminder', instead: ['language:en'] },
  ])('is written in $when language, and says so where nobody asked for it', ({ customer, creditor, then, instead }) => {
    const letter = letterTo(customer, creditor);
    expect(letter.subject).toContain(then);
    expect(letter.instead).toEqual(instead);
  });
});
