/** Valid and boring invoices, customers, creditors and tasks: a test names only what matters to it. */
import type { Invoice } from '../../core/case/invoice.ts';
import type { Creditor } from '../../core/contact/creditor.ts';
import type { Customer } from '../../core/contact/customer.ts';
import type { Message, Task } from '../../core/contact/touch.ts';
import type { Payment } from '../../core/payment/payment.ts';

/** INV-1 of C-1: 1,200.00 GBP owed since 31 January 2026, its case open in the first cycle, no execution yet. */
export function anInvoice(fields: Partial<Invoice> = {}): Invoice {
  const invoiceId = fields.invoiceId ?? 'INV-1';
  return {
    creditorId: 'demo',
    invoiceId,
    invoiceNumber: invoiceId,
    customerId: 'C-1',
    type: 'invoice',
    collection: 'send',
    status: 'open',
    currency: 'GBP',
    totalMinor: 120_000,
    issuedOn: '2026-01-01',
    dueOn: '2026-01-31',
    tags: [],
    filled: [],
    snapshot: { openMinor: 120_000, asOf: '2026-01-01T06:00:00.000Z', digest: 'digest' },
    entries: [],
    unexplainedMinor: 0,
    inFlight: [],
    owedMinor: 120_000,
    caseState: 'open',
    cycle: 1,
    run: 1,
    decisionVersion: 1,
    version: 0,
    auditHash: '',
    policyId: 'b2b-standard',
    policyVersion: 1,
    firstOfCustomer: false,
    startStepId: 'check-in',
    stepsDone: [],
    reason: 'not-due',
    acceptedAt: '2026-01-01T06:00:00.000Z',
    updatedAt: '2026-01-01T06:00:00.000Z',
    ...fields,
  };
}

export function aCustomer(fields: Partial<Customer> = {}): Customer {
  return {
    creditorId: 'demo',
    customerId: 'C-1',
    name: 'Acme Ltd',
    kind: 'company',
    locale: 'en-GB',
    timeZone: 'Europe/London',
    country: 'GB',
    contacts: [{ name: 'Accounts payable', email: 'ap@acme.example', roles: ['billing'] }],
    tags: [],
    attributes: {},
    asOf: '2026-01-01T06:00:00.000Z',
    digest: 'digest',
    filled: [],
    unapplied: {},
    credit: {},
    version: 1,
    ...fields,
  };
}

export function aCreditor(fields: Partial<Creditor> = {}): Creditor {
  return {
    creditorId: 'demo',
    name: 'Demo Trading Ltd',
    address: '1 High Street, London',
    email: 'billing@demo.example',
    financeEmails: ['finance@demo.example'],
    owner: { name: 'Robin Field', email: 'robin@demo.example' },
    country: 'GB',
    locale: 'en-GB',
    timeZone: 'Europe/London',
    debtorKind: 'company',
    bank: {
      GBP: { accountName: 'Demo Trading Ltd', lines: [{ label: 'Account number', value: '12345678' }] },
    },
    largeFrom: { GBP: 1_000_000 },
    policyId: 'b2b-standard',
    segments: [],
    addressKey: 'salt-of-the-tests',
    stopped: false,
    createdAt: '2026-01-01T00:00:00.000Z',
    ...fields,
  };
}

/** 1,200.00 GBP received for INV-1, not applied yet. */
export function aPayment(fields: Partial<Payment> = {}): Payment {
  return {
    creditorId: 'demo',
    paymentKey: 'erp#P-1',
    kind: 'payment',
    amountMinor: 120_000,
    currency: 'GBP',
    receivedAt: '2026-02-03T00:00:00.000Z',
    seenAt: '2026-02-03T00:00:00.000Z',
    meantFor: [{ invoiceId: 'INV-1', minor: 120_000 }],
    knownAs: {},
    waitsFor: [],
    state: 'received',
    allocations: [],
    unappliedMinor: 120_000,
    takenBack: {},
    reversedMinor: 0,
    digest: 'digest',
    version: 1,
    ...fields,
  };
}

/** An open call about INV-1, to be made on 17 February 2026. */
export function aTask(fields: Partial<Task> = {}): Task {
  return {
    taskId: 'task-1',
    creditorId: 'demo',
    kind: 'call',
    state: 'open',
    reason: 'step-due',
    caseId: 'CRED#demo#INV#INV-1',
    invoiceId: 'INV-1',
    invoiceNumber: 'INV-1',
    customerId: 'C-1',
    ownerEmail: 'robin@demo.example',
    ownerName: 'Robin Field',
    stepId: 'call',
    openedAt: '2026-02-16T10:20:00.000Z',
    dueOn: '2026-02-17',
    ...fields,
  };
}

/** A friendly reminder of INV-1 that was sent; recipients are keyed by the digests of their addresses. */
export function aMessage(fields: Partial<Message> = {}): Message {
  return {
    messageId: 'message-1',
    creditorId: 'demo',
    customerId: 'C-1',
    kind: 'reminder',
    channel: 'email',
    caseId: 'CRED#demo#INV#INV-1',
    stepId: 'friendly',
    invoiceIds: ['INV-1'],
    recipients: {},
    at: '2026-02-03T10:14:00.000Z',
    ...fields,
  };
}
