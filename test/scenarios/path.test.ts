import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Story } from '../support/scenario/story.ts';
import { openStage, type Stage } from '../support/scenario.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

/** What goes out on each of these days, and not before. */
async function dayByDay(story: Story, days: readonly number[]): Promise<string[][]> {
  const seen: string[][] = [];
  for (const day of days) {
    const before = story.sent().length;
    await story.goTo(day);
    seen.push(story.sent().slice(before));
  }
  return seen;
}

describe('the default path', () => {
  it('of a large invoice: a question, reminders, calls, a firm letter copied to the owner, and a decision for a person', async () => {
    const story = await stage.story();
    await story.push({ total: '8000.00' });
    expect(await dayByDay(story, [-8, -7, 2, 3, 9, 10, 14, 15, 19, 20, 29, 30, 44, 45, 61, 62, 75])).toEqual([
      ...[[], ['day -7: check-in INV-1'], [], ['day 3: friendly INV-1'], [], ['day 10: second INV-1']],
      ...[[], ['day 15: call INV-1'], [], ['day 20: firm INV-1'], [], ['day 30: call-again INV-1']],
      ...[[], ['day 45: approve INV-1'], [], ['day 62: decide INV-1'], []],
    ]);
    const [ap, owner] = ['ap@acme.example', 'olive@seller.example'];
    expect(story.letters().map(({ to, cc }) => [...to, ...cc])).toEqual([
      [ap],
      [ap],
      [ap],
      [owner],
      [ap, owner],
      [owner],
      [owner],
      [owner],
    ]);
    expect(await story.invoice()).toMatchObject({ caseState: 'closed', closedAs: 'exhausted', balance: '8000.00' });
    const open = (await story.tasks()).map(({ kind, state }) => `${kind} ${state}`);
    expect(open.sort()).toEqual(['call open', 'call-again open', 'decide open']);
    expect((await story.timeline()).whole).toBe(true);
    expect(story.executions().map(({ status, state }) => `${status} ${state}`)).toEqual(['SUCCEEDED Closed']);
  });

  it('of a small invoice of a known customer has no question before the due date and no first call', async () => {
    const story = await stage.story();
    await story.push({ invoiceNumber: 'INV-0', status: 'void' }, {});
    await story.goTo(62);
    expect(story.sent()).toEqual([
      'day 3: friendly INV-1',
      'day 10: second INV-1',
      'day 20: firm INV-1',
      'day 30: call-again INV-1',
      'day 45: approve INV-1',
      'day 62: decide INV-1',
    ]);
  });

  it('asks a new customer with terms of two weeks or more whether everything is in order, and no other', async () => {
    const story = await stage.story();
    await story.push(
      { invoiceNumber: 'NEW', customer: { customerId: 'C-NEW' } },
      { invoiceNumber: 'SHORT', customer: { customerId: 'C-SHORT' }, issuedOn: story.on(-10) },
    );
    await story.goTo(0);
    expect(story.sent()).toEqual(['day -7: check-in NEW']);
  });

  it('moves a step that falls on a weekend to the Monday after it', async () => {
    const story = await stage.story({ dueOn: 'Wednesday' });
    await story.push({ total: '100.00', customer: { customerId: 'C-1' }, issuedOn: story.on(-10) });
    await story.goTo(22);
    expect(story.sent()).toEqual(['day 5: friendly INV-1', 'day 12: second INV-1', 'day 20: firm INV-1']);
  });

  it('writes between 10:00 and 11:30 on the clock of each customer, at the customer’s own minute or, for the first, within a sweep of it', async () => {
    const zones = ['Europe/London', 'America/New_York', 'Asia/Tokyo'];
    const story = await stage.story();
    const customers = zones.flatMap((timeZone) => [1, 2, 3].map((n) => ({ customerId: `${timeZone} ${n}`, timeZone })));
    await story.push(...customers.map((customer) => ({ invoiceNumber: customer.customerId, customer })));
    await story.goTo(12, '23:00');
    const times = new Map<string, Set<string>>();
    for (const { invoices, sentAt } of story.letters()) {
      const number = invoices.join();
      const { time } = story.calendar.read(sentAt, number.split(' ')[0]);
      times.set(number, (times.get(number) ?? new Set()).add(time));
    }
    expect([...times.keys()].sort()).toEqual(customers.map(({ customerId }) => customerId).sort());
    for (const [number, seen] of times) {
      const minutes = [...seen].map((time) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3)));
      expect([number, Math.max(...minutes) - Math.min(...minutes) <= 5]).toEqual([number, true]);
    }
    const minutes = [...times.values()].flatMap((seen) => [...seen]).sort();
    expect(minutes[0]?.localeCompare('10:00')).toBeGreaterThanOrEqual(0);
    expect(minutes.at(-1)?.localeCompare('11:30')).toBeLessThan(0);
    expect(new Set(minutes).size).toBeGreaterThan(3);
  });

  it('puts all messages of one path into one thread of the reader’s mailbox', async () => {
    const story = await stage.story();
    await story.push();
    await story.goTo(22);
    const replies = story.letters().map(({ headers }) => headers.get('References'));
    expect(replies[0]).toBeUndefined();
    expect(new Set(replies.slice(1)).size).toBe(1);
    expect(replies[1]).toMatch(/^<.+@eu-west-1\.amazonses\.com>$/);
  });
});

