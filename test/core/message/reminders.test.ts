/** Each reminder names exactly one invoice with all its figures, asks one thing, and invents nothing. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeHtml } from '../../../core/message/clean.ts';
import { formatDate, formatMoney } from '../../../core/message/figures.ts';
import { TONES } from '../../../core/policy/policy.ts';
import { aBank, anInvoiceView, aReminderView, renderReminder } from './a-view.ts';

const template = fc.constantFrom(...TONES);
const anything = fc.string({ unit: 'binary', minLength: 1, maxLength: 60 });
const hostile = fc.constantFrom(
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='x",
  'A\r\nBcc: everyone@victim.example',
  'INV-\u202e2400',
  '&lt;b&gt;',
);
const name = fc.oneof(anything, hostile);

const view = fc
  .record({
    number: fc.oneof(name, fc.string({ unit: 'grapheme-ascii', minLength: 300, maxLength: 400 })),
    total: fc.integer({ min: 1, max: 1e12 }),
    paid: fc.double({ min: 0, max: 0.9, noNaN: true }),
    currency: fc.constantFrom('GBP', 'JPY', 'KWD', 'USD', 'EUR'),
    locale: fc.constantFrom('en-GB', 'en-US', 'de-DE', 'fr-FR', 'ja-JP', 'ar-EG', 'nonsense!'),
    days: fc.integer({ min: -7, max: 400 }),
    name,
    paymentUrl: fc.constantFrom('https://pay.example/i/42', undefined, 'javascript:alert(1)'),
  })
  .map(({ number, total, paid, currency, locale, days, name, paymentUrl }) =>
    aReminderView({
      locale,
      recipient: { customerName: name, contactName: name },
      invoice: anInvoiceView({
        number,
        total: { minor: total, currency },
        owed: { minor: Math.max(1, total - Math.floor(total * paid)), currency },
        daysOverdue: days,
        purchaseOrder: name,
      }),
      howToPay: { paymentUrl, bank: aBank, reference: name },
    }),
  );

describe('renderReminder', () => {
  it('shows every figure it was given, in HTML and in text', () => {
    fc.assert(
      fc.property(template, view, (which, given) => {
        const { html, text } = renderReminder(which, given);
        const { invoice, locale } = given;
        for (const figure of [
          formatMoney(invoice.owed, locale),
          formatDate(invoice.dueOn, locale),
          formatDate(invoice.issuedOn ?? '', locale),
          ...(invoice.total.minor > invoice.owed.minor ? [formatMoney(invoice.total, locale)] : []),
        ]) {
          expect(text).toContain(figure);
          expect(html).toContain(escapeHtml(figure));
        }
        expect(html).toContain(escapeHtml(invoice.number));
      }),
    );
  });

  it('never lets data become markup, a header or a link of its own', () => {
    fc.assert(
      fc.property(template, view, (which, given) => {
        const { subject, html, text } = renderReminder(which, given);
        expect(subject).not.toMatch(/\p{Cc}|[\u202a-\u202e\u2066-\u2069]/u);
        expect(html).not.toMatch(/<script|<img|onmouseover='|href="(?!https?:|tel:|mailto:)/i);
        expect(text.trim()).not.toBe('');
        expect(Buffer.byteLength(html)).toBeLessThan(100_000);
      }),
    );
  });

  it.each(TONES)('%s shows the number verbatim, the order, the document, the person and the sender', (which) => {
    const invoice = anInvoiceView({
      number: 'R  2026/0042',
      purchaseOrder: 'PO-7781',
      documentUrl: 'https://erp.example/42.pdf',
    });
    const { html, text } = renderReminder(which, aReminderView({ invoice }));
    for (const part of [
      'R  2026/0042',
      'PO-7781',
      'https://erp.example/42.pdf',
      'https://pay.example/i/42',
      'Jo Bloggs',
    ]) {
      expect(text).toContain(part);
      expect(html).toContain(part);
    }
    for (const part of ['Estuary Supplies Ltd', '4 Quay Street', '+44 1227 490000', 'Wrong person?']) {
      expect(text).toContain(part);
      expect(html).toContain(part);
    }
  });

  it('says what was paid on a partly paid invoice, and nothing of payments on a whole one', () => {
    const part = anInvoiceView({ total: { minor: 150000, currency: 'GBP' }, owed: { minor: 120000, currency: 'GBP' } });
    expect(renderReminder('second', aReminderView({ invoice: part })).text).toMatch(/Paid or credited: +£300\.00/);
    expect(renderReminder('second', aReminderView()).text).not.toContain('Paid or credited');
  });

  it('shows the bank only where there is no usable payment link', () => {
    const bank = { bank: aBank, reference: 'RF18 INV-0042' };
    const withLink = renderReminder(
      'friendly',
      aReminderView({ howToPay: { ...bank, paymentUrl: 'https://pay.example/i/42' } }),
    );
    const badLink = renderReminder(
      'friendly',
      aReminderView({ howToPay: { ...bank, paymentUrl: 'javascript:alert(1)' } }),
    );
    expect(withLink.text).not.toContain('GB33BUKB20201555555555');
    expect(badLink.text).toContain('GB33BUKB20201555555555');
    expect(badLink.text).toContain('RF18 INV-0042');
    expect(badLink.text + badLink.html).not.toContain('javascript:');
  });

  it('asks for nothing in a check-in', () => {
    const invoice = anInvoiceView({ daysOverdue: -7 });
    const { subject, text, html } = renderReminder('check-in', aReminderView({ invoice }));
    expect(subject).toBe('Is everything in order with invoice INV-0042?');
    expect(text).not.toMatch(/please pay|overdue|remind/i);
    expect(html).not.toContain('Pay £');
  });

  it('speaks of earlier messages and of copies only when told of them', () => {
    expect(renderReminder('firm', aReminderView()).text).not.toMatch(/last wrote|copy of this message/);
    const told = renderReminder('firm', aReminderView({ lastRemindedOn: '2026-02-10', copiedTo: 'Jo Bloggs' })).text;
    expect(told).toContain('We last wrote to you on 10 February 2026.');
    expect(told).toContain('Jo Bloggs receives a copy of this message.');
  });

  it('reads as a person would write it', () => {
    expect(renderReminder('friendly', aReminderView()).text).toMatchInlineSnapshot(`
      "A friendly reminder

      Hello Priya Shah,

      Invoice INV-0042 was due on 31 January 2026, and £1,200.00 is still open in our books. These things slip through.

      Amount owed: £1,200.00
      was due on 31 January 2026, 3 days overdue

      Invoice:      INV-0042
      Issued:       1 January 2026
      Due:          31 January 2026
      Days overdue: 3

      If you have paid in the meantime, thank you, and please ignore this message. Otherwise, please pay £1,200.00.

      Pay £1,200.00:
      https://pay.example/i/42

      Questions? Reply to this message, or contact Jo Bloggs, +44 1227 490000, jo@estuary.example.

      Kind regards, Jo Bloggs, Estuary Supplies

      -- 

      Estuary Supplies Ltd, 4 Quay Street, Whitstable CT5 1AB, Registered in England 01234567

      Wrong person? This was sent to you as a contact for invoices of Acme Ltd. If that is not you, reply and say so.

      If you do not want e-mails like this one, reply and say so.
      "
    `);
  });
});
