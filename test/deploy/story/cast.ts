/** Who plays which part: customers of the real books, two creditors, and policies that fit days of ten seconds. */
import { atAnyHour } from '../../../bin/operate/new-creditor.ts';
import { b2bStandard, type Policy, type Step, withSms } from '../../../core/policy/policy.ts';
import type { InvoiceRow } from '../stage/slice.ts';

/** One invoice each. */
export const parts = {
  paysByStripe: 'C-02',
  paysByTransfer: 'C-04',
  executionAborted: 'C-05',
  takesTexts: 'C-01',
  parkedOverTheUpgrade: ['C-06', 'C-07', 'C-08'],
  afterTheUpgrade: ['C-10', 'C-11'],
  ofTheSecondCreditor: 'C-12',
} as const;

export const firstSlice: readonly string[] = [
  parts.paysByStripe,
  parts.paysByTransfer,
  parts.executionAborted,
  parts.takesTexts,
  ...parts.parkedOverTheUpgrade,
];

/** The invoice of a customer in a slice. */
export function invoiceOf(slice: readonly InvoiceRow[], customerId: string): InvoiceRow {
  const row = slice.find((one) => one.customerId === customerId);
  if (!row) throw new Error(`expected an invoice of ${customerId} in the slice, found none`);
  return row;
}

export const FIRST = 'saltmarsh';
export const SECOND = 'harbour';
export const STRIPE_SECRET = 'whsec_deploycheck0123456789';

/** Banks have given these numbers to nobody. */
const bank = { accountName: 'As on the invoice', lines: [{ label: 'Account number', value: '00012345' }] };

export const creditor = (creditorId: string) => ({
  creditorId,
  name: `${creditorId} Ltd`,
  address: '12 Quay Street\nWells-next-the-Sea NR23 0AA\nUnited Kingdom',
  email: `accounts@${creditorId}.example`,
  smsOrigination: '+447700900100',
  financeEmails: [financeOf(creditorId)],
  owner: { name: 'Priya Nair', email: `priya.nair@${creditorId}.example` },
  country: 'GB',
  locale: 'en-GB',
  timeZone: 'Europe/London',
  bank: { GBP: bank, USD: bank },
  policyId: 'b2b-standard',
  segments: [{ id: 'text-messages-agreed', policyId: 'b2b-with-sms', tags: ['sms'] }],
});

export const financeOf = (creditorId: string): string => `finance@${creditorId}.example`;

/**
 * The standard policies with steps so far apart that a case is parked while the story does something to it, and so few
 * that the story is over before the path is.
 */
function hurried(policy: Policy, steps: readonly Step[]): Policy {
  return {
    ...atAnyHour(policy),
    minimumGapWeekdays: 1,
    startAtMost: 'friendly',
    steps,
  };
}

const friendly: Step = { id: 'friendly', at: 1, action: 'remind', channel: 'email', template: 'friendly' };
const second: Step = { id: 'second', at: 25, action: 'remind', channel: 'email', template: 'second' };
const text: Step = { id: 'text', at: 3, action: 'remind', channel: 'sms', template: 'second' };
const decide: Step = { id: 'decide', at: 90, action: 'open-task', task: 'decide', endsPath: true };

export const policies: readonly Policy[] = [
  hurried(b2bStandard, [friendly, second, decide]),
  hurried(withSms, [friendly, text, decide]),
];
