/** Text messages: counted as the networks count them, two segments at most, nothing that matters cut. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isGsm7, smsSegments, toGsm7 } from '../../../core/message/gsm.ts';
import { aBank, anInvoiceView, aReminderView, renderSmsReminder } from './a-view.ts';

describe('smsSegments', () => {
  it.each([
    { what: 'an empty text', text: '', then: 1 },
    { what: '160 letters', text: 'a'.repeat(160), then: 1 },
    { what: '161 letters', text: 'a'.repeat(161), then: 2 },
    { what: '306 letters', text: 'a'.repeat(306), then: 2 },
    { what: '307 letters', text: 'a'.repeat(307), then: 3 },
    { what: '80 euro signs', text: '€'.repeat(80), then: 1 },
    { what: '81 euro signs', text: '€'.repeat(81), then: 2 },
    {
      what: 'a euro sign that would be split between segments',
      text: `${'a'.repeat(152)}€${'a'.repeat(152)}`,
      then: 3,
    },
    { what: '70 Greek letters', text: 'α'.repeat(70), then: 1 },
    { what: '71 Greek letters', text: 'α'.repeat(71), then: 2 },
    { what: 'an emoji that would be split between segments', text: `${'α'.repeat(66)}😀${'α'.repeat(66)}`, then: 3 },
  ])('counts $what as $then', ({ text, then }) => {
    expect(smsSegments(text)).toBe(then);
  });

  it('folds accents and unusual spaces, and leaves other alphabets alone', () => {
    expect(toGsm7('Łódź\u202f– “Žižkov”')).toBe('Lodz - "Zizkov"');
    expect(toGsm7('名前')).toBe('名前');
  });
});

describe('renderSmsReminder', () => {
  it('names sender, invoice, amount, due date, and how to pay', () => {
    expect(renderSmsReminder(aReminderView()).text).toMatchInlineSnapshot(
      `"Estuary Supplies: invoice INV-0042, GBP 1,200.00, was due 31 Jan 2026. Pay: https://pay.example/i/42 Questions: +44 1227 490000 Paid already? Please ignore."`,
    );
  });

  it('stays in GSM-7 for customers whose currency or dates are written otherwise', () => {
    for (const locale of ['ja-JP', 'fr-FR', 'ru-RU', 'ar-EG', 'en-PH']) {
      const invoice = anInvoiceView({ owed: { minor: 123450, currency: 'PHP' } });
      const { text } = renderSmsReminder(aReminderView({ locale, invoice }));
      expect(isGsm7(text), `${locale}: ${text}`).toBe(true);
    }
  });

  it('gives the bank where there is no link, and the phone where there is neither', () => {
    const bank = renderSmsReminder(aReminderView({ howToPay: { bank: aBank, reference: 'INV-0042' } })).text;
    expect(bank).toContain('IBAN GB33BUKB20201555555555, ref INV-0042.');
    expect(renderSmsReminder(aReminderView({ howToPay: {} })).text).toContain('call +44 1227 490000');
  });

  it('fits two segments and never cuts a link', () => {
    const given = fc.record({
      number: fc.oneof(fc.string({ unit: 'binary', maxLength: 400 }), fc.string({ maxLength: 400 })),
      name: fc.oneof(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 100 }), fc.string({ maxLength: 100 })),
      path: fc.string({ unit: fc.constantFrom('a', 'B', '7', '-', '%2F', '~'), maxLength: 320 }),
      minor: fc.maxSafeNat(),
      locale: fc.constantFrom('en-GB', 'ja-JP', 'de-DE'),
    });
    fc.assert(
      fc.property(given, ({ number, name, path, minor, locale }) => {
        const url = `https://pay.example/${path}`;
        const view = aReminderView({ locale, howToPay: { paymentUrl: url } });
        const sender = { ...view.sender, name };
        const invoice = anInvoiceView({ number, owed: { minor, currency: 'GBP' } });
        const { text } = renderSmsReminder({ ...view, sender, invoice });
        expect(smsSegments(text)).toBeLessThanOrEqual(2);
        expect(text).not.toMatch(/\p{Cc}/u);
        const [link] = /https:\S*/.exec(text) ?? [url];
        expect(link).toBe(url);
      }),
    );
  });

  it('keeps an ordinary number verbatim beside a long link', () => {
    const url = `https://pay.example/${'x'.repeat(180)}`;
    const invoice = anInvoiceView({ number: 'R  2026/0042' });
    const { text } = renderSmsReminder(aReminderView({ howToPay: { paymentUrl: url }, invoice }));
    expect(text).toContain(url);
    expect(text).toContain('R  2026/0042');
  });

  it('says how to stop where the number takes replies', () => {
    const view = { ...aReminderView(), optOutHint: 'Reply STOP to opt out.' };
    expect(renderSmsReminder(view).text).toContain('Reply STOP to opt out.');
  });
});
