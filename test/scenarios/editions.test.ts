/** Each reader's edition of the report on its days, each owner's book and nobody else's, and the customers' statements. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Letter } from '../support/scenario/inbox.ts';
import type { Story } from '../support/scenario/story.ts';
import { openStage, type Stage } from '../support/scenario.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const OLIVE = 'olive@seller.example';
const KIM = 'kim@seller.example';
const CFO = 'cfo@seller.example';
const to = (letters: readonly Letter[], address: string) => letters.filter((letter) => letter.to.includes(address));

describe('the editions of the report', () => {
  it('reach the owners with their own books, finance with all of them, and never one owner with another’s', async () => {
    const editions = [OLIVE, KIM].map((email) => ({ email, edition: 'collector' as const }));
    const story = await stage.story({ begins: -10, reports: true, creditor: { editions } });
    const short = { issuedOn: story.on(-10) };
    const kims = { customerId: 'C-2', name: 'Beta Ltd', owner: { name: 'Kim', email: KIM } };
    await story.push(short, { ...short, invoiceNumber: 'KIM-1', total: '20.00', customer: kims });
    await story.goTo(3, '09:00');
    const today = story.reports().filter(({ day }) => day === 3);
    expect(today.map((letter) => letter.to).sort()).toEqual([['finance@demo.example'], [KIM], [OLIVE]]);
    const [olives = '', kim = '', all = ''] = [OLIVE, KIM, 'finance@demo.example'].map(
      (address) => to(today, address)[0]?.text,
    );
    expect(olives).toMatch(/GOING OUT TODAY \(1\)[\s\S]*INV-1 \| friendly/);
    expect(olives).not.toMatch(/KIM-1|Beta|£20\.00|£1,220/);
    expect(kim).toMatch(/KIM-1 \| friendly[\s\S]*£20\.00/);
    expect(kim).not.toMatch(/INV-1|Acme|£1,200|£1,220/);
    expect(all).toMatch(/GOING OUT TODAY \(2\)/);
  });

  it('for the CFO comes on Mondays and month-ends, with what came in and what is overdue', async () => {
    const story = await stage.story({
      begins: -30,
      reports: true,
      creditor: { editions: [{ email: CFO, edition: 'cfo' }] },
    });
    await story.push({ issuedOn: story.on(-60), dueOn: story.on(-28) }, { invoiceNumber: 'INV-2', total: '70.00' });
    await story.goTo(-10);
    await story.pay('70.00', { paymentId: 'P-2', invoiceNumber: 'INV-2' });
    await story.goTo(6, '09:00');
    const isExpected = (day: number): boolean => {
      const date = new Date(`${story.on(day)}T00:00:00Z`);
      return date.getUTCDay() === 1 || new Date(date.getTime() + 86_400_000).getUTCDate() === 1;
    };
    const days = Array.from({ length: 37 }, (_, index) => index - 30).filter(isExpected);
    const letters = to(story.reports(), CFO);
    expect(letters.map(({ day }) => day)).toEqual(days);
    const first = letters.find(({ day }) => day >= -9)?.text ?? '';
    expect(first).toMatch(/CASH IN[\s\S]*£70\.00/);
    expect(letters.at(-1)?.text).toMatch(/THE LARGEST DEBTORS \(1\)[\s\S]*Acme Ltd \|[\s\S]*owner: Olive Owner/);
    expect(letters.at(-1)?.text).toMatch(/OVERDUE AND ITS CHANGE \(1\)\n-+\n\n- £1,200\.00 \| unchanged \| /);
  });
});

describe('the monthly statement', () => {
  const statements = (story: Story) => story.letters().filter(({ what }) => what === 'statement');

  it('comes once a month within the customer’s hours, with held items marked, and not to whom somebody put on hold', async () => {
    const story = await stage.story({ begins: -5, creditor: { statementDay: 10 } });
    const other = { customerId: 'C-2', name: 'Beta Ltd', contacts: [{ email: 'b@beta.example', roles: ['billing'] }] };
    await story.push(
      {},
      { invoiceNumber: 'HELD-1', total: '300.00' },
      { invoiceNumber: 'INV-2', total: '50.00', customer: other },
    );
    await story.hold({ reason: 'dispute' }, 'invoices/HELD-1');
    await story.hold({ reason: 'insolvency' }, 'customers/C-2');
    await story.goTo(1);
    await story.pay('200.00');
    await story.goTo(70);
    const tenths = Array.from({ length: 75 }, (_, index) => index - 5).filter((day) => story.on(day).endsWith('-10'));
    const sent = statements(story);
    expect(sent.map((letter) => letter.to)).toEqual(tenths.map(() => ['ap@acme.example']));
    for (const [index, { day, sentAt }] of sent.entries()) {
      const { time } = story.calendar.read(sentAt);
      expect([time >= '08:00', time < '20:00', day - (tenths[index] ?? 0) <= 5, day >= (tenths[index] ?? 0)]).toEqual([
        true,
        true,
        true,
        true,
      ]);
    }
    const text = sent[0]?.text ?? '';
    expect(text).toMatch(/- HELD-1 \| [^\n]* \| £300\.00\n {2}on hold/);
    expect(text).toMatch(/- INV-1 \| [^\n]* \| £1,000\.00/);
    expect(text).toMatch(/Open in all: £1,300\.00/);
    expect(text).toMatch(/PAYMENTS SINCE[\s\S]*INV-1 \| [^\n]* \| £200\.00/);
    expect(sent[0]?.invoices.slice().sort()).toEqual(['HELD-1', 'INV-1']);
  });

  it('is off where the creditor names no day', async () => {
    const story = await stage.story({ begins: -5 });
    await story.push({});
    await story.goTo(40);
    expect(statements(story)).toEqual([]);
  });
});
