/** Valid, boring views of the daily report; a test names only what matters to it. */
import type { ReportView } from '../../../../core/report/render/view.ts';

const gbp = (minor: number) => ({ minor, currency: 'GBP' });

/** A day on which nothing happens. */
export const aQuietReport = (changes: Partial<ReportView> = {}): ReportView => ({
  locale: 'en-GB',
  creditorName: 'Estuary Supplies',
  date: '2026-02-03',
  window: {
    since: '2026-02-02T07:30:00Z',
    from: '2026-02-03T07:30:00Z',
    to: '2026-02-04T07:30:00Z',
    zone: 'Europe/London',
  },
  goingOut: [],
  unreachable: [],
  sent: [],
  paid: [],
  stopped: [],
  aging: [],
  looseMoney: [],
  bounces: [],
  ingest: { lastSyncAt: '2026-02-03T05:59:00Z', rejected: [], defaulted: [] },
  noDueDate: [],
  tasksOverdue: [],
  faults: [],
  ...changes,
});

export const aRow = {
  invoiceNumber: 'INV-0042',
  customerName: 'Acme Ltd',
  owed: gbp(120000),
  dueOn: '2026-01-31',
  daysOverdue: 3,
};

/** One of everything. */
export const aFullReport = (changes: Partial<ReportView> = {}): ReportView =>
  aQuietReport({
    goingOut: [
      { ...aRow, stepId: 'friendly', channel: 'email', at: '2026-02-03T10:12:00Z' },
      { ...aRow, invoiceNumber: 'INV-0043', stepId: 'call', channel: 'task' },
    ],
    unreachable: [{ ...aRow, invoiceNumber: 'INV-0044', reason: 'no e-mail address is known' }],
    sent: [
      {
        ...aRow,
        invoiceNumber: 'INV-0045',
        stepId: 'firm',
        channel: 'sms',
        at: '2026-02-02T10:20:00Z',
        status: 'unknown',
      },
    ],
    paid: [
      {
        invoiceNumber: 'INV-0046',
        customerName: 'Birch GmbH',
        amount: { minor: 50000, currency: 'JPY' },
        receivedOn: '2026-02-02',
        afterStep: 'second',
      },
      {
        invoiceNumber: 'INV-0047',
        customerName: 'Acme Ltd',
        amount: gbp(30000),
        receivedOn: '2026-02-02',
        remaining: gbp(90000),
      },
    ],
    stopped: [
      {
        ...aRow,
        invoiceNumber: 'INV-0048',
        stepId: 'second',
        channel: 'email',
        reason: 'paid two minutes before',
        at: '2026-02-02T10:31:00Z',
      },
    ],
    aging: [
      { currency: 'GBP', bucket: 'not-due', count: 4, minor: 400000, beforeMinor: 400000 },
      { currency: 'GBP', bucket: '1-30', count: 2, minor: 240000, beforeMinor: 200000 },
      { currency: 'GBP', bucket: '91+', count: 1, minor: 5000, beforeMinor: 10000 },
      { currency: 'KWD', bucket: '31-60', count: 1, minor: 1234567 },
    ],
    undecided: [{ ...aRow, invoiceNumber: 'INV-0049', daysOverdue: 61 }],
    looseMoney: [
      {
        paymentId: 'P-9',
        kind: 'unmatched',
        amount: { minor: 77, currency: 'USD' },
        receivedOn: '2026-02-01',
        reason: 'no invoice OLD-7 is known',
      },
    ],
    bounces: [
      {
        customerName: 'Cedar AB',
        invoiceNumber: 'INV-0050',
        address: 'ap@cedar.example',
        kind: 'bounced',
        next: 'a task was opened',
      },
    ],
    ingest: {
      lastSyncAt: '2026-02-03T05:59:00Z',
      rejected: [
        { invoiceNumber: 'INV-0051', path: 'invoices[3].total', problem: 'expected a decimal string, found 12' },
      ],
      defaulted: [
        { invoiceNumber: 'INV-0052', customerName: 'Elm SA', fields: ['customer.locale', 'customer.timeZone'] },
      ],
    },
    noDueDate: [{ invoiceNumber: 'INV-0053', customerName: 'Fir Inc', owed: gbp(100) }],
    tasksOverdue: [
      {
        taskId: 'T-1',
        owner: 'Jo Bloggs',
        kind: 'call',
        invoiceNumber: 'INV-0054',
        customerName: 'Acme Ltd',
        owed: gbp(9900),
        dueOn: '2026-01-30',
        daysLate: 4,
      },
    ],
    faults: [{ what: 'the mail provider refused a message', at: '2026-02-02T11:00:00Z', invoiceNumber: 'INV-0055' }],
    figures: [
      {
        label: 'DSO',
        value: { kind: 'number', number: 43.84, unit: 'days' },
        variant: 'simple: open receivables / credit sales × 365 days',
      },
    ],
    ...changes,
  });
