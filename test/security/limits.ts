/** A key that asks too often is told to wait; guesses are answered without a write; cursors lead nowhere else. */
import { createHash, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { REQUESTS_PER_MINUTE } from '../../contracts/api/limits.ts';
import { MAX_ROWS } from '../../contracts/api/rows.ts';
import { digestOf } from '../../core/audit/chain.ts';
import { type House, INTRUDER } from './house.ts';
import { type Answer, expectProblem } from './knock.ts';

export function limitsOfAKey(house: () => House): void {
  const list = (key: string, query = ''): Promise<Answer> =>
    house().knock({ method: 'GET', path: `/v1/invoices${query}`, key });
  const rateItems = async (): Promise<number> =>
    (await house().items()).filter(({ PK }) => String(PK).startsWith('RATE#')).length;

  it('lets in as many requests as it names, then asks to wait for the rest of the minute', async () => {
    const { makeKey, stage } = house();
    const [key, other] = [await makeKey('five', { requestsPerMinute: 5 }), await makeKey('other')];
    const statuses = [];
    for (let asked = 0; asked < 5; asked++) statuses.push((await list(key)).status);
    expect(statuses).toEqual([200, 200, 200, 200, 200]);
    const refused = await list(key);
    expectProblem(refused, 429);
    expect(refused.headers['retry-after']).toMatch(/^([1-9]|[1-5]\d|60)$/);
    expect((await list(other)).status).toBe(200);
    await stage.pipeline.advanceTo(stage.pipeline.now() + 60_000);
    expect((await list(key)).status).toBe(200);
  });

  it('counts over all functions together, and a refused request does nothing', async () => {
    const key = await house().makeKey('two', { requestsPerMinute: 2 });
    await list(key);
    await house().knock({ method: 'DELETE', path: '/v1/customers/x/hold', key });
    const body = JSON.stringify({ customers: [{ customerId: 'REFUSED' }] });
    expectProblem(await house().knock({ method: 'POST', path: '/v1/customers', key, body }), 429);
    expect([...(await house().itemsOf(INTRUDER)).keys()].filter((name) => name.includes('REFUSED'))).toEqual([]);
  });

  it('is forgotten by itself, and names no key that anybody could use', async () => {
    const key = await house().makeKey('forgotten');
    await list(key);
    const hash = createHash('sha256').update(key).digest('hex');
    const [item] = (await house().items()).filter(({ PK }) => PK === `RATE#${hash}`);
    const seconds = house().stage.pipeline.now() / 1000;
    expect(item).toMatchObject({ tally: 1, purgeAt: expect.any(Number) });
    expect(Number(item?.purgeAt)).toBeGreaterThan(seconds + 60);
    expect(Number(item?.purgeAt)).toBeLessThan(seconds + 7200);
    expect(JSON.stringify(item)).not.toContain(key);
  });

  it('does not hinder an ERP that pushes 20,000 invoices at once', () => {
    expect(REQUESTS_PER_MINUTE).toBeGreaterThanOrEqual((20_000 / MAX_ROWS) * 10);
  });

  it('costs no write where the key is a guess', async () => {
    const before = await rateItems();
    for (let guess = 0; guess < 20; guess++)
      expectProblem(await list(`dunlin_${randomBytes(32).toString('base64url')}`), 401);
    expect(await rateItems()).toBe(before);
  });

  describe('a forged cursor', () => {
    const cursor = (creditorId: string, written: object): string =>
      Buffer.from(JSON.stringify({ of: digestOf(['invoices', creditorId, '', '']).slice(0, 16), ...written })).toString(
        'base64url',
      );

    it.each([
      { list: 0, after: '2026-01-13#INV-1' },
      { list: 1, after: '2026-01-13#INV-1' },
      { list: 0, after: '0000-00-00#../../CRED#seller-1#INV#INV-1' },
      { list: 0, after: `2026-01-13#${'x'.repeat(1300)}` },
      { list: 0, after: '9999-99-99#\u0000' },
      { list: 99 },
    ])('such as %j shows nothing that is not its own', async (written) => {
      const key = await house().makeKey('bystander', { creditorId: 'bystander' });
      const answer = await list(key, `?cursor=${cursor('bystander', written)}`);
      if (answer.status !== 200 || JSON.stringify(written).length > 300) expectProblem(answer, 400);
      else expect(JSON.parse(answer.text).invoices).toEqual([]);
    });

    it('of another creditor is no cursor at all', async () => {
      const key = await house().makeKey('bystander', { creditorId: 'bystander' });
      expectProblem(
        await list(key, `?cursor=${cursor(house().victim.creditorId, { list: 0, after: '2026-01-01#A' })}`),
        400,
      );
    });
  });
}
