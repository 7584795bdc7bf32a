/** What a preview foretells of small books, what it says of put-offs, and what another version would change. */
import { describe, expect, it } from 'vitest';
import { pageOf } from '../../../bin/operate/policy-preview/page.ts';
import { terminalLines } from '../../../bin/operate/policy-preview/terminal.ts';
import type { Invoice } from '../../../core/case/invoice.ts';
import type { Customer } from '../../../core/contact/customer.ts';
import { b2bStandard, type Policy } from '../../../core/policy/policy.ts';
import { type Book, policyName } from '../../../core/preview/book.ts';
import { differenceOf } from '../../../core/preview/compare.ts';
import type { Entry, PreviewOptions } from '../../../core/preview/entry.ts';
import { simulate } from '../../../core/preview/simulate.ts';
import { summaryOf } from '../../../core/preview/summary.ts';
import { aCreditor, aCustomer, anInvoice } from '../../support/builders.ts';

const options: PreviewOptions = { now: '2026-02-02T06:00:00.000Z', days: 60 };

function bookOf(invoices: readonly Invoice[], customer: Partial<Customer> = {}): Book {
  const ids = [...new Set(invoices.map(({ customerId }) => customerId))];
  return {
    creditor: aCreditor(),
    invoices,
    customers: new Map(ids.map((customerId) => [customerId, aCustomer({ customerId, ...customer })])),
    persons: [],
    messages: new Map(),
    policies: new Map([[policyName({ policyId: b2bStandard.id, policyVersion: 1 }), b2bStandard]]),
  };
}

const told = (entries: readonly Entry[]): string[] =>
  entries.map(({ on, kind, stepId, tone, invoiceIds }) =>
    [on, kind, stepId, ...(tone ? [tone] : []), ...invoiceIds].join(' '),
  );

describe('a preview', () => {
  it('of one invoice walks its whole path, and leaves out what nobody approved', () => {
    const { entries, waiting } = simulate(bookOf([anInvoice()]), { ...options, days: 70 });
    expect(told(entries)).toEqual([
      '2026-02-03 message friendly friendly INV-1',
      '2026-02-10 message second second INV-1',
      '2026-02-20 message firm firm INV-1',
      '2026-03-02 task call-again INV-1',
      '2026-03-17 approval final INV-1',
      '2026-04-01 end decide INV-1',
    ]);
    expect(waiting).toMatchObject([{ invoiceId: 'INV-1', kind: 'close', reason: 'exhausted' }]);
  });

  it('sends the final notice where approvals are taken as given', () => {
    const { entries } = simulate(bookOf([anInvoice()]), { ...options, approve: true });
    expect(told(entries)).toContain('2026-03-17 message final final INV-1');
  });

  it('writes one message for several invoices of a customer, in the tone of the furthest', () => {
    const older = anInvoice({ invoiceId: 'INV-0', dueOn: '2026-01-14', stepsDone: ['friendly', 'second'] });
    const { entries } = simulate(bookOf([anInvoice(), older]), options);
    expect(told(entries)[0]).toBe('2026-02-03 message firm firm INV-0 INV-1');
    const days = entries.filter(({ kind }) => kind === 'message').map(({ on }) => on);
    expect(new Set(days).size).toBe(days.length);
  });

  it('says what put a step off: the weekend, a hold and the gap', () => {
    const weekend = simulate(bookOf([anInvoice({ dueOn: '2026-02-04', startStepId: 'friendly' })]), options).entries[0];
    expect(weekend).toMatchObject({
      on: '2026-02-09',
      deferrals: [{ from: '2026-02-07', to: '2026-02-09', reason: 'closed-day' }],
    });
    const hold = { reason: 'query', by: 'api', until: '2026-02-12T00:00:00.000Z' };
    const [held] = simulate(bookOf([anInvoice({ hold })]), options).entries;
    expect(held).toMatchObject({
      on: '2026-02-12',
      deferrals: [{ from: '2026-02-03', to: '2026-02-12', reason: 'hold' }],
    });
  });

  it('breaks the promise of whoever does not pay, and goes on afterwards', () => {
    const promise = { on: '2026-02-09', owedMinor: 120_000, by: 'api', at: '2026-02-01T00:00:00.000Z' };
    const { entries } = simulate(bookOf([anInvoice({ promise })]), options);
    expect(told(entries)[0]).toBe('2026-02-11 message second second INV-1');
  });

  it('rehearses under a dry policy: each invoice by itself, and nothing of it is a message that leaves', () => {
    const dry: Policy = { ...b2bStandard, mode: 'dry' };
    const book = {
      ...bookOf([anInvoice(), anInvoice({ invoiceId: 'INV-2' })]),
      policies: new Map([['b2b-standard 1', dry]]),
    };
    const preview = simulate(book, options);
    expect(preview.entries.every(({ rehearsed }) => rehearsed)).toBe(true);
    const { messages, rehearsed } = summaryOf(preview, '2026-02-02', 60);
    expect(rehearsed).toBe(messages);
  });

  it('is the same each time, and changes nothing of what it was given', () => {
    const book = bookOf([anInvoice(), anInvoice({ invoiceId: 'INV-2', customerId: 'C-2' })]);
    const before = structuredClone(book);
    expect(simulate(book, options)).toEqual(simulate(book, options));
    expect(book).toEqual(before);
  });
});

describe('another version', () => {
  const candidate: Policy = {
    ...b2bStandard,
    steps: b2bStandard.steps
      .filter(({ id }) => id !== 'call-again')
      .map((step) => (step.id === 'second' ? { ...step, at: 12 } : step)),
  };
  const book = bookOf([
    anInvoice(),
    anInvoice({
      invoiceId: 'INV-2',
      customerId: 'C-2',
      dueOn: '2025-12-01',
      stepsDone: ['friendly', 'second', 'firm', 'call-again', 'final'],
    }),
  ]);
  const [live, other] = [simulate(book, options), simulate(book, { ...options, candidate })];

  it('differs in its steps, from its first other day on, for the customers it concerns', () => {
    const difference = differenceOf(live, other);
    expect(difference.firstOn).toBe('2026-02-10');
    expect(difference.customers).toMatchObject([{ customerId: 'C-1', kind: 'other' }]);
    expect(difference.steps.find(({ name }) => name === 'task: call-again')).toMatchObject({ live: 1, candidate: 0 });
  });

  it('that changes nothing differs in nothing', () => {
    expect(differenceOf(live, simulate(book, { ...options, candidate: b2bStandard })).firstOn).toBeUndefined();
  });

  it('is told on a terminal within its width, and on a page that runs nothing of what it quotes', () => {
    const evil = '<script>alert(1)</script>';
    const report = {
      ...{ creditorName: evil, from: '2026-02-02', days: 60, invoices: 2, customers: book.customers },
      ...{ summary: summaryOf(other, '2026-02-02', 60), approve: false, stopped: true },
      against: { candidate, live: summaryOf(live, '2026-02-02', 60), difference: differenceOf(live, other) },
    };
    for (const columns of [80, 120])
      for (const line of terminalLines(report, columns)) expect(line.length).toBeLessThanOrEqual(columns);
    const text = terminalLines(report, 100).join('\n');
    expect(text).toContain('Compared with the live policy: the first difference is on 10 Feb 2026');
    expect(text).toContain('The stop switch is on now');
    expect(text).toMatch(/\d+ Feb: quiet/);
    const page = pageOf(report);
    expect(page).not.toContain(evil);
    expect(page).not.toMatch(/<script|https?:/);
    expect(page).toContain('prefers-color-scheme:dark');
  });
});
