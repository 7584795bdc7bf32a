import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Story } from '../support/scenario/story.ts';
import { openStage, type Stage } from '../support/scenario.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

async function aSmallInvoice(): Promise<Story> {
  const story = await stage.story({ begins: -10 });
  await story.push({ issuedOn: story.on(-10) });
  return story;
}

const friendly = 'day 3: friendly INV-1';

describe('a hold', () => {
  it('keeps still through its last day and lets the step follow on the next one', async () => {
    const story = await aSmallInvoice();
    await story.goTo(1);
    await story.hold({ reason: 'they are checking the delivery', until: story.on(8) });
    expect((await story.invoice()).reason).toMatch(/on hold/i);
    await story.goTo(8, '23:00');
    expect(story.sent()).toEqual([]);
    await story.goTo(9);
    expect(story.sent()).toEqual(['day 9: friendly INV-1']);
  });

  it('without an end lasts until it is lifted', async () => {
    const story = await aSmallInvoice();
    await story.hold({ reason: 'dispute' });
    await story.goTo(70, '09:00');
    expect(story.sent()).toEqual([]);
    await story.release();
    await story.goTo(70);
    expect(story.sent()).toEqual(['day 70: friendly INV-1']);
  });

  it('that the ERP places and takes back works alike', async () => {
    const story = await aSmallInvoice();
    await story.push({ hold: { reason: 'query' } });
    await story.goTo(9, '09:00');
    await story.push({ hold: undefined });
    await story.goTo(9);
    expect(story.sent()).toEqual(['day 9: friendly INV-1']);
  });

  it('on a customer quiets all its invoices, and no other customer’s', async () => {
    const story = await aSmallInvoice();
    await story.push(
      { invoiceNumber: 'INV-2', issuedOn: story.on(-10) },
      { invoiceNumber: 'OTHER', issuedOn: story.on(-10), customer: { customerId: 'C-2' } },
    );
    await story.goTo(2);
    await story.hold({ reason: 'the owner talks to them' }, 'customers/C-1');
    await story.goTo(13, '09:00');
    expect(story.sent()).toEqual(['day 3: friendly OTHER', 'day 10: second OTHER']);
    await story.release('customers/C-1');
    await story.goTo(13);
    expect(story.sent().slice(2).sort()).toMatchObject([
      expect.stringMatching(/^day 13: friendly (INV-1 INV-2|INV-2 INV-1)$/),
    ]);
  });
});

describe('a promise', () => {
  it('is given its day and one more, and a broken one costs the mildest step ahead', async () => {
    const story = await aSmallInvoice();
    await story.push({ promisedOn: story.on(8) });
    await story.goTo(9, '23:00');
    expect(story.sent()).toEqual([]);
    await story.goTo(10);
    expect(story.sent()).toEqual(['day 10: second INV-1']);
  });

  it('told as the outcome of a call quiets the path, which does not wait for the outcome', async () => {
    const story = await stage.story({ begins: -10 });
    await story.push({ total: '8000.00', issuedOn: story.on(-10) });
    await story.goTo(16);
    const [call] = await story.tasks();
    expect(call).toMatchObject({ kind: 'call', owner: { email: 'olive@seller.example' } });
    const outcome = { outcome: 'payment_sent', promisedOn: story.on(24) };
    expect((await story.ask('POST', `/v1/tasks/${call?.taskId}/outcome`, outcome)).status).toBe(200);
    await story.goTo(25, '23:00');
    expect(story.sent().slice(2)).toEqual(['day 15: call INV-1']);
    await story.goTo(27);
    expect(story.sent().slice(3)).toEqual(['day 27: firm INV-1']);
  });
});

describe('the ERP’s newer word', () => {
  it.each([
    { word: 'void', closedAs: 'void' },
    { word: 'written_off', closedAs: 'written-off' },
  ])('$word after a reminder ends the path', async ({ word, closedAs }) => {
    const story = await aSmallInvoice();
    await story.goTo(5);
    await story.push({ status: word });
    await story.goTo(60);
    expect(story.sent()).toEqual([friendly]);
    expect(await story.invoice()).toMatchObject({ caseState: 'closed', closedAs });
    expect(story.executions().map(({ status, state }) => `${status} ${state}`)).toEqual(['SUCCEEDED Closed']);
  });

  it('that nothing is open any more ends the path', async () => {
    const story = await aSmallInvoice();
    await story.goTo(5);
    await story.push({ openBalance: '0.00' });
    await story.goTo(60);
    expect(story.sent()).toEqual([friendly]);
    expect(await story.invoice()).toMatchObject({ closedAs: 'paid' });
  });

  it('with a later due date begins a new cycle, and nothing is sent before that date', async () => {
    const story = await aSmallInvoice();
    await story.goTo(5);
    await story.push({ dueOn: story.on(21) });
    await story.goTo(23);
    expect(story.sent()).toEqual([friendly]);
    await story.goTo(32);
    expect(story.sent()).toEqual([friendly, 'day 24: friendly INV-1', 'day 31: second INV-1']);
    expect(await story.invoice()).toMatchObject({ cycle: 2 });
  });

  it('that arrives late, or again, changes nothing', async () => {
    const story = await aSmallInvoice();
    const row = {
      customer: { customerId: 'C-1' },
      currency: 'GBP',
      total: '1200.00',
      issuedOn: story.on(-10),
      dueOn: story.on(0),
      status: 'open',
      invoiceNumber: 'INV-1',
    };
    await story.goTo(1);
    const asOf = story.at(1);
    const push = (fields: object) => story.ask('POST', '/v1/invoices', { invoices: [{ ...row, asOf, ...fields }] });
    expect((await push({ openBalance: '0.00', asOf: story.at(-20) })).body).toMatchObject({ stale: 1 });
    expect((await push({ openBalance: '900.00' })).body).toMatchObject({ accepted: 1 });
    expect((await push({ openBalance: '900.00' })).body).toMatchObject({ unchanged: 1 });
    expect((await push({ openBalance: '100.00' })).body).toMatchObject({ rejected: 1 });
    await story.goTo(3);
    expect(story.letters()[0]?.text).toContain('£900.00');
  });
});

describe('the stop switch', () => {
  it.each(['the stage', 'the creditor'] as const)('of %s lets nothing out until it is turned back', async (whose) => {
    const story = await aSmallInvoice();
    const id = whose === 'the creditor' ? story.creditorId : undefined;
    await story.goTo(2);
    await stage.admin.stop(id, { stopped: true, reason: 'balances look wrong', at: story.at(2) });
    await story.goTo(6, '09:00');
    expect(story.sent()).toEqual([]);
    expect((await story.invoice()).reason).toMatch(/stop switch/i);
    await stage.admin.stop(id, { stopped: false, at: story.at(6, '09:00') });
    await story.goTo(6);
    expect(story.sent()).toEqual(['day 6: friendly INV-1']);
  });
});
