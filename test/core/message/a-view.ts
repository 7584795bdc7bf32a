/** Valid, boring views of messages; a test names only what matters to it. */
import { renderConsolidated } from '../../../core/message/consolidated.ts';
import { chooseLanguage } from '../../../core/message/language.ts';
import { renderConsolidatedSms } from '../../../core/message/sms.ts';
import type {
  AskedView,
  ConsolidatedView,
  HowToPayView,
  InvoiceView,
  ReceiptView,
  TaskMailView,
} from '../../../core/message/views.ts';
import type { Tone } from '../../../core/policy/policy.ts';

const gbp = (minor: number) => ({ minor, currency: 'GBP' });

const customerSide = {
  locale: 'en-GB',
  sender: {
    name: 'Estuary Supplies',
    legalName: 'Estuary Supplies Ltd',
    addressLines: ['4 Quay Street', 'Whitstable CT5 1AB'],
    registration: 'Registered in England 01234567',
  },
  recipient: { customerName: 'Acme Ltd', contactName: 'Priya Shah' },
  contact: { name: 'Jo Bloggs', email: 'jo@estuary.example', phone: '+44 1227 490000' },
};

export const anInvoiceView = (changes: Partial<InvoiceView> = {}): InvoiceView => ({
  number: 'INV-0042',
  owed: gbp(120000),
  total: gbp(120000),
  issuedOn: '2026-01-01',
  dueOn: '2026-01-31',
  daysOverdue: 3,
  ...changes,
});

export const aBank = [
  { label: 'Account name', value: 'Estuary Supplies Ltd' },
  { label: 'IBAN', value: 'GB33BUKB20201555555555' },
];

/** A view of exactly one invoice, in the terms of one. */
export type ReminderView = Omit<ConsolidatedView, 'items' | 'apart' | 'howToPay' | 'tone' | 'language'> & {
  readonly invoice: InvoiceView;
  readonly howToPay: HowToPayView;
  readonly optOutHint?: string | undefined;
};

export const aReminderView = (changes: Partial<ReminderView> = {}): ReminderView => ({
  ...customerSide,
  invoice: anInvoiceView(),
  howToPay: { paymentUrl: 'https://pay.example/i/42' },
  ...changes,
});

export function asOneOf(tone: Tone, { invoice, howToPay, ...view }: ReminderView): ConsolidatedView {
  const { language } = chooseLanguage({ customer: view.locale });
  const items = [{ ...invoice, asked: invoice.owed }] as const;
  return { ...view, language, tone, items, apart: [], howToPay: { [invoice.owed.currency]: howToPay } };
}

export const renderReminder = (tone: Tone, view: ReminderView) => renderConsolidated(asOneOf(tone, view));
export const renderSmsReminder = (view: ReminderView) => renderConsolidatedSms(asOneOf('friendly', view));

export const anAskedView = (changes: Partial<AskedView> = {}): AskedView => ({
  ...anInvoiceView(),
  asked: gbp(120000),
  ...changes,
});

/** Asks a friend for one invoice; a test adds what it is about. */
export const aConsolidatedView = (changes: Partial<ConsolidatedView> = {}): ConsolidatedView => ({
  ...customerSide,
  tone: 'friendly',
  language: 'en',
  items: [anAskedView()],
  apart: [],
  howToPay: { GBP: { paymentUrl: 'https://pay.example/i/42' } },
  ...changes,
});

export const aReceiptView = (changes: Partial<ReceiptView> = {}): ReceiptView => ({
  ...customerSide,
  invoice: anInvoiceView({ owed: gbp(0) }),
  payment: { amount: gbp(120000), receivedOn: '2026-02-03' },
  howToPay: { paymentUrl: 'https://pay.example/i/42' },
  ...changes,
});

export const aTaskView = (changes: Partial<TaskMailView> = {}): TaskMailView => ({
  kind: 'call',
  taskId: 'T-1',
  locale: 'en-GB',
  zone: 'Europe/London',
  creditorName: 'Estuary Supplies',
  ownerName: 'Jo Bloggs',
  reason: 'Two reminders were not answered.',
  customer: { name: 'Acme Ltd', id: 'C-17' },
  contacts: [{ name: 'Priya Shah', email: 'ap@acme.example', phone: '+44 7700 900123', role: 'billing' }],
  invoice: anInvoiceView({ daysOverdue: 15 }),
  history: [{ at: '2026-02-03T10:12:00Z', what: 'friendly reminder by e-mail, delivered' }],
  next: 'A firm reminder goes out on 20 February 2026.',
  actions: [
    { label: 'API', method: 'POST', url: 'https://api.example/v1/tasks/T-1/outcome', body: '{"outcome":"voicemail"}' },
  ],
  ...changes,
});
