/** What a row learns of a message that left without its knowing. */
import { describe, expect, it } from 'vitest';
import type { Invoice } from '../../../core/case/invoice.ts';
import { sentBefore } from '../../../core/case/sent-before.ts';
import { aCustomer, anInvoice } from '../../support/builders.ts';

const sent = {
  cycle: 1,
  stepId: 'friendly',
  channel: 'email',
  messageId: 'm',
  state: 'sent',
  at: '2026-02-03T23:30:00.000Z',
} as const;
const made = { at: '2026-02-09T09:00:00.000Z', by: 'operator' };
const customer = aCustomer({ timeZone: 'Europe/Berlin' });
const learnt = (fields: Partial<Invoice>, of: { state?: 'unknown'; cycle?: number } = {}) =>
  sentBefore(anInvoice(fields), { ...sent, ...of }, customer, made);

describe('a row that does not know of a sent message', () => {
  it('has its step done as of then, on the customer’s own date, and gives up the token of its wait', () => {
    const { type, after } = learnt({ stepsDone: ['check-in'], taskToken: 'token' }) ?? {};
    expect(type).toBe('message.sent');
    expect(after).toMatchObject({
      stepsDone: ['check-in', 'friendly'],
      lastMessageOn: '2026-02-04',
      lastAction: { stepId: 'friendly', action: 'remind', at: sent.at, on: '2026-02-04' },
    });
    expect(after?.taskToken).toBeUndefined();
  });

  it('notes one that only may have left as such', () => {
    expect(learnt({}, { state: 'unknown' })?.type).toBe('message.unknown');
  });

  it('of a cycle it has not reached yet keeps its steps, and its distance', () => {
    const after = learnt({ cycle: 1, stepsDone: [], taskToken: 'token' }, { cycle: 2 })?.after;
    expect(after).toMatchObject({ stepsDone: [], lastMessageOn: '2026-02-04', taskToken: 'token' });
    expect(after?.lastAction).toBeUndefined();
  });

  it('keeps a later date', () => {
    expect(learnt({ lastMessageOn: '2026-02-06' })?.after).toMatchObject({
      lastMessageOn: '2026-02-06',
      stepsDone: ['friendly'],
    });
  });
});

it('is told nothing that it knows', () => {
  expect(learnt({ stepsDone: ['friendly'], lastMessageOn: '2026-02-04' })).toBeUndefined();
});
