/** A step whose message has left, of which the row knows nothing: it is taken as done, or it would be claimed for ever. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Touch } from '../../../core/contact/touch.ts';
import { adoptSent } from '../../../functions/send-reminder/adopt.ts';
import { aCreditor, aCustomer, anInvoice } from '../../support/builders.ts';
import { commit, storeCreditor, storeInvoice } from '../../support/store.ts';
import { startTable, type TestTable } from '../../support/table.ts';

let world: TestTable;
let turn = 0;
const creditorId = () => `demo-${turn}`;
const caseId = () => world.ledger.caseIdOf(creditorId(), 'INV-1');
const now = '2026-02-09T10:20:00.000Z';

beforeAll(async () => {
  world = await startTable();
});
afterAll(() => world.stop());
beforeEach(async () => {
  turn++;
  await storeCreditor(world, aCreditor({ creditorId: creditorId() }));
  await commit(world, [{ kind: 'customer', before: undefined, after: aCustomer({ creditorId: creditorId() }) }]);
  await storeInvoice(world, anInvoice({ creditorId: creditorId(), stepsDone: ['check-in'] }));
});

const touchIn = (state: Touch['state']): Touch => ({
  ...{ caseId: caseId(), cycle: 1, stepId: 'friendly', channel: 'email', claimId: 'of-before', messageId: 'm', state },
  at: '2026-02-03T10:20:00.000Z',
});

/** What the row says after a claim of the step was refused, where the touch of before is in this state. */
async function rowAfterRefusal(state: Touch['state'] | 'none') {
  if (state !== 'none') await commit(world, [{ kind: 'claim-touch', touch: touchIn(state) }]);
  const loaded = await world.ledger.loadCase(caseId());
  if (!loaded) throw new Error('expected the case, found none');
  const touch = { ...touchIn('claimed'), claimId: 'mine', at: now };
  await adoptSent(world.ledger, loaded, { touch }, now);
  return world.ledger.invoice(creditorId(), 'INV-1');
}

describe('a refused claim', () => {
  it.each(['sent', 'unknown'] as const)('of a step that was %s before makes it done, as of then', async (state) => {
    expect(await rowAfterRefusal(state)).toMatchObject({
      stepsDone: ['check-in', 'friendly'],
      lastMessageOn: '2026-02-03',
      version: 2,
    });
  });

  it.each(['none', 'claimed', 'released', 'stopped'] as const)('tells nothing where the touch is %s', async (state) => {
    expect(await rowAfterRefusal(state)).toMatchObject({ stepsDone: ['check-in'], version: 1 });
  });
});
