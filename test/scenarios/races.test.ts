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
const typesOf = async (story: Story) => (await story.timeline()).records.map(({ type }) => type);

const changes = [
  { what: 'a payment', happen: (story: Story) => story.pay('1200.00'), reason: /paid/i },
  {
    what: 'money on its way',
    happen: (story: Story) =>
      story.stripe('payment_intent.processing', {
        ...{ object: 'payment_intent', id: 'pi_1', amount: 120_000, currency: 'gbp' },
        metadata: { dunlin_invoice_id: 'INV-1' },
      }),
    reason: /payment is on its way/i,
  },
  { what: 'a hold', happen: (story: Story) => story.hold({ reason: 'dispute' }), reason: /on hold/i },
  {
    what: 'a hold of the customer',
    happen: (story: Story) => story.hold({ reason: 'dispute' }, 'customers/C-1'),
    reason: /customer is on hold/i,
  },
  { what: 'a void invoice', happen: (story: Story) => story.push({ status: 'void' }), reason: /voided/i },
];

describe('what lands before the claim', () => {
  it.each(changes)('stops the send: $what', async ({ happen, reason }) => {
    const story = await aSmallInvoice();
    // The function has looked at the case and is about to claim the step.
    story.faults.before('lambda', 'send-reminder', async () =>
      story.faults.before('dynamodb', 'TransactWriteItems', () => happen(story)),
    );
    await story.goTo(9);
    expect(story.sent()).toEqual([]);
    expect(await typesOf(story)).not.toContain('message.claimed');
    expect((await story.invoice()).reason).toMatch(reason);
  });
});

describe('what lands between claim and send', () => {
  it.each(changes)('is caught by the last look: $what', async ({ happen, reason }) => {
    const story = await aSmallInvoice();
    story.faults.before('s3', 'PutObject', () => happen(story));
    await story.goTo(9);
    expect(story.sent()).toEqual([]);
    expect(await typesOf(story)).toEqual(expect.arrayContaining(['message.claimed', 'message.stopped']));
    expect((await story.invoice()).reason).toMatch(reason);
  });

  it('is caught by the last look: the stop switch', async () => {
    const story = await aSmallInvoice();
    const turn = (stopped: boolean) => stage.admin.stop(story.creditorId, { stopped, at: story.at(3), reason: 'test' });
    story.faults.before('s3', 'PutObject', () => turn(true));
    await story.goTo(6, '09:00');
    expect(story.sent()).toEqual([]);
    await turn(false);
    await story.goTo(6);
    expect(story.sent()).toEqual(['day 6: friendly INV-1']);
  });

  it('and changes only the amount, has the reminder written anew with what is owed now', async () => {
    const story = await aSmallInvoice();
    story.faults.before('s3', 'PutObject', () => story.pay('500.00'));
    await story.goTo(9);
    const reminders = story.letters().filter(({ what }) => what === 'friendly');
    expect(reminders.map(({ text }) => text.includes('£700.00'))).toEqual([true]);
    expect(reminders[0]?.text).not.toContain('£1,200.00 is');
  });
});

describe('a change while the execution parks', () => {
  it('is met by the condition of the token, so that the case is decided afresh and not slept over', async () => {
    const story = await aSmallInvoice();
    await story.goTo(5);
    const wakes = () =>
      Object.entries(story.pipeline.stats().calls).find(([name]) => /lambda\..*WakeCase/.test(name))?.[1] ?? 0;
    // The execution has decided to rest for a month; before its token is written, the hold is lifted and its event is spent.
    story.faults.before('lambda', 'evaluate-escalation', async () =>
      story.faults.before('dynamodb', 'UpdateItem', async () => {
        const before = wakes();
        await story.release();
        while (wakes() === before) await new Promise((resolve) => setTimeout(resolve, 5));
      }),
    );
    await story.hold({ reason: 'query' });
    await story.goTo(11);
    expect(story.sent()).toEqual([friendly, 'day 10: second INV-1']);
  });

  it('by which nothing is owed any more ends the execution at once', async () => {
    const story = await aSmallInvoice();
    await story.goTo(2);
    story.faults.before('lambda', 'send-reminder', async () =>
      story.faults.before('dynamodb', 'UpdateItem', () => story.pay('1200.00')),
    );
    await story.goTo(3);
    expect(story.executions().map(({ status, state }) => `${status} ${state}`)).toEqual(['SUCCEEDED Closed']);
    await story.goTo(40);
    expect(story.sent().filter((line) => !line.includes('receipt'))).toEqual([friendly]);
  });
});

describe('many at once', () => {
  it('steps of one customer that fall due at the same moment make one message about all of it', async () => {
    const story = await aSmallInvoice();
    await story.push(
      ...['INV-2', 'INV-3', 'INV-4'].map((invoiceNumber) => ({ invoiceNumber, issuedOn: story.on(-10) })),
    );
    await story.goTo(4);
    const [sent, ...others] = story.sent();
    expect(others).toEqual([]);
    const [what, ...invoices] = (sent ?? '').split(/ (?=INV-)/);
    expect([what, invoices.sort()]).toEqual(['day 3: friendly', ['INV-1', 'INV-2', 'INV-3', 'INV-4']]);
  });
});
