/** Holds and resumes of one invoice, on a real table. */
import { describe, expect, it } from 'vitest';
import { HoldAnswer, ResumeAnswer } from '../../../contracts/api/holds.ts';
import { change } from '../../../core/case/transition.ts';
import { commit } from '../../support/store.ts';
import { overtaken, useInstructions } from './scene.ts';

const scene = useInstructions();
const PUT = 'PUT /v1/invoices/{id}/hold';
const DELETE = 'DELETE /v1/invoices/{id}/hold';
const RESUME = 'POST /v1/invoices/{id}/resume';

/** What anybody else might do to the row meanwhile. */
async function touchRow(): Promise<void> {
  const made = change(await scene().row(), 'invoice.refreshed', {}, { at: scene().clock.at, by: 'somebody' });
  await commit(scene().world, [{ kind: 'change', change: made }]);
}

describe('PUT /v1/invoices/{id}/hold', () => {
  it('holds through the day on the customer’s clock, with the decision to be made afresh', async () => {
    await scene().customer({ customerId: 'NY', timeZone: 'America/New_York' });
    const before = await scene().invoice({ customerId: 'NY' });
    const reply = await scene().tell(PUT, 'INV-1', { body: { reason: 'Goods are checked', until: '2026-02-15' } });
    expect(HoldAnswer.parse(reply.body)).toEqual({ held: true, reason: 'Goods are checked', until: '2026-02-15' });
    const after = await scene().row();
    expect(after.hold).toEqual({
      reason: 'Goods are checked',
      until: '2026-02-16T05:00:00.000Z',
      by: 'api',
      at: scene().clock.at,
    });
    expect(after.decisionVersion).toBe(before.decisionVersion + 1);
  });

  it('audits codes and dates, and not the words of the reason', async () => {
    await scene().invoice();
    await scene().tell(PUT, 'INV-1', { body: { reason: 'Jane Doe is ill' } });
    const record = await scene().lastRecord();
    expect(record).toMatchObject({ type: 'hold.placed', by: 'api', data: { held: true, until: null } });
    expect(JSON.stringify(record)).not.toContain('Jane');
  });

  it('wakes a running execution within the hour even if the wake is lost', async () => {
    await scene().invoice({ runStartedAt: '2026-02-01T00:00:00.000Z', dueAt: '2026-03-01T00:00:00.000Z' });
    await scene().tell(PUT, 'INV-1', { body: { reason: 'x' } });
    expect((await scene().row()).dueAt).toBe('2026-02-02T13:00:00.000Z');
  });

  it('changes nothing when it is repeated', async () => {
    await scene().invoice();
    const body = { reason: 'x', until: '2026-02-15T10:00:00Z' };
    const first = await scene().tell(PUT, 'INV-1', { body });
    const { version } = await scene().row();
    expect(await scene().tell(PUT, 'INV-1', { body })).toEqual(first);
    expect((await scene().row()).version).toBe(version);
  });

  it.each(['idle', 'closed'] as const)('is kept on an invoice whose case is %s', async (caseState) => {
    await scene().invoice({ caseState });
    expect((await scene().tell(PUT, 'INV-1', { body: { reason: 'x' } })).status).toBe(200);
    expect((await scene().row()).hold?.reason).toBe('x');
  });

  it.each([
    { when: 'its end is past', body: { reason: 'x', until: '2026-02-01' }, path: 'until' },
    { when: 'it has no reason', body: { until: '2026-02-15' }, path: 'reason' },
    { when: 'its end is no date', body: { reason: 'x', until: 'soon' }, path: 'until' },
  ])('is refused when $when', async ({ body, path }) => {
    await scene().invoice();
    const reply = await scene().tell(PUT, 'INV-1', { body });
    expect(reply).toMatchObject({ status: 400, body: { problems: [{ path }] } });
    expect((await scene().row()).hold).toBeUndefined();
  });

  it('is placed although others write the row again and again, and gives up in the end', async () => {
    await scene().invoice();
    const busy = (times: number) => overtaken(scene().world.ledger, times, touchRow);
    expect((await scene().tell(PUT, 'INV-1', { body: { reason: 'x' }, on: busy(4) })).status).toBe(200);
    expect((await scene().row()).hold?.reason).toBe('x');
    const hopeless = scene().tell(PUT, 'INV-1', { body: { reason: 'y' }, on: busy(5) });
    await expect(hopeless).rejects.toMatchObject({ name: 'StepUnavailable' });
  });
});

describe('DELETE /v1/invoices/{id}/hold', () => {
  it('lifts the hold, whoever placed it, and once only', async () => {
    const before = await scene().invoice({ hold: { reason: 'x', by: 'erp' } });
    const reply = await scene().tell(DELETE, 'INV-1');
    expect(HoldAnswer.parse(reply.body)).toEqual({ held: false });
    const after = await scene().row();
    expect(after.hold).toBeUndefined();
    expect(after.decisionVersion).toBe(before.decisionVersion + 1);
    expect(await scene().lastRecord()).toMatchObject({ type: 'hold.lifted', by: 'api' });
    expect((await scene().tell(DELETE, 'INV-1')).status).toBe(200);
    expect((await scene().row()).version).toBe(after.version);
  });

  it('brings a parked case back at once, for no execution waits that could be woken', async () => {
    await scene().invoice({ hold: { reason: 'x', by: 'api' }, dueAt: '2027-06-01T00:00:00.000Z' });
    await scene().tell(DELETE, 'INV-1');
    expect((await scene().row()).dueAt).toBe('2026-02-02T12:00:00.000Z');
  });
});

describe('POST /v1/invoices/{id}/resume', () => {
  it('has an open case decided afresh', async () => {
    const before = await scene().invoice({ runStartedAt: '2026-02-01T00:00:00.000Z', reason: 'person-needed' });
    const reply = await scene().tell(RESUME, 'INV-1');
    expect(ResumeAnswer.parse(reply.body)).toEqual({ resumed: true });
    expect((await scene().row()).decisionVersion).toBe(before.decisionVersion + 1);
    expect(await scene().lastRecord()).toMatchObject({ type: 'case.resumed', by: 'api' });
  });

  it.each(['idle', 'closed'] as const)('leaves a case that is %s as it is', async (caseState) => {
    const before = await scene().invoice({ caseState });
    expect((await scene().tell(RESUME, 'INV-1')).body).toEqual({ resumed: false });
    expect((await scene().row()).version).toBe(before.version);
  });
});

it.each([PUT, DELETE, RESUME] as const)(
  '%s finds no invoice under an unknown id or another creditor’s',
  async (route) => {
    await scene().invoice({ creditorId: 'somebody-else', invoiceId: `THEIRS-${route}` });
    const body = { reason: 'x' };
    const unknown = await scene().tell(route, 'NONE', { body });
    expect(unknown.status).toBe(404);
    expect(await scene().tell(route, `THEIRS-${route}`, { body })).toEqual(unknown);
  },
);
