/** A customer that names who pays for it is noted with that one, in whatever order the two become known. */
import { describe, expect, it } from 'vitest';
import { CUSTOMER, invoiceRow, moneyScene, type Row } from '../money-scene.ts';

const scene = moneyScene();

const push = (customerId: string, fields: Row = {}) =>
  scene.push(invoiceRow({ invoiceNumber: `INV-${customerId}`, customer: { ...CUSTOMER, customerId, ...fields } }));
const customer = (id: string) => scene.ledger().customer(scene.creditorId(), id);

describe('a payer', () => {
  it('that is known has the customers that name it on its row', async () => {
    await push('HQ', { name: 'Headquarters' });
    await push('C-1', { billToId: 'HQ' });
    await push('C-2', { billToId: 'HQ' });
    await push('C-2', { billToId: 'HQ' });
    expect(await customer('HQ')).toMatchObject({ name: 'Headquarters', paysFor: ['C-1', 'C-2'], version: 3 });
  });

  it('that nobody has spoken of yet is known by its id, and by its name once it is told', async () => {
    await push('C-1', { billToId: 'HQ' });
    expect(await customer('HQ')).toMatchObject({ name: 'HQ', contacts: [], paysFor: ['C-1'] });
    await push('HQ', { name: 'Headquarters' });
    expect(await customer('HQ')).toMatchObject({ name: 'Headquarters', paysFor: ['C-1'] });
  });

  it('that comes in the same call as its customers is noted all the same', async () => {
    const row = (customerId: string, fields: Row = {}) =>
      invoiceRow({ invoiceNumber: `INV-${customerId}`, customer: { ...CUSTOMER, customerId, ...fields } });
    await scene.push(row('C-1', { billToId: 'HQ' }), row('HQ'), row('C-2', { billToId: 'HQ' }));
    expect(await customer('HQ')).toMatchObject({ name: 'Acme Ltd', paysFor: ['C-1', 'C-2'] });
  });

  it('is not asked about a customer that names somebody else by now', async () => {
    await push('HQ');
    await push('C-1', { billToId: 'HQ' });
    await push('C-1', { billToId: 'C-1', name: 'On its own' });
    const loaded = await scene
      .ledger()
      .loadCase(scene.ledger().caseIdOf(scene.creditorId(), 'INV-HQ'), { siblings: true });
    expect(loaded?.situation.siblings).toEqual([]);
  });

  it('who pays for itself is nobody’s payer', async () => {
    await push('C-1', { billToId: 'C-1' });
    expect((await customer('C-1'))?.paysFor).toBeUndefined();
  });
});
