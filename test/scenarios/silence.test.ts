/** Reasons to be silent as finance lives them, on the whole local pipeline. */
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

describe('an invoice', () => {
  it('disputed as a whole is left alone until the dispute is settled', async () => {
    const story = await aSmallInvoice();
    expect((await story.ask('PUT', '/v1/invoices/INV-1/dispute', { reason: 'not delivered' })).status).toBe(200);
    await story.goTo(9, '09:00');
    expect(story.sent()).toEqual([]);
    await story.ask('DELETE', '/v1/invoices/INV-1/dispute');
    await story.goTo(9);
    expect(story.sent()).toEqual(['day 9: friendly INV-1']);
  });

  it('whose customer is insolvent is left alone for good, and a milder hold does not take its place', async () => {
    const story = await aSmallInvoice();
    const hold = '/v1/customers/C-1/hold';
    await story.ask('PUT', hold, { reason: 'administration', kind: 'insolvency' });
    expect((await story.ask('PUT', hold, { reason: 'query', until: story.on(5) })).status).toBe(409);
    await story.goTo(40);
    expect(story.sent()).toEqual([]);
  });
});

describe('a promise of a part', () => {
  it('that is kept costs nothing: the rest is asked for with the next step', async () => {
    const story = await aSmallInvoice();
    await story.ask('PUT', '/v1/invoices/INV-1/promise', { on: story.on(5), amount: '100.00' });
    await story.goTo(4);
    await story.pay('100.00');
    await story.goTo(7);
    expect(story.sent()).toEqual(['day 7: friendly INV-1']);
    expect((await story.timeline()).records.map(({ type }) => type)).toContain('promise.kept');
  });
});

describe('totals that differ', () => {
  it('keep every message back, until a check agrees', async () => {
    const story = await aSmallInvoice();
    const check = async (count: number) => {
      const { balance } = await story.invoice();
      const asOf = `${story.on(1)}T06:00:00Z`;
      return story.ask('POST', '/v1/sync-checks', { asOf, count, totals: { GBP: balance } });
    };
    expect(await check(2)).toMatchObject({
      status: 200,
      body: { result: 'differs', differences: [{ what: 'count' }] },
    });
    await story.goTo(3);
    expect(story.sent()).toEqual([]);
    expect((await story.invoice()).reason).toMatch(/totals disagree/);
    expect(await check(1)).toMatchObject({ body: { result: 'agrees', differences: [] } });
    await story.goTo(6);
    expect(story.sent()).toEqual(['day 6: friendly INV-1']);
  });
});
