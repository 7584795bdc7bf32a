/** The outbox: what was written is told, by ids only; what fails is given back to the stream. */
import { describe, expect, it } from 'vitest';
import { auditItem, paymentItem } from '../../../adapters/dynamodb/items.ts';
import { type ChangeType, change } from '../../../core/case/transition.ts';
import { eventsOf } from '../../../functions/publish-events/events-of.ts';
import { createHandler, type StreamRecord } from '../../../functions/publish-events/handler.ts';
import { anInvoice, aPayment } from '../../support/builders.ts';

const at = '2026-02-03T10:00:00.000Z';

function audited(type: ChangeType, patch = {}, data = {}, running = true) {
  const row = anInvoice({ version: 3, ...(running ? { runStartedAt: at } : {}) });
  const { after, record } = change(row, type, patch, { at, by: 'somebody', data });
  return auditItem(after, record, true);
}
const names = (item: Readonly<Record<string, unknown>>) => eventsOf(item).map(({ name }) => name);

describe('what an item tells', () => {
  it.each([
    { what: 'stored money', item: paymentItem(aPayment()), told: ['dunlin.payment.received'] },
    { what: 'applied money', item: paymentItem(aPayment({ state: 'applied' })), told: [] },
    { what: 'another name of money', item: paymentItem(aPayment({ state: 'same-money' })), told: [] },
    {
      what: 'an accepted row',
      item: audited('invoice.accepted'),
      told: ['dunlin.invoice.accepted', 'dunlin.case.changed'],
    },
    {
      what: 'a payment that closes its case',
      item: audited('payment.applied', { caseState: 'closed' }, { paymentKey: 'erp#P-1', closedAs: 'paid' }),
      told: ['dunlin.payment.applied', 'dunlin.case.closed', 'dunlin.case.changed'],
    },
    {
      what: 'a refund that opens the next cycle',
      item: audited('payment.reversed', { cycle: 2 }, { paymentKey: 'erp#R-1', cycle: 2 }),
      told: ['dunlin.payment.reversed', 'dunlin.case.reopened', 'dunlin.case.changed'],
    },
    {
      what: 'a change that no execution waits for',
      item: audited('invoice.accepted', {}, {}, false),
      told: ['dunlin.invoice.accepted'],
    },
    { what: 'a decision', item: { ...audited('decision.made'), ref: undefined }, told: [] },
    { what: 'an item of another kind', item: { PK: 'CRED#demo', SK: 'PROFILE' }, told: [] },
  ])('$what: $told', ({ item, told }) => {
    expect(names(item)).toEqual(told);
  });

  it('is ids, never amounts', () => {
    const [event] = eventsOf(audited('payment.applied', {}, { paymentKey: 'erp#P-1', minor: 120_000, owedMinor: 0 }));
    expect(event?.detail).toMatchObject({ creditorId: 'demo', paymentKey: 'erp#P-1', order: 4 });
    expect(JSON.stringify(event)).not.toMatch(/minor/i);
  });
});

describe('the batch', () => {
  const good = (sequence: string): StreamRecord => ({ sequence, item: paymentItem(aPayment()) });
  const bad: StreamRecord = { sequence: '2', item: { ...paymentItem(aPayment()), creditorId: '' } };

  it('gives back what cannot be read and what the bus refused, and nothing else', async () => {
    const failed: string[] = [];
    const publish = createHandler({ publish: async () => [1], failed: (sequence) => failed.push(sequence) });
    expect(await publish([good('1'), bad, good('3'), good('4')])).toEqual(['2', '3']);
    expect(failed).toEqual(['2']);
  });

  it('asks nothing of the bus where there is nothing to tell', async () => {
    const publish = createHandler({ publish: () => Promise.reject(new Error('asked')), failed: () => undefined });
    expect(await publish([{ sequence: '1', item: { SK: 'PROFILE' } }])).toEqual([]);
  });
});
