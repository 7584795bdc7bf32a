/** Codes and audit records as sentences: every one that the pipeline writes has words. */
import { describe, expect, it } from 'vitest';
import type { AuditRecord, Plain } from '../../../core/audit/chain.ts';
import { reasonWords } from '../../../core/case/reason-words.ts';
import { recordWords } from '../../../core/case/record-words.ts';
import { type ChangeType, TRANSITIONS } from '../../../core/case/transition.ts';

function words(type: string, data: { readonly [key: string]: Plain } = {}, version = 2): string | undefined {
  const record: AuditRecord = {
    version,
    type,
    at: '2026-02-01T00:00:00.000Z',
    by: 'erp',
    data,
    previous: '',
    hash: '',
  };
  return recordWords(record, 'GBP');
}

describe('recordWords', () => {
  it.each([
    [
      'invoice.accepted',
      { openMinor: 120000, dueOn: '2026-01-31' },
      'The ERP sent a newer state: 1200.00 GBP open, due on 2026-01-31',
    ],
    [
      'invoice.accepted',
      { openMinor: 0, closedAs: 'paid' },
      'The ERP sent a newer state: 0.00 GBP open; the case closed as paid',
    ],
    [
      'payment.applied',
      { minor: 20000, owedMinor: 100000 },
      'A payment of 200.00 GBP was applied; 1000.00 GBP is owed',
    ],
    [
      'payment.applied',
      { minor: 120000, owedMinor: 0, closedAs: 'paid' },
      'A payment of 1200.00 GBP was applied; nothing is owed any more; the case closed as paid',
    ],
    ['payment.reversed', { minor: -5000, owedMinor: 5000 }, '50.00 GBP was taken back; 50.00 GBP is owed'],
    ['hold.placed', { held: true, until: null }, 'Put on hold until it is lifted'],
    ['hold.placed', { held: true, until: '2026-02-16T00:00:00.000Z' }, 'Put on hold until 2026-02-16T00:00:00.000Z'],
    [
      'hold.placed',
      { held: true, code: 'dispute', promisedOn: '2026-02-20' },
      'Put on hold for a dispute until it is lifted; the customer promised to pay by 2026-02-20',
    ],
    ['hold.placed', { promisedOn: '2026-02-20' }, 'The customer promised to pay by 2026-02-20'],
    ['case.woken', { cause: 'customer-hold-placed' }, 'The customer was put on hold'],
    ['case.closed', { rule: 'paid' }, 'The case closed: paid: nothing is owed any more'],
    ['case.started', { cycle: 1, run: 2, replaced: true }, 'A new execution took over from one that was lost'],
    ['decision.made', { decision: 'wait', rule: 'not-due' }, 'The next step is not due yet'],
    [
      'message.claimed',
      { stepId: 'firm', channel: 'email', owedMinor: 100 },
      'The e-mail “firm” was prepared over 1.00 GBP',
    ],
    ['message.sent', { stepId: 'text', channel: 'sms' }, 'The text message “text” was sent'],
    [
      'message.stopped',
      { stepId: 'firm', channel: 'email', code: 'paid' },
      'The e-mail “firm” was stopped at the last moment: paid: nothing is owed any more',
    ],
    [
      'message.unknown',
      { touch: 'TOUCH#1#firm.1#email' },
      'Whether the e-mail “firm” left is not known, so it is not repeated',
    ],
    ['task.opened', { stepId: 'call', kind: 'call' }, 'The task “call” was opened'],
    ['task.done', { outcome: 'payment_sent' }, 'A task was done: payment sent'],
    ['case.restored', { restoredTo: '2026-02-01T00:00:00.000Z' }, 'The table was restored to 2026-02-01T00:00:00.000Z'],
    [
      'person.asked',
      { fault: 'StepRejected' },
      'A person was asked to look: a step was refused in a way that trying again cannot mend',
    ],
  ] as const)('tells %s %j', (type, data, sentence) => {
    expect(words(type, data)).toBe(sentence);
  });

  it('tells the first word of an invoice from later ones', () => {
    expect(words('invoice.accepted', {}, 1)).toBe('The ERP sent the invoice');
  });

  it.each(Object.keys(TRANSITIONS))('has words for %s even without data', (type) => {
    expect(words(type)).toMatch(/^[A-Z].*[a-z]$/);
    expect(words(type)).not.toMatch(/undefined|null|NaN/);
  });

  it('has none for a type that nobody knows', () => {
    expect(words('case.painted' satisfies Exclude<string, ChangeType>)).toBeUndefined();
    expect(words('toString')).toBeUndefined();
  });
});

it('shows a code without words of its own as it is', () => {
  expect(reasonWords('owner-died')).toBe('The reason given is “owner-died”');
  expect(reasonWords('constructor')).toBe('The reason given is “constructor”');
});
