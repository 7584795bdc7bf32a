/** A receipt says what came in, on which invoice, and what remains. */
import { describe, expect, it } from 'vitest';
import { renderReceipt } from '../../../core/message/receipt.ts';
import { aBank, anInvoiceView, aReceiptView } from './a-view.ts';

describe('renderReceipt', () => {
  it('thanks for a full payment and asks for nothing', () => {
    const { subject, text, html } = renderReceipt(aReceiptView());
    expect(subject).toBe('Thank you: £1,200.00 received for invoice INV-0042');
    expect(text).toContain('We received £1,200.00 on 3 February 2026 for invoice INV-0042.');
    expect(text).toContain('The invoice is settled.');
    expect(text + html).not.toContain('https://pay.example');
  });

  it('says what remains of a part payment, since when, and how to pay it', () => {
    const invoice = anInvoiceView({ owed: { minor: 90000, currency: 'GBP' }, daysOverdue: 3 });
    const payment = { amount: { minor: 30000, currency: 'GBP' }, receivedOn: '2026-02-03' };
    const { text } = renderReceipt(aReceiptView({ invoice, payment }));
    expect(text).toContain('Of this invoice £900.00 is still open. It was due on 31 January 2026.');
    expect(text).toContain('Pay £900.00:\nhttps://pay.example/i/42');
  });

  it('tells a later due date as a future one, and names the bank without a link', () => {
    const invoice = anInvoiceView({
      owed: { minor: 1, currency: 'KWD' },
      total: { minor: 2, currency: 'KWD' },
      daysOverdue: -2,
    });
    const { text } = renderReceipt(aReceiptView({ invoice, howToPay: { bank: aBank, reference: 'R-1' } }));
    expect(text.replaceAll('\u00a0', ' ')).toContain('KWD 0.001 is still open. It is due on 31 January 2026.');
    expect(text).toMatch(/Payment reference: +R-1/);
  });

  it('tells what went to this invoice and what is kept, when a payment was larger', () => {
    const amount = { minor: 150000, currency: 'GBP' };
    const applied = { minor: 120000, currency: 'GBP' };
    const onAccount = { minor: 30000, currency: 'GBP' };
    const { text } = renderReceipt(aReceiptView({ payment: { amount, applied, onAccount, receivedOn: '2026-02-03' } }));
    expect(text).toMatch(/Of it for this invoice: +£1,200\.00/);
    expect(text).toMatch(/Kept on your account: +£300\.00/);
  });
});
