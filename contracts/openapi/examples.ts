/** The examples of the documentation; a test parses each with the schema it illustrates. */

export const invoicesRequest = {
  invoices: [
    {
      invoiceNumber: 'INV-0042',
      revision: 3,
      asOf: '2026-02-01T05:59:00Z',
      customer: {
        customerId: 'C-17',
        name: 'Acme Ltd',
        kind: 'company',
        locale: 'en-GB',
        timeZone: 'Europe/London',
        country: 'GB',
        contacts: [{ name: 'Accounts payable', email: 'ap@acme.example', mobile: '+447700900123', roles: ['billing'] }],
      },
      currency: 'GBP',
      total: '1200.00',
      openBalance: '1200.00',
      issuedOn: '2026-01-01',
      dueOn: '2026-01-31',
      status: 'open',
    },
  ],
};

export const invoicesAnswer = {
  accepted: 1,
  unchanged: 0,
  stale: 0,
  rejected: 1,
  results: [
    { invoiceNumber: 'INV-0042', status: 'accepted' },
    {
      invoiceNumber: 'INV-0043',
      status: 'rejected',
      problems: [
        {
          path: 'invoices[1].total',
          message:
            'expected a decimal string such as "1234.50", found a JSON number; numbers lose cents on the way, so send text',
        },
      ],
    },
  ],
};

export const customersRequest = {
  customers: [
    {
      customerId: 'C-17',
      asOf: '2026-02-01T05:59:00Z',
      name: 'Acme Ltd',
      timeZone: 'Europe/London',
      owner: { name: 'Robin Field', email: 'robin@creditor.example' },
      contacts: [{ contactId: 'ap', email: 'ap@acme.example', roles: ['billing'] }],
    },
  ],
};

export const customersAnswer = {
  accepted: 1,
  unchanged: 0,
  stale: 0,
  rejected: 0,
  results: [{ customerId: 'C-17', status: 'accepted' }],
};

export const paymentsRequest = {
  payments: [
    {
      paymentId: 'P-1',
      invoiceNumber: 'INV-0042',
      amount: '1200.00',
      currency: 'GBP',
      receivedAt: '2026-02-03T00:00:00Z',
      method: 'bank_transfer',
    },
  ],
};

export const paymentsAnswer = {
  accepted: 1,
  unchanged: 0,
  rejected: 0,
  results: [{ paymentId: 'P-1', status: 'accepted', applied: '1200.00', unapplied: '0.00' }],
};

export const holdRequest = { reason: 'The goods are being checked', until: '2026-02-15' };
export const holdAnswer = { held: true, reason: 'The goods are being checked', until: '2026-02-15' };
export const liftAnswer = { held: false };
export const disputeRequest = { reason: 'Two of the ten boxes were damaged', amount: '240.00' };
export const disputeAnswer = { disputed: true, ...disputeRequest, until: null };
export const settledAnswer = { disputed: false };
export const promiseRequest = { on: '2026-02-20', amount: '600.00' };
export const promiseAnswer = { promised: true, ...promiseRequest };
export const withdrawnAnswer = { promised: false };
export const replyRequest = { until: '2026-02-10' };
export const replyAnswer = { waiting: true, until: '2026-02-10' };
export const answeredAnswer = { waiting: false };
export const syncCheckRequest = { asOf: '2026-02-01T06:00:00Z', count: 42, totals: { GBP: '51200.00', EUR: '940.50' } };
export const syncCheckAnswer = {
  result: 'differs',
  differences: [{ what: 'GBP', erp: '51200.00', here: '50000.00' }],
};
export const resumeAnswer = { resumed: true };
export const outcomeRequest = { outcome: 'payment_sent', note: 'Transfer left on Monday', promisedOn: '2026-02-20' };

const task = {
  taskId: 'c4a0d7b1e2f3',
  kind: 'call',
  state: 'done',
  reason: 'The call step is due and the balance is large',
  invoiceId: 'INV-0042',
  invoiceNumber: 'INV-0042',
  customerId: 'C-17',
  owner: { name: 'Robin Field', email: 'robin@creditor.example' },
  stepId: 'call',
  openedAt: '2026-02-16T10:20:00.000Z',
  dueOn: '2026-02-17',
  doneAt: '2026-02-16T14:05:00.000Z',
  outcome: 'payment_sent',
};
export const taskAnswer = task;
export const tasksAnswer = { tasks: [task] };

