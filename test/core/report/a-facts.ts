/** Valid, boring facts of a report of 3 March 2026; a test names only what matters to it. */
import { b2bStandard } from '../../../core/policy/policy.ts';
import type { OpenRow, ReportFacts } from '../../../core/report/facts.ts';
import type { JournalEntry } from '../../../core/report/journal.ts';
import { aCreditor, aCustomer } from '../../support/builders.ts';

export const date = '2026-03-03';
export const now = '2026-03-03T07:30:00.000Z';

export const someFacts = (fields: Partial<ReportFacts> = {}): ReportFacts => ({
  creditor: aCreditor(),
  now,
  date,
  open: [],
  upcoming: [],
  journal: [],
  named: new Map(),
  customers: new Map([['C-1', aCustomer()]]),
  messages: new Map(),
  tasks: [],
  unapplied: [],
  policies: new Map([['b2b-standard@1', b2bStandard]]),
  addresses: new Map(),
  stageStopped: false,
  ...fields,
});

/** 1,200.00 GBP of C-1, due on 31 January 2026. */
export const anOpenRow = (fields: Partial<OpenRow> = {}): OpenRow => ({
  invoiceId: fields.invoiceNumber ?? 'INV-1',
  invoiceNumber: 'INV-1',
  customerId: 'C-1',
  type: 'invoice',
  currency: 'GBP',
  owedMinor: 120_000,
  dueOn: '2026-01-31',
  entries: [],
  caseState: 'open',
  ...fields,
});

export const aLine = (fields: Partial<JournalEntry>): JournalEntry => ({
  creditorId: 'demo',
  kind: 'sent',
  id: 'id',
  at: '2026-03-02T10:20:00.000Z',
  invoiceId: 'INV-1',
  invoiceNumber: 'INV-1',
  customerId: 'C-1',
  stepId: 'firm',
  channel: 'email',
  amountMinor: 120_000,
  currency: 'GBP',
  ...fields,
});
