/** A dry policy on a real table: steps are recorded as rehearsed, and nothing is claimed, sent or opened. */
import { describe, expect, it } from 'vitest';
import { createLists } from '../../../adapters/dynamodb/lists.ts';
import { createBookReader } from '../../../adapters/dynamodb/open-book.ts';
import { createPolicyBook } from '../../../adapters/dynamodb/policy-book.ts';
import { decide } from '../../../core/case/decide.ts';
import { b2bStandard, withSms } from '../../../core/policy/policy.ts';
import type { Segment } from '../../../core/policy/segment.ts';
import { simulate } from '../../../core/preview/simulate.ts';
import { standingOf } from '../../../functions/_shared/customer-standing.ts';
import { look } from '../../../functions/_shared/look.ts';
import { isRehearsal, rehearse } from '../../../functions/_shared/rehearse.ts';
import { useScene } from '../../support/scene.ts';

/** Tuesday, an hour at which the window is open; the friendly step has been due since the day before. */
const NOW = '2026-02-03T10:30:00.000Z';

const scene = useScene(({ world, creditorId, clock }) => {
  const eyes = { ledger: world.ledger, clock: { now: () => NOW } };
  const ref = { caseId: world.ledger.caseIdOf(creditorId, 'INV-1'), cycle: 1, run: 1 };
  const book = createPolicyBook(world.table, world.tableName);
  return {
    publish: (policy: typeof b2bStandard) =>
      book.publish(creditorId, policy, {
        seen: policy.version > 1 ? policy.version - 1 : undefined,
        at: clock.at,
        by: 'x',
      }),
    segments: (after: readonly Segment[]) => book.setSegments(creditorId, [], after),
    seen: () => look(eyes, ref, NOW, { addresses: true }),
    row: () => world.ledger.invoice(creditorId, 'INV-1'),
    act: async () => {
      const seen = await look(eyes, ref, NOW, { addresses: true });
      if (seen.kind !== 'seen') return seen.kind;
      const decision = decide(seen.loaded.situation, NOW);
      if (decision.kind !== 'act' || !isRehearsal(seen.loaded)) return decision.kind;
      return (await rehearse(eyes, seen.loaded, { decision, ref }, NOW)).reason;
    },
  };
});

describe('a case on a dry policy', () => {
  it('records the step as rehearsed and leaves the customer’s gap alone', async () => {
    await scene().publish({ ...b2bStandard, version: 2, mode: 'dry' });
    await scene().invoice({ policyVersion: 2, startStepId: 'friendly' });
    expect(await scene().act()).toBe('not-due');
    const { world, creditorId } = scene();
    const row = await scene().row();
    expect(row).toMatchObject({ stepsDone: ['friendly'], rehearsed: true, nextStepId: 'second' });
    expect([row?.claim, row?.lastMessageOn]).toEqual([undefined, undefined]);
    expect((await world.ledger.customer(creditorId, 'C-1'))?.version).toBe(1);
    expect((await world.ledger.timeline(creditorId, 'INV-1')).at(-1)).toMatchObject({ type: 'step.rehearsed' });
  });

  it('stays open when its path is rehearsed to the end', async () => {
    await scene().publish({ ...b2bStandard, version: 2, mode: 'dry' });
    const stepsDone = b2bStandard.steps.map(({ id }) => id);
    await scene().invoice({ policyVersion: 2, stepsDone, rehearsed: true });
    const seen = await scene().seen();
    expect(seen.kind === 'seen' && decide(seen.loaded.situation, NOW)).toMatchObject({ reason: 'rehearsed' });
  });

  it('runs dry for one segment of a live policy', async () => {
    await scene().segments([{ id: 'pilot', policyId: 'b2b-standard', mode: 'dry' }]);
    await scene().invoice({ segmentId: 'pilot', startStepId: 'friendly' });
    await scene().act();
    expect(await scene().row()).toMatchObject({ rehearsed: true, stepsDone: ['friendly'] });
  });
});

describe('a segment that runs dry', () => {
  const OTHER = { invoiceId: 'INV-2', invoiceNumber: 'INV-2', segmentId: 'live' };

  it('is rehearsed in a preview, and in the answer to why nobody was reminded, beside one that is live', async () => {
    const { world, creditorId } = scene();
    await scene().segments([
      { id: 'pilot', policyId: 'b2b-standard', mode: 'dry', tags: ['pilot'] },
      { id: 'live', policyId: 'b2b-standard' },
    ]);
    await scene().invoice({ segmentId: 'pilot', startStepId: 'friendly' });
    await scene().invoice({ ...OTHER, startStepId: 'friendly' });
    const [creditor, customer] = [
      await world.ledger.creditor(creditorId),
      await world.ledger.customer(creditorId, 'C-1'),
    ];
    if (!creditor || !customer) throw new Error('expected the scene’s creditor and customer, found none');
    const lists = createLists(world.table);
    const modes = (await standingOf({ ledger: world.ledger, lists }, customer)).situations.map(
      ({ invoice: { invoiceId }, policy }) => [invoiceId, policy.mode],
    );
    expect(modes).toEqual([
      ['INV-1', 'dry'],
      ['INV-2', undefined],
    ]);
    const book = await createBookReader(world.table, world.ledger, lists)(creditor, NOW);
    const { entries } = simulate(book, { now: NOW, days: 10 });
    const rehearsed = entries.map(({ invoiceIds, rehearsed: dry = false }) => [invoiceIds.join(), dry]);
    expect(rehearsed).toContainEqual(['INV-1', true]);
    expect(rehearsed).toContainEqual(['INV-2', false]);
    expect(rehearsed.filter(([ids, dry]) => !dry && String(ids).includes('INV-1'))).toEqual([]);
  });
});

describe('a look', () => {
  it('places a case that has not begun in its customer’s segment', async () => {
    await scene().publish(withSms);
    await scene().segments([
      { id: 'owing', policyId: 'b2b-with-sms', when: { balance: { GBP: { atLeast: 100_000 } } } },
    ]);
    await scene().invoice();
    await scene().seen();
    expect(await scene().row()).toMatchObject({ policyId: 'b2b-with-sms', segmentId: 'owing' });
  });

  it('leaves a case that has begun where it is', async () => {
    await scene().publish(withSms);
    await scene().segments([{ id: 'all', policyId: 'b2b-with-sms' }]);
    await scene().invoice({ stepsDone: ['friendly'] });
    await scene().seen();
    expect(await scene().row()).toMatchObject({ policyId: 'b2b-standard', version: 1 });
  });

  it('begins afresh, under a run of its own, when the policy of a rehearsed case is live', async () => {
    await scene().publish({ ...b2bStandard, version: 2 });
    await scene().invoice({ stepsDone: ['friendly'], rehearsed: true });
    expect((await scene().seen()).kind).toBe('superseded');
    expect(await scene().row()).toMatchObject({ cycle: 2, run: 2, stepsDone: [], policyVersion: 2 });
  });
});
