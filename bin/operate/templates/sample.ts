/** A request as it might be sent, for looking at words without a table: one invoice, or twelve in two currencies. */
import type { Language } from '../../../core/message/language.ts';
import type { AskedView, ConsolidatedView } from '../../../core/message/views.ts';
import type { Tone } from '../../../core/policy/policy.ts';

const DAYS = 86_400_000;
const FIRST_DUE = Date.parse('2026-02-01T00:00:00Z');

const party = {
  sender: {
    name: 'Estuary Supplies',
    legalName: 'Estuary Supplies Ltd',
    addressLines: ['4 Quay Street', 'Whitstable CT5 1AB'],
    registration: 'Registered in England 01234567',
  },
  recipient: { customerName: 'Acme Ltd', contactName: 'Priya Shah' },
  contact: { name: 'Jo Bloggs', email: 'jo@estuary.example', phone: '+44 1227 490000' },
} as const;

const bank = (iban: string) => ({
  bank: [
    { label: 'IBAN', value: iban },
    { label: 'BIC', value: 'BUKBGB22' },
  ],
});

const dayOf = (at: number): string => new Date(FIRST_DUE + at * DAYS).toISOString().slice(0, 10);

function invoice(at: number, isEarly: boolean): AskedView {
  const minor = 12_345 + at * 98_765;
  const currency = at % 4 === 3 ? 'EUR' : 'GBP';
  const disputed = at === 5 && !isEarly ? 50_000 : 0;
  return {
    number: `INV-00${42 + at}`,
    purchaseOrder: at % 3 === 0 ? `PO-77${10 + at}` : undefined,
    total: { minor, currency },
    owed: { minor, currency },
    asked: { minor: minor - disputed, currency },
    issuedOn: dayOf(at - 31),
    dueOn: dayOf(at),
    daysOverdue: isEarly ? -7 : 30 - at,
  };
}

export function sampleView(tone: Tone, language: Language, count: number): ConsolidatedView {
  const isEarly = tone === 'check-in';
  const others = Array.from({ length: count - 1 }, (_, at) => invoice(at + 1, isEarly));
  const isMany = count > 1 && !isEarly;
  return {
    ...party,
    tone,
    language,
    locale: language === 'de' ? 'de-DE' : 'en-GB',
    items: [invoice(0, isEarly), ...others],
    apart: isMany
      ? [
          { number: 'INV-0031', owed: { minor: 250_000, currency: 'GBP' }, dueOn: dayOf(-17), reason: 'disputed' },
          { number: 'INV-0047', owed: { minor: 50_000, currency: 'GBP' }, dueOn: dayOf(5), reason: 'disputed' },
        ]
      : [],
    howToPay: {
      GBP: count > 1 ? bank('GB33BUKB20201555555555') : { paymentUrl: 'https://pay.example/i/42' },
      EUR: bank('DE75512108001245126199'),
    },
    lastRemindedOn: tone === 'check-in' || tone === 'friendly' ? undefined : dayOf(13),
    payBy: tone === 'final' ? dayOf(40) : undefined,
  };
}