describe('text messages', () => {
  const mobile = { name: 'Jo', email: 'jo@acme.example', mobile: '+447700900123', roles: ['billing'] };

  it('go to customers who consented, between the second e-mail and the firm one', async () => {
    const story = await stage.story({ creditor: { policyId: 'b2b-with-sms', smsOrigination: '+447700900999' } });
    await story.push({ customer: { contacts: [{ ...mobile, smsConsent: true }] }, issuedOn: story.on(-10) });
    await story.goTo(26);
    expect(story.sent()).toEqual([
      'day 3: friendly INV-1',
      'day 10: second INV-1',
      'day 17: text INV-1',
      'day 24: firm INV-1',
    ]);
    const texts = story.letters().filter(({ channel }) => channel === 'sms');
    expect(texts.map(({ to }) => to)).toEqual([['+447700900123']]);
    expect(texts[0]?.text).toContain('INV-1');
  });

  it('are left out for everybody else', async () => {
    const story = await stage.story({ creditor: { policyId: 'b2b-with-sms', smsOrigination: '+447700900999' } });
    await story.push({ customer: { contacts: [mobile] }, issuedOn: story.on(-10) });
    await story.goTo(26);
    expect(story.sent()).toEqual(['day 3: friendly INV-1', 'day 10: second INV-1', 'day 20: firm INV-1']);
  });
});

describe('an invoice that arrives old', () => {
  it('starts at the step its age calls for', async () => {
    const story = await stage.story({ begins: 13 });
    await story.push();
    await story.goTo(13);
    expect(story.sent()).toEqual(['day 13: second INV-1']);
    await story.goTo(29);
    expect(story.sent()).toEqual(['day 13: second INV-1', 'day 20: firm INV-1']);
  });

  it('however old, starts with the firm letter and takes one step at a time', async () => {
    const story = await stage.story({ begins: 90 });
    await story.push({ total: '8000.00' });
    await story.goTo(90);
    expect(story.sent()).toEqual(['day 90: firm INV-1']);
    await story.goTo(91);
    expect(story.sent().slice(1)).toEqual(['day 91: call-again INV-1']);
    await story.goTo(120);
    expect(story.sent().slice(2)).toEqual(['day 92: approve INV-1', 'day 107: decide INV-1']);
  });
});

describe('what is never chased', () => {
  it.each([
    { what: 'an invoice without a due date', row: { dueOn: null } },
    { what: 'an invoice that is collected automatically', row: { collection: 'auto' } },
    { what: 'a credit note', row: { type: 'credit_note' } },
    { what: 'a void invoice', row: { status: 'void' } },
    { what: 'an invoice that was written off', row: { status: 'written_off' } },
    { what: 'an invoice that is paid already', row: { openBalance: '0.00' } },
  ])('$what', async ({ row }) => {
    const story = await stage.story();
    await story.push(row);
    await story.goTo(60);
    expect(story.sent()).toEqual([]);
    expect(story.executions()).toEqual([]);
    expect((await story.invoice()).reason).not.toBe('');
  });
});

describe('an invoice with instalments', () => {
  it('is chased by its earliest open one, and not before', async () => {
    const story = await stage.story({ begins: -3 });
    const first = { dueOn: story.on(-20), amount: '600.00', openBalance: '0.00' };
    const second = { dueOn: story.on(7), amount: '600.00', openBalance: '600.00' };
    await story.push({ openBalance: '600.00', dueOn: story.on(-20), instalments: [first, second] });
    await story.goTo(9);
    expect(story.sent()).toEqual(['day 0: check-in INV-1']);
    await story.goTo(10);
    expect(story.sent().slice(1)).toEqual(['day 10: friendly INV-1']);
  });
});