export const invoiceAnswer = {
  invoiceId: 'INV-0042',
  invoiceNumber: 'INV-0042',
  customerId: 'C-17',
  type: 'invoice',
  status: 'overdue',
  currency: 'GBP',
  total: '1200.00',
  balance: '1200.00',
  issuedOn: '2026-01-01',
  dueOn: '2026-01-31',
  asOf: '2026-02-01T05:59:00.000Z',
  caseState: 'open',
  closedAs: null,
  step: 'friendly',
  stepsDone: [],
  cycle: 1,
  nextAt: '2026-02-03T10:14:00.000Z',
  reason: 'The next step is not due yet',
  policy: { id: 'b2b-standard', version: 1 },
  segment: null,
  hold: null,
  dispute: null,
  asked: '1200.00',
  promisedOn: null,
  promise: null,
  lastPromise: null,
  promisesBroken: 0,
};
export const invoicesPage = { invoices: [invoiceAnswer], next: 'eyJrIjoiSU5WLTAwNDIifQ' };

export const timelineAnswer = {
  invoiceId: 'INV-0042',
  invoiceNumber: 'INV-0042',
  whole: true,
  brokenAt: null,
  records: [
    {
      version: 1,
      type: 'invoice.accepted',
      at: '2026-02-01T06:00:00.000Z',
      by: 'erp',
      words: 'The ERP pushed the invoice',
      data: { revision: 3, openMinor: 120000 },
      previous: '',
      hash: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    },
  ],
};

export const messageAnswer = {
  messageId: '0c9f2f7e5d8b4a3c9e1f60718293a4b5',
  kind: 'reminder',
  channel: 'email',
  sentAt: '2026-02-03T10:14:00.000Z',
  to: ['ap@acme.example'],
  cc: [],
  subject: 'Invoice INV-0042',
  text: 'Dear Accounts payable, …',
  html: '<p>Dear Accounts payable, …</p>',
  invoices: ['INV-0042'],
  recipients: [{ address: 'ap@acme.example', status: 'delivered' }],
  stepId: 'friendly',
};

const customerWhy = {
  status: 'held',
  words:
    'The customer promised to pay, and the promised day has not passed yet: payment by 13 February 2026. It is looked at again on 15 Feb 2026, 00:00.',
  code: 'promised',
  until: '2026-02-15T00:00:00.000Z',
  stepId: null,
  ruleId: null,
  messageId: null,
};

export const customerAnswer = {
  segment: {
    id: 'key-accounts',
    policyId: 'b2b-standard',
    why: 'Matches "key-accounts": it is tagged key',
    pinned: false,
  },
  customerId: 'C-17',
  name: 'Acme Ltd',
  kind: 'company',
  locale: 'en-GB',
  timeZone: 'Europe/London',
  country: 'GB',
  contacts: [{ name: 'Accounts payable', email: 'ap@acme.example', roles: ['billing'] }],
  owner: null,
  parentId: null,
  billToId: null,
  riskScore: null,
  tags: [],
  attributes: {},
  asOf: '2026-02-01T05:59:00.000Z',
  hold: null,
  reply: null,
  unapplied: [{ currency: 'GBP', amount: '50.00' }],
  credit: [],
  open: [{ currency: 'GBP', amount: '1200.00' }],
  contact: customerWhy,
  lastReminder: { messageId: 'a1b2c3d4e5f6', at: '2026-02-03T10:14:00.000Z', tone: 'friendly' },
  invoices: [
    {
      invoiceId: 'INV-0042',
      invoiceNumber: 'INV-0042',
      currency: 'GBP',
      balance: '1200.00',
      dueOn: '2026-01-31',
      overdue: true,
      why: customerWhy,
    },
  ],
  promises: [{ invoiceNumber: 'INV-0042', on: '2026-02-13', amount: null, brokenBefore: 0 }],
  disputes: [],
};

export const stepRequest = { do: 'approve', note: 'Agreed with sales.' };
export const stepAnswer = { invoiceId: 'INV-0042', stepId: 'final', do: 'approve', changed: true };

export const linkForm = { on: '2026-02-13', amount: '600.00' };

const policyVersion = {
  ...{ id: 'b2b-standard', version: 2, live: true, mode: 'live', inFlight: 'finish-on-old' },
  publishedAt: '2026-02-01T06:00:00.000Z',
};
export const policyBody = {
  id: 'b2b-short',
  window: { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '10:00', to: '11:30' },
  steps: [
    { id: 'friendly', at: '3 days after', action: 'remind', channel: 'email', template: 'friendly' },
    { id: 'decide', at: '30 days after', action: 'open-task', task: 'decide', endsPath: true },
  ],
};
export const policiesAnswer = { policies: [policyVersion] };
export const policyAnswer = { policy: { ...policyBody, id: 'b2b-standard', version: 2 }, versions: [policyVersion] };
export const publishAnswer = { id: 'b2b-short', version: 1, published: true, warnings: [], moved: 0, next: null };
export const segments = { segments: [{ id: 'key-accounts', policyId: 'b2b-standard', tags: ['key'] }] };
