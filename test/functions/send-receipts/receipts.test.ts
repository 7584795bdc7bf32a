/** Thanks for a payment after a reminder: once, within the customer's hours, and no receipt waits for another. */
import { describe, expect, it } from 'vitest';
import { createDueItems } from '../../../adapters/dynamodb/due-items.ts';
import type { Mail, SendFailure } from '../../../core/ports.ts';
import { createHandler } from '../../../functions/send-receipts/handler.ts';
import { aCreditor } from '../../support/builders.ts';
import { storeCreditor } from '../../support/store.ts';
import { invoiceRow, moneyScene, paymentRow } from '../money-scene.ts';

const scene = moneyScene();
const OPEN = '2026-02-10T10:30:00.000Z';

type Answer = SendFailure | undefined;

function post(answer: (mail: Mail) => Answer = () => undefined) {
  const mails: Mail[] = [];
  const handler = createHandler({
    ledger: scene.ledger(),
    clock: scene.clock,
    vault: { put: async () => undefined, get: async () => undefined },
    mailer: {
      send: async (mail) => {
        const failure = answer(mail);
        if (failure) return failure;
        mails.push(mail);
        return { outcome: 'sent', providerId: `ses-${mails.length}`, messageIdHeader: '<id@ses.example>' };
      },
    },
    dueReceipts: createDueItems(scene.world().table).receipts,
  });
  return { mails, run: handler };
}

async function reminded(invoiceNumber = 'INV-1'): Promise<void> {
  await scene.push(invoiceRow({ invoiceNumber }));
  await scene.happened('message.claimed', { lastMessageOn: '2026-02-03', stepsDone: ['friendly'] }, invoiceNumber);
}

describe('a payment after a reminder', () => {
  it('is thanked for once', async () => {
    scene.clock.at = OPEN;
    await reminded();
    await scene.pay(paymentRow({ amount: '200.00' }));
    const { mails, run } = post();
    const key = { creditorId: scene.creditorId(), paymentKey: 'erp#P-1' };
    expect(await run(key)).toMatchObject({ sent: 1 });
    expect(await run(key)).toMatchObject({ sent: 0 });
    expect(await run()).toMatchObject({ sent: 0 });
    expect(mails).toHaveLength(1);
    expect(mails[0]?.text).toContain('1,000.00');
  });

  it('is thanked for once, also where two look at the same moment', async () => {
    scene.clock.at = OPEN;
    await reminded();
    await scene.pay(paymentRow());
    const { mails, run } = post();
    await Promise.all([run(), run(), run({ creditorId: scene.creditorId(), paymentKey: 'erp#P-1' })]);
    expect(mails).toHaveLength(1);
  });

  it('waits for the customer’s hours', async () => {
    scene.clock.at = '2026-02-07T20:00:00.000Z';
    await reminded();
    await scene.pay(paymentRow());
    const { mails, run } = post();
    expect(await run()).toMatchObject({ sent: 0 });
    const dueAt = (await scene.payment()).receiptDueAt ?? '';
    expect(dueAt.slice(0, 10)).toBe('2026-02-09');
    scene.clock.at = dueAt;
    expect(await run()).toMatchObject({ sent: 1 });
    expect(mails).toHaveLength(1);
  });

  it.each([
    { what: 'the hours are over', at: '2026-02-10T20:00:00.000Z', stopped: false },
    { what: 'sending is stopped', at: OPEN, stopped: true },
  ])('waits for the next day where $what by then', async ({ at, stopped }) => {
    scene.clock.at = OPEN;
    await reminded();
    await scene.pay(paymentRow());
    if (stopped) await storeCreditor(scene.world(), aCreditor({ creditorId: scene.creditorId(), stopped }));
    scene.clock.at = at;
    const { mails, run } = post();
    expect(await run()).toMatchObject({ sent: 0, deferred: 1 });
    expect(mails).toEqual([]);
    expect((await scene.payment()).receiptDueAt?.slice(0, 10)).toBe('2026-02-11');
  });

  it('that was taken back meanwhile is not thanked for', async () => {
    scene.clock.at = '2026-02-07T20:00:00.000Z';
    await reminded();
    await scene.told('payment_intent.succeeded', 'payment_intent', { metadata: { dunlin_invoice_id: 'INV-1' } });
    expect((await scene.payment('stripe#pi_1')).receiptDueAt).toBeDefined();
    await scene.told('charge.refunded', 'charge', { amount_refunded: 5000 });
    expect((await scene.payment('stripe#pi_1')).receiptDueAt).toBeUndefined();
  });
});

it('without a reminder nobody is thanked', async () => {
  scene.clock.at = OPEN;
  await scene.push(invoiceRow());
  await scene.pay(paymentRow());
  expect((await scene.payment()).receiptDueAt).toBeUndefined();
});

it('refunds and credits are not thanked for', async () => {
  scene.clock.at = OPEN;
  await reminded();
  await scene.pay(paymentRow({ kind: 'credit', amount: '100.00' }));
  expect((await scene.payment()).receiptDueAt).toBeUndefined();
});

describe('a receipt that fails', () => {
  it.each([
    { how: 'for now', failure: { outcome: 'not-sent', retry: true, code: 'Throttled' } as const },
    { how: 'in a way nobody foresaw', failure: undefined },
  ])('$how keeps no other back, and is tried again', async ({ failure }) => {
    scene.clock.at = OPEN;
    for (const number of ['INV-1', 'INV-2', 'INV-3']) {
      await reminded(number);
      await scene.pay(paymentRow({ paymentId: `P-${number}`, invoiceNumber: number }));
    }
    const bad = post(({ subject, text }) => {
      if (!`${subject} ${text}`.includes('INV-2')) return undefined;
      if (failure) return failure;
      throw new Error('unforeseen');
    });
    expect(await bad.run()).toEqual({ sent: 2, deferred: 0, dropped: 0, failed: 1 });
    scene.clock.at = '2026-02-10T10:33:00.000Z';
    const good = post();
    const { sent } = await good.run();
    // What may have left is never sent again; what surely did not is.
    expect(sent).toBe(1);
    expect(good.mails).toHaveLength(failure ? 1 : 0);
  });

  it('for good is dropped', async () => {
    scene.clock.at = OPEN;
    await reminded();
    await scene.pay(paymentRow());
    const { run } = post(() => ({ outcome: 'not-sent', retry: false, code: 'MessageRejected' }));
    expect(await run()).toMatchObject({ dropped: 1 });
    expect(await run()).toMatchObject({ dropped: 0 });
  });
});
