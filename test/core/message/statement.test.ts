/** The monthly statement: every open item or a file of them, exact sums per currency, marks, both languages. */
import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../../core/message/language.ts';
import { renderStatement, type StatementItem, type StatementView } from '../../../core/message/statement.ts';
import { b2bStandard } from '../../../core/policy/policy.ts';
import { statementView } from '../../../core/report/statement.ts';
import { nextStatementAt, statementMonth } from '../../../core/report/statement-schedule.ts';
import { aCreditor, aCustomer, anInvoice } from '../../support/builders.ts';

const item = (fields: Partial<StatementItem> = {}): StatementItem => ({
  number: 'INV-1',
  issuedOn: '2026-01-01',
  dueOn: '2026-01-31',
  open: { minor: 120_000, currency: 'GBP' },
  bucket: '31-60',
  ...fields,
});
const aStatement = (fields: Partial<StatementView> = {}): StatementView => ({
  locale: 'en-GB',
  language: 'en',
  date: '2026-03-10',
  since: '2026-02-10',
  sender: { name: 'Demo Ltd', legalName: 'Demo Ltd', addressLines: ['1 High Street'] },
  recipient: { customerName: 'Acme Ltd', contactName: 'Jo' },
  contact: { name: 'Robin', email: 'robin@demo.example' },
  items: [item()],
  unapplied: [],
  credit: [],
  payments: [],
  ...fields,
});

describe('the statement', () => {
  it.each(LANGUAGES)('says all it was given in %s, and adds up within a currency only', (language) => {
    const { html, text } = renderStatement(
      aStatement({
        language,
        items: [
          item(),
          item({ number: 'INV-2', open: { minor: 30_000, currency: 'GBP' } }),
          item({ number: 'EUR-1', open: { minor: 7, currency: 'EUR' } }),
        ],
        unapplied: [{ minor: 5000, currency: 'GBP' }],
        credit: [{ minor: 1100, currency: 'EUR' }],
        payments: [{ number: 'INV-0', receivedOn: '2026-02-20', amount: { minor: 990, currency: 'GBP' } }],
      }),
    );
    for (const said of ['INV-1', 'INV-2', 'EUR-1', '£1,500.00', '€0.07', '£50.00', '€11.00', 'INV-0', '£9.90'])
      for (const twin of [html, text]) expect(twin).toContain(said);
    expect(text).not.toContain('1,500.07');
  });

  it('lists what fits and attaches all of it, a formula made harmless', () => {
    const items = Array.from({ length: 60 }, (_, index) => item({ number: index === 59 ? '=1+1' : `INV-${index}` }));
    const { text, attachment } = renderStatement(aStatement({ items }));
    expect(text.match(/- INV-/g)).toHaveLength(40);
    expect(text).toContain('20 more items are in the attached statement-2026-03-10.csv');
    expect(text).toContain('£72,000.00');
    expect(attachment?.content.trim().split('\r\n')).toHaveLength(61);
    expect(attachment?.content).toContain("'=1+1");
    expect(renderStatement(aStatement()).attachment).toBeUndefined();
  });
});

describe('what it says of each item', () => {
  const now = '2026-03-10T11:00:00.000Z';
  const of = (fields: Parameters<typeof anInvoice>[0]) => {
    const situation = {
      invoice: anInvoice(fields),
      customer: aCustomer(),
      policy: b2bStandard,
      large: false,
      coveredMinor: 0,
      stopped: false,
    };
    const facts = {
      creditor: aCreditor(),
      customer: aCustomer(),
      contact: { roles: [] },
      situations: [situation],
      paid: [],
      since: '2026-02-10',
    };
    return statementView(facts, now)?.items[0];
  };
  const dispute = { reason: 'r', by: 'robin', at: now };

  it.each([
    { when: 'nothing is said of it', fields: {}, mark: undefined },
    { when: 'it is disputed', fields: { dispute }, mark: 'disputed' },
    {
      when: 'the dispute is over',
      fields: { dispute: { ...dispute, until: '2026-03-01T00:00:00.000Z' } },
      mark: undefined,
    },
    { when: 'it is on hold', fields: { hold: { reason: 'r', by: 'robin' } }, mark: 'held' },
    { when: 'payment is promised', fields: { promisedOn: '2026-03-12' }, mark: 'promised' },
    { when: 'the promised day is long past', fields: { promisedOn: '2026-02-12' }, mark: undefined },
  ])('is marked as $mark when $when', ({ fields, mark }) => {
    expect(of(fields)).toMatchObject({ number: 'INV-1', bucket: '31-60' });
    expect(of(fields)?.mark).toBe(mark);
  });

  it.each([{ owedMinor: 0 }, { type: 'credit_note' as const }, { status: 'void' as const }])(
    'is nothing, and there is no statement, where nothing is open: %j',
    (fields) => {
      expect(of(fields)).toBeUndefined();
    },
  );
});

describe('its day', () => {
  const creditor = { timeZone: 'America/New_York', statementDay: 10 };

  it.each([
    { now: '2026-03-09T12:00:00.000Z', at: '2026-03-10T10:00:00.000Z' },
    { now: '2026-03-10T10:00:00.000Z', at: '2026-04-10T10:00:00.000Z' },
    { now: '2026-12-31T12:00:00.000Z', at: '2027-01-10T11:00:00.000Z' },
  ])('after $now is at six on the creditor’s clock: $at', ({ now, at }) => {
    expect(nextStatementAt(creditor, now)).toBe(at);
  });

  it('names its month and the day of the statement before', () => {
    expect(statementMonth(creditor, '2027-01-10T11:00:00.000Z')).toEqual({ month: '2027-01', since: '2026-12-10' });
  });
});
