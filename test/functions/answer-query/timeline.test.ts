/** The timeline: sentences, messages and the verdict on the chain, on a real table. */
import { describe, expect, it } from 'vitest';
import { TimelineAnswer } from '../../../contracts/api/views.ts';
import { seal } from '../../../core/audit/chain.ts';
import { change } from '../../../core/case/transition.ts';
import { commit, putItem } from '../../support/store.ts';
import { useQueries } from './scene.ts';

const scene = useQueries();

describe('GET /v1/invoices/{id}/timeline', () => {
  const timeline = async () =>
    TimelineAnswer.parse((await scene().ask('GET /v1/invoices/{id}/timeline', { params: { id: 'INV-1' } })).body);

  async function storeHistory() {
    const row = await scene().invoice();
    const sent = { stepId: 'friendly', channel: 'email', messageId: 'm-1' };
    const message = change(row, 'message.sent', {}, { at: scene().clock.at, by: 'execution', data: sent });
    await commit(scene().world, [{ kind: 'change', change: message }]);
    return message;
  }

  it('tells every record as a sentence, opens its message, and finds the chain whole', async () => {
    await storeHistory();
    const { whole, brokenAt, records } = await timeline();
    expect({ whole, brokenAt }).toEqual({ whole: true, brokenAt: null });
    expect(records.map(({ version, words, messageId }) => ({ version, words, messageId }))).toEqual([
      { version: 1, words: 'The ERP sent the invoice', messageId: undefined },
      { version: 2, words: 'The e-mail “friendly” was sent', messageId: 'm-1' },
    ]);
  });

  it('finds a record that was tampered with', async () => {
    const { record } = await storeHistory();
    const PK = scene().world.ledger.caseIdOf(scene().creditorId, 'INV-1');
    await putItem(scene().world, { PK, SK: 'EVENT#00000002', ...record, data: { ...record.data, stepId: 'firm' } });
    expect(await timeline()).toMatchObject({ whole: false, brokenAt: 2 });
  });

  it('finds a record that was replaced with a seal of its own, for the row knows the last one', async () => {
    const { record } = await storeHistory();
    const forged = seal(record.previous, { ...record, data: { ...record.data, stepId: 'firm' } });
    await putItem(scene().world, {
      PK: scene().world.ledger.caseIdOf(scene().creditorId, 'INV-1'),
      SK: 'EVENT#00000002',
      ...forged,
    });
    expect(await timeline()).toMatchObject({ whole: false, brokenAt: 3 });
  });

  it('finds a record that was added beyond the row', async () => {
    const { after } = await storeHistory();
    const { record } = change(after, 'hold.lifted', {}, { at: scene().clock.at, by: 'nobody' });
    await putItem(scene().world, {
      PK: scene().world.ledger.caseIdOf(scene().creditorId, 'INV-1'),
      SK: 'EVENT#00000003',
      ...record,
    });
    expect(await timeline()).toMatchObject({ whole: false });
  });

  it('is not found for an unknown invoice', async () => {
    expect((await scene().ask('GET /v1/invoices/{id}/timeline', { params: { id: 'NONE' } })).status).toBe(404);
  });
});
