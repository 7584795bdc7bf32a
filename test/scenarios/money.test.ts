import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Story } from '../support/scenario/story.ts';
import { openStage, type Stage } from '../support/scenario.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

/** A small invoice with short terms: its first message is the friendly reminder on day 3. */
async function aSmallInvoice(): Promise<Story> {
  const story = await stage.story({ begins: -10 });
  await story.push({ issuedOn: story.on(-10) });
  return story;
}

const paid = {
  object: 'payment_intent',
  id: 'pi_1',
  amount: 120_000,
  currency: 'gbp',
  metadata: { dunlin_invoice_id: 'INV-1' },
};
const friendly = 'day 3: friendly INV-1';

describe('a payment', () => {
  it('that the ERP reports before the first step ends the case without a word', async () => {
    const story = await aSmallInvoice();
    await story.goTo(2);
    expect(await story.pay('1200.00')).toMatchObject({ accepted: 1 });
    await story.goTo(40);
    expect(story.sent()).toEqual([]);
    expect(await story.invoice()).toMatchObject({ status: 'paid', closedAs: 'paid', balance: '0.00' });
  });

  it('that Stripe reports after a reminder ends the execution and is thanked for', async () => {
    const story = await aSmallInvoice();
    await story.goTo(5, '10:30');
    const said = story.executions().map(({ status }) => status);
    expect(await story.stripe('payment_intent.succeeded', paid)).toMatchObject({ status: 200 });
    await story.settle();
    expect([said, story.executions().map(({ status, state }) => `${status} ${state}`)]).toEqual([
      ['RUNNING'],
      ['SUCCEEDED Closed'],
    ]);
    await story.goTo(60);
    expect(story.sent()).toEqual([friendly, 'day 6: receipt INV-1']);
    expect(story.letters().at(-1)?.text).toContain('settled');
  });

  it('told in four events, twice and out of order, counts once and is thanked for once', async () => {
    const story = await aSmallInvoice();
    await story.goTo(4);
    const charge = {
      object: 'charge',
      id: 'ch_1',
      payment_intent: 'pi_1',
      amount: 50_000,
      captured: true,
      currency: 'gbp',
      metadata: paid.metadata,
    };
    const intent = { ...paid, amount: 50_000 };
    await story.stripe('charge.succeeded', charge);
    await story.stripe('payment_intent.succeeded', intent, 'evt_again');
    await story.stripe('payment_intent.processing', intent);
    await story.stripe('payment_intent.succeeded', intent, 'evt_again');
    await story.goTo(9);
    expect(await story.invoice()).toMatchObject({ balance: '700.00', status: 'overdue' });
    expect(story.sent()).toEqual([friendly, 'day 6: receipt INV-1']);
  });

  it('of a part is thanked for with what remains, and the next reminder names the rest', async () => {
    const story = await aSmallInvoice();
    await story.goTo(7, '09:00');
    await story.pay('500.00');
    await story.goTo(10);
    expect(story.sent()).toEqual([friendly, 'day 7: receipt INV-1', 'day 10: second INV-1']);
    const [first, receipt, second] = story.letters().map(({ text }) => text);
    expect(first).toContain('£1,200.00');
    expect(receipt).toContain('£500.00');
    expect(receipt).toContain('£700.00 is still open');
    expect(second).toContain('£700.00');
  });

  it('above what is owed leaves its rest with the customer, where it covers the next invoice', async () => {
    const story = await aSmallInvoice();
    await story.goTo(2);
    await story.pay('1500.00');
    await story.push({ invoiceNumber: 'INV-2', total: '300.00' });
    expect((await story.ask('GET', '/v1/customers/C-1')).body).toMatchObject({
      unapplied: [{ currency: 'GBP', amount: '300.00' }],
    });
    await story.goTo(15);
    expect(story.sent()).toEqual([]);
    expect((await story.invoice('INV-2')).balance).toBe('300.00');
  });

  it('without an invoice covers what the customer owes, oldest first, and no more', async () => {
    const story = await aSmallInvoice();
    await story.push({ invoiceNumber: 'INV-2', dueOn: story.on(1), issuedOn: story.on(-10) });
    await story.pay('1200.00', { customerId: 'C-1' });
    await story.goTo(8);
    expect(story.sent()).toEqual(['day 6: friendly INV-2']);
    expect((await story.invoice()).reason).toMatch(/covers/);
  });

  it('for an invoice that is not known yet waits for it', async () => {
    const story = await stage.story({ begins: -10 });
    await story.pay('1200.00');
    await story.push({ issuedOn: story.on(-10) });
    await story.goTo(20);
    expect(story.sent()).toEqual([]);
    expect(await story.invoice()).toMatchObject({ status: 'paid', balance: '0.00' });
  });

  it('that is on its way at the bank is waited for; where it fails, the path goes on', async () => {
    const story = await aSmallInvoice();
    await story.goTo(2);
    await story.stripe('payment_intent.processing', paid);
    await story.goTo(6);
    expect(story.sent()).toEqual([]);
    await story.stripe('payment_intent.payment_failed', paid);
    await story.goTo(7);
    expect(story.sent()).toEqual(['day 7: friendly INV-1']);
  });
});

describe('a credit note', () => {
  it('covers what the customer owes', async () => {
    const story = await aSmallInvoice();
    await story.push({ invoiceNumber: 'CN-1', type: 'credit_note', total: '1200.00' });
    await story.goTo(15);
    expect(story.sent()).toEqual([]);
  });

  it('that the ERP applied ends the case', async () => {
    const story = await aSmallInvoice();
    await story.goTo(4);
    await story.pay('1200.00', { kind: 'credit' });
    await story.goTo(40);
    expect(story.sent()).toEqual([friendly]);
    expect(await story.invoice()).toMatchObject({ closedAs: 'credited' });
  });
});

describe('money that goes back', () => {
  it('as a refund opens a second cycle at its age’s step', async () => {
    const story = await aSmallInvoice();
    await story.goTo(5);
    await story.stripe('payment_intent.succeeded', paid);
    await story.goTo(12);
    await story.stripe('charge.refunded', {
      object: 'charge',
      id: 'ch_1',
      payment_intent: 'pi_1',
      amount: 120_000,
      amount_refunded: 120_000,
      currency: 'gbp',
      metadata: {},
    });
    await story.goTo(19);
    expect(story.sent()).toEqual([friendly, 'day 6: receipt INV-1', 'day 13: second INV-1']);
    expect(await story.invoice()).toMatchObject({ cycle: 2, caseState: 'open', balance: '1200.00' });
  });

  it('as a chargeback, however late, starts with the firm letter at most', async () => {
    const story = await aSmallInvoice();
    await story.goTo(5);
    await story.stripe('payment_intent.succeeded', paid);
    await story.goTo(76);
    await story.stripe('charge.dispute.created', {
      object: 'dispute',
      id: 'dp_1',
      charge: 'ch_1',
      payment_intent: 'pi_1',
      amount: 120_000,
      currency: 'gbp',
      status: 'needs_response',
    });
    await story.goTo(77);
    expect(story.sent().slice(2)).toEqual(['day 77: firm INV-1']);
    expect((await story.timeline()).whole).toBe(true);
  });

  it('as the ERP reports it, opens the case again', async () => {
    const story = await aSmallInvoice();
    await story.pay('1200.00');
    await story.goTo(3);
    await story.pay('1200.00', { paymentId: 'R-1', kind: 'refund' });
    await story.goTo(6);
    expect(story.sent()).toEqual(['day 6: friendly INV-1']);
  });
});
