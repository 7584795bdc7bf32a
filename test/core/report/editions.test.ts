/** Who gets which edition on which day, and that nobody's book shows another's. */
import { describe, expect, it } from 'vitest';
import { buildReport } from '../../../core/report/build.ts';
import { bookOf, isCfoDay, readersOf } from '../../../core/report/editions.ts';
import { renderReport } from '../../../core/report/render/report.ts';
import { aCreditor, aCustomer, anInvoice, aPayment, aTask } from '../../support/builders.ts';
import { aLine, anOpenRow, someFacts } from './a-facts.ts';

const TUESDAY = '2026-03-03';
const MONDAY = '2026-03-02';
const who = (editions: Parameters<typeof readersOf>[0]['editions'], date: string) =>
  readersOf(aCreditor({ editions }), date).map(({ email, edition }) => `${edition} ${email}`);

describe('readers', () => {
  it('are the finance addresses with the manager’s edition, where nothing else is said', () => {
    expect(who(undefined, TUESDAY)).toEqual(['manager finance@demo.example']);
  });

  it('are added to by the creditor’s editions, which overrule what a finance address gets', () => {
    const robin = { email: 'robin@demo.example', edition: 'collector' } as const;
    expect(who([robin, robin], TUESDAY)).toEqual(['manager finance@demo.example', 'collector robin@demo.example']);
    const finance = { email: 'Finance@demo.example', edition: 'cfo' } as const;
    expect(who([finance], TUESDAY)).toEqual([]);
    expect(who([finance], MONDAY)).toEqual(['cfo Finance@demo.example']);
  });

  it.each([
    { date: MONDAY, is: true },
    { date: TUESDAY, is: false },
    { date: '2026-03-31', is: true },
    { date: '2026-03-01', is: false },
    { date: '2028-02-28', is: true },
    { date: '2028-02-29', is: true },
    { date: '2027-02-28', is: true },
    { date: '2026-12-31', is: true },
  ])('get the CFO’s edition on Mondays and month-ends: $date is $is', ({ date, is }) => {
    expect(isCfoDay(date)).toBe(is);
  });
});

describe('a collector’s book', () => {
  const kim = { name: 'Kim', email: 'Kim@demo.example' };
  const facts = () =>
    someFacts({
      customers: new Map([
        ['C-1', aCustomer({ owner: kim })],
        ['C-2', aCustomer({ customerId: 'C-2', name: 'Other Ltd' })],
      ]),
      open: [
        anOpenRow({ standing: { promise: { on: '2026-03-04' }, dispute: {} } }),
        anOpenRow({
          invoiceNumber: 'SECRET-1',
          customerId: 'C-2',
          standing: { promise: { on: '2026-03-04' }, dispute: {} },
        }),
        anOpenRow({ invoiceNumber: 'SECRET-2', customerId: 'C-3' }),
      ],
      upcoming: ['C-1', 'C-2', 'C-3'].map((customerId) =>
        anInvoice({
          customerId,
          invoiceNumber: customerId === 'C-1' ? 'INV-1' : 'SECRET-3',
          nextStepId: 'firm',
          nextAt: '2026-03-03T10:20:00.000Z',
        }),
      ),
      journal: (['sent', 'paid', 'promise', 'stopped', 'bounced', 'fault'] as const).flatMap((kind) => [
        aLine({ kind }),
        aLine({ kind, customerId: 'C-2', invoiceNumber: 'SECRET-4', invoiceId: 'SECRET-4' }),
        aLine({ kind, customerId: undefined, invoiceNumber: 'SECRET-5', invoiceId: 'SECRET-5' }),
      ]),
      tasks: [aTask(), aTask({ customerId: 'C-2', invoiceId: 'SECRET-1', invoiceNumber: 'SECRET-1' })],
      approvals: [aTask({ kind: 'approve' }), aTask({ kind: 'approve', customerId: 'C-2', invoiceNumber: 'SECRET-6' })],
      unapplied: [aPayment({ paymentKey: 'SECRET-7', customerId: 'C-2' }), aPayment({ paymentKey: 'SECRET-8' })],
    });

  it('shows what is the owner’s and nothing that is another’s, nobody’s or of a customer that was not read', () => {
    const { html, text, csv } = renderReport(buildReport(bookOf(facts(), 'kim@demo.example'), 'collector'));
    for (const said of [html, text, csv]) {
      expect(said).toContain('INV-1');
      expect(said).not.toMatch(/SECRET|Other Ltd/);
    }
  });

  it('takes customers without an owner for the creditor’s own owner', () => {
    const { text } = renderReport(buildReport(bookOf(facts(), 'robin@demo.example'), 'collector'));
    expect(text).toContain('Other Ltd');
    expect(text).not.toMatch(/Acme Ltd|SECRET-2/);
  });

  it('has its calls in order: broken promises first, then by amount times days overdue, with phone and last contact', () => {
    const call = (name: string) => aTask({ taskId: name, invoiceId: name, invoiceNumber: name, dueOn: '2026-03-03' });
    const contacts = [{ name: 'Jo', mobile: '+44 20 7946 0000', roles: ['billing' as const] }];
    const { calls = [] } = buildReport(
      someFacts({
        customers: new Map([['C-1', aCustomer({ contacts, lastReminderAt: '2026-02-24T10:20:00.000Z' })]]),
        tasks: [call('OLD'), call('BIG'), call('BROKEN'), call('PAID'), { ...call('LATER'), dueOn: '2026-03-04' }],
        open: [
          anOpenRow({ invoiceNumber: 'OLD', owedMinor: 10_000, dueOn: '2025-12-03' }),
          anOpenRow({ invoiceNumber: 'BIG', owedMinor: 90_000, dueOn: '2026-02-21' }),
          anOpenRow({ invoiceNumber: 'BROKEN', owedMinor: 100, standing: { broken: 1 } }),
          anOpenRow({ invoiceNumber: 'LATER' }),
        ],
      }),
      'collector',
    );
    expect(calls.map(({ invoiceNumber, score }) => `${invoiceNumber} ${score}`)).toEqual([
      'BROKEN 31',
      'OLD 9000',
      'BIG 9000',
    ]);
    expect(calls[0]).toMatchObject({ person: 'Jo', phone: '+44 20 7946 0000', lastContactOn: '2026-02-24' });
  });
});

describe('links of a row', () => {
  const today = { nextStepId: 'firm', nextAt: '2026-03-03T10:20:00.000Z', stepsDone: ['friendly', 'second'] };
  const facts = () => someFacts({ upcoming: [anInvoice(today)], open: [anOpenRow()] });
  const hrefs = (said: string) => [...said.matchAll(/https:\/\/x\.example\/(stop-today|promised-on)/g)].length;

  it('stand in HTML and text where mails carry links, and nowhere else', () => {
    const linkOf = ({ action }: { readonly action: string }) => `https://x.example/${action}`;
    const { html, text } = renderReport(buildReport({ ...facts(), linkOf }));
    expect([hrefs(html), hrefs(text)]).toEqual([2, 2]);
    expect(hrefs(renderReport(buildReport(facts())).html)).toBe(0);
  });

  it('drop what is no web link', () => {
    const { html } = renderReport(buildReport({ ...facts(), linkOf: () => 'javascript:alert(1)' }));
    expect(html).not.toContain('javascript');
  });
});
