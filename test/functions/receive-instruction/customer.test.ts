/** Holds of a whole customer, on a real table. */
import { describe, expect, it } from 'vitest';
import { HoldAnswer } from '../../../contracts/api/holds.ts';
import { overtaken, useInstructions } from './scene.ts';

const scene = useInstructions();
const PUT = 'PUT /v1/customers/{id}/hold';
const DELETE = 'DELETE /v1/customers/{id}/hold';

const customer = () => scene().world.ledger.customer(scene().creditorId, 'C-1');

describe('PUT /v1/customers/{id}/hold', () => {
  it('holds the customer and has every open case of it decided afresh', async () => {
    const many = Array.from({ length: 19 }, (_, index) => `INV-${index}`);
    for (const invoiceId of many) await scene().invoice({ invoiceId });
    await scene().invoice({ invoiceId: 'closed', caseState: 'closed', closedAs: 'exhausted' });
    await scene().invoice({ invoiceId: 'of-another', customerId: 'C-2' });
    const reply = await scene().tell(PUT, 'C-1', { body: { reason: 'Insolvency', until: '2026-02-15' } });
    expect(HoldAnswer.parse(reply.body)).toEqual({ held: true, reason: 'Insolvency', until: '2026-02-15' });
    expect(await customer()).toMatchObject({
      hold: { reason: 'Insolvency', until: '2026-02-16T00:00:00.000Z', by: 'api' },
      version: 2,
    });
    for (const invoiceId of many)
      expect(await scene().lastRecord(invoiceId)).toMatchObject({
        type: 'case.woken',
        by: 'api',
        data: { cause: 'customer-hold-placed' },
      });
    expect((await scene().row('INV-7')).decisionVersion).toBe(2);
    expect((await scene().row('closed')).version).toBe(1);
    expect((await scene().row('of-another')).version).toBe(1);
  });

  it('writes the customer before any case is woken', async () => {
    await scene().invoice();
    const order: string[] = [];
    const { ledger } = scene().world;
    const watched = {
      ...ledger,
      commit: (writes: Parameters<typeof ledger.commit>[0]) => {
        order.push(writes[0]?.kind ?? '');
        return ledger.commit(writes);
      },
    };
    await scene().tell(PUT, 'C-1', { body: { reason: 'x' }, on: watched });
    expect(order).toEqual(['customer', 'change']);
  });

  it('wakes again when it is repeated, for the first one may have died on the way', async () => {
    await scene().invoice();
    const body = { reason: 'x' };
    await scene().tell(PUT, 'C-1', { body });
    const { decisionVersion } = await scene().row();
    await scene().tell(PUT, 'C-1', { body });
    expect((await customer())?.version).toBe(2);
    expect((await scene().row()).decisionVersion).toBe(decisionVersion + 1);
  });

  it('is placed although a claim writes the customer at the same moment', async () => {
    const { ledger } = scene().world;
    const claim = async () => {
      const before = await customer();
      if (before)
        await ledger.commit([{ kind: 'customer', before, after: { ...before, version: before.version + 1 } }]);
    };
    await scene().tell(PUT, 'C-1', { body: { reason: 'x' }, on: overtaken(ledger, 2, claim) });
    expect(await customer()).toMatchObject({ hold: { reason: 'x' }, version: 4 });
  });

  it('wakes all others although one case resists, and says that it failed', async () => {
    await scene().invoice({ invoiceId: 'A' });
    await scene().invoice({ invoiceId: 'B' });
    const { ledger } = scene().world;
    const resisting = {
      ...ledger,
      commit: async (writes: Parameters<typeof ledger.commit>[0]) => {
        const [write] = writes;
        if (write?.kind === 'change' && write.change.before.invoiceId === 'A')
          return { ok: false, refused: [0], busy: false } as const;
        return ledger.commit(writes);
      },
    };
    const told = scene().tell(PUT, 'C-1', { body: { reason: 'x' }, on: resisting });
    await expect(told).rejects.toMatchObject({ name: 'StepUnavailable' });
    expect(await scene().lastRecord('B')).toMatchObject({ type: 'case.woken' });
  });

  it('is refused when its end is past, and wakes nobody', async () => {
    const { version } = await scene().invoice();
    const reply = await scene().tell(PUT, 'C-1', { body: { reason: 'x', until: '2026-02-01' } });
    expect(reply).toMatchObject({ status: 400, body: { problems: [{ path: 'until' }] } });
    expect((await scene().row()).version).toBe(version);
  });
});

describe('DELETE /v1/customers/{id}/hold', () => {
  it('lifts the hold and has the cases go on, parked ones included', async () => {
    await scene().invoice({ dueAt: '2027-06-01T00:00:00.000Z' });
    await scene().tell(PUT, 'C-1', { body: { reason: 'x' } });
    const reply = await scene().tell(DELETE, 'C-1');
    expect(HoldAnswer.parse(reply.body)).toEqual({ held: false });
    expect((await customer())?.hold).toBeUndefined();
    expect(await scene().lastRecord()).toMatchObject({ type: 'case.woken', data: { cause: 'customer-hold-lifted' } });
    expect((await scene().row()).dueAt).toBe('2026-02-02T12:00:00.000Z');
  });
});

it.each([PUT, DELETE] as const)('%s finds no customer under an unknown id', async (route) => {
  expect((await scene().tell(route, 'C-9', { body: { reason: 'x' } })).status).toBe(404);
});
