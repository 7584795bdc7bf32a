/** Policies, segments and pins through the API, on a real table. */
import { describe, expect, it } from 'vitest';
import { createLists } from '../../../adapters/dynamodb/lists.ts';
import { createPolicyBook } from '../../../adapters/dynamodb/policy-book.ts';
import { PinAnswer, PolicyAnswer, PublishAnswer, SetSegmentsAnswer } from '../../../contracts/api/policies.ts';
import type { RouteKey } from '../../../contracts/api/routes.ts';
import type { ContactRule } from '../../../core/contact/rule.ts';
import { b2bStandard, type Policy, withSms } from '../../../core/policy/policy.ts';
import { createHandler } from '../../../functions/publish-policy/handler.ts';
import { aCreditor } from '../../support/builders.ts';
import { aRequest } from '../../support/request.ts';
import { useScene } from '../../support/scene.ts';
import { storeCreditor } from '../../support/store.ts';

const scene = useScene(({ world, creditorId, clock }) => ({
  book: createPolicyBook(world.table, world.tableName),
  tell: (route: RouteKey, id: string, body: unknown = undefined, query: Record<string, string> = {}) =>
    createHandler({
      ledger: world.ledger,
      lists: createLists(world.table),
      book: createPolicyBook(world.table, world.tableName),
      clock: { now: () => clock.at },
    })({
      ...aRequest(route, { creditorId, params: { id }, body }),
      query,
      rawBody: Buffer.from(JSON.stringify(body, null, 2) ?? ''),
    }),
  row: (invoiceId = 'INV-1') => world.ledger.invoice(creditorId, invoiceId),
}));
const publish = (policy: unknown, query: Record<string, string> = {}) =>
  scene().tell('PUT /v1/policies/{id}', 'b2b-standard', policy, query);
const sooner: Policy = {
  ...b2bStandard,
  steps: b2bStandard.steps.map((step) => (step.id === 'firm' ? { ...step, at: 18 } : step)),
};

describe('PUT /v1/policies/{id}', () => {
  it('publishes a version that is live at once and leaves the older one as it was', async () => {
    const reply = await publish(sooner);
    expect(PublishAnswer.parse(reply.body)).toMatchObject({ version: 2, published: true, moved: 0, next: null });
    expect((await scene().world.ledger.policy(scene().creditorId, 'b2b-standard')).version).toBe(2);
    expect(await scene().world.ledger.policy(scene().creditorId, 'b2b-standard', 1)).toEqual(b2bStandard);
  });

  it('publishes nothing where the live version says the same, or where it only checks', async () => {
    expect((await publish(b2bStandard)).body).toMatchObject({ version: 1, published: false });
    expect((await publish(sooner, { check: 'true' })).body).toMatchObject({ version: 2, published: false });
    const shown = PolicyAnswer.parse((await scene().tell('GET /v1/policies/{id}', 'b2b-standard')).body);
    expect(shown.versions).toHaveLength(1);
  });

  it('refuses a mistake with its line, column and field', async () => {
    const reply = await publish({ ...b2bStandard, startAtMost: 'thunder' });
    expect(reply).toMatchObject({
      status: 400,
      body: { problems: [{ path: 'startAtMost', message: expect.stringMatching(/^line \d+, column 3: .*thunder/) }] },
    });
  });

  it('warns of what contradicts a contact rule that is on for the creditor, with its place', async () => {
    const { world, creditorId } = scene();
    const window = { days: [6, 7], fromMinute: 0, toMinute: 1440 };
    const rule = { id: 'WEEKENDS', title: 'Weekends', citation: 'House rule 8', status: 'V', scope: {} } as const;
    const of = (id: string, more: Partial<ContactRule> = {}): ContactRule => ({
      ...{ ...rule, id, demand: { kind: 'window', window } },
      ...more,
    });
    const others = [of('AGENCIES', { scope: { roles: ['third-party'] } }), of('ENDED', { until: '2026-01-31' })];
    const ownPacks = [{ id: 'ours', title: 'Ours', rules: [...others, of('WEEKENDS')] }];
    await storeCreditor(world, aCreditor({ creditorId, ownPacks }));
    expect((await publish(sooner)).body).toMatchObject({
      published: true,
      warnings: [
        {
          path: 'window',
          message: expect.stringMatching(/^line \d+, column 3: these hours never .*\(rule WEEKENDS, /),
        },
      ],
    });
  });

  it('lets one of two publications of the same moment pass', async () => {
    const { book, creditorId, clock } = scene();
    const input = { seen: 1, at: clock.at, by: 'api' };
    expect(await book.publish(creditorId, { ...sooner, version: 2 }, input)).toBe(true);
    expect(await book.publish(creditorId, { ...b2bStandard, version: 2 }, input)).toBe(false);
    expect(await book.publish(creditorId, { ...b2bStandard, version: 3 }, input)).toBe(false);
    expect(await book.publish(creditorId, { ...b2bStandard, version: 2 }, { ...input, seen: 2 })).toBe(false);
    expect((await book.versions(creditorId, 'b2b-standard'))[0]?.policy).toEqual({ ...sooner, version: 2 });
    const live = (await book.versions(creditorId, 'b2b-standard')).filter(({ isLive }) => isLive);
    expect(live.map(({ policy }) => policy.version)).toEqual([2]);
  });

  it('moves cases in flight where it says so, and lets them finish where it does not', async () => {
    await scene().invoice({ stepsDone: ['friendly'], lastMessageOn: '2026-01-20' });
    expect((await publish(sooner)).body).toMatchObject({ moved: 0 });
    expect((await scene().row())?.policyVersion).toBe(1);
    const again = await publish({ ...sooner, minimumGapWeekdays: 4 }, { inFlight: 'move-to-new' });
    expect(again.body).toMatchObject({ version: 3, moved: 1 });
    expect(await scene().row()).toMatchObject({ policyVersion: 3, stepsDone: ['friendly'] });
  });

  it('begins the path of rehearsed cases when the policy goes live', async () => {
    await publish({ ...b2bStandard, mode: 'dry' });
    await scene().invoice({ policyVersion: 2, stepsDone: ['friendly'], rehearsed: true });
    expect((await publish(b2bStandard)).body).toMatchObject({ version: 3, moved: 1 });
    expect(await scene().row()).toMatchObject({ policyVersion: 3, cycle: 2, stepsDone: [], caseState: 'open' });
  });
});

describe('PUT /v1/segments', () => {
  const segments = [{ id: 'quick', policyId: 'quick' }];
  /** Its first step comes 60 days before that of the default policy. */
  const quick: Policy = {
    ...b2bStandard,
    id: 'quick',
    steps: b2bStandard.steps.map((step) => ({ ...step, at: step.at - 60 })),
  };
  const set = (query: Record<string, string> = {}) => scene().tell('PUT /v1/segments', '', { segments }, query);

  it('wakes parked cases that have not begun, so that none of them is late', async () => {
    const { book, creditorId, clock, world } = scene();
    await book.publish(creditorId, quick, { seen: undefined, at: clock.at, by: 'api' });
    await scene().invoice({ dueOn: '2026-03-31', dueAt: '2026-04-02T09:00:00.000Z' });
    await scene().invoice({ invoiceId: 'INV-2', invoiceNumber: 'INV-2', stepsDone: ['friendly'] });
    expect(SetSegmentsAnswer.parse((await set()).body)).toMatchObject({ segments, moved: 1, next: null });
    expect(await scene().row()).toMatchObject({ policyId: 'quick', segmentId: 'quick' });
    expect((await scene().row())?.dueAt).toBe(clock.at);
    expect((await world.ledger.timeline(creditorId, 'INV-1')).at(-1)).toMatchObject({ type: 'case.moved' });
    expect(await scene().row('INV-2')).toMatchObject({ policyId: 'b2b-standard' });
  });

  it('goes on after a hundred open invoices with the same request', async () => {
    const { book, creditorId, clock } = scene();
    await book.publish(creditorId, quick, { seen: undefined, at: clock.at, by: 'api' });
    for (let index = 100; index < 203; index++)
      await scene().invoice({ invoiceId: `INV-${index}`, invoiceNumber: `INV-${index}` });
    const first = SetSegmentsAnswer.parse((await set()).body);
    expect(first.moved).toBe(100);
    const second = SetSegmentsAnswer.parse((await set({ after: first.next ?? '' })).body);
    expect([second.moved, second.next]).toEqual([3, null]);
    expect((await set({ after: 'elsewhere' })).status).toBe(400);
  });
});

describe('a pin', () => {
  it('brings the customer’s cases to the segment, and is refused where there is no such segment', async () => {
    const { creditorId, book, clock } = scene();
    await book.publish(creditorId, withSms, { seen: undefined, at: clock.at, by: 'api' });
    await book.setSegments(creditorId, [], [{ id: 'texts', policyId: 'b2b-with-sms', tags: ['nobody'] }]);
    await scene().invoice({ stepsDone: ['friendly'] });
    expect((await scene().tell('PUT /v1/customers/{id}/pin', 'C-1', { segmentId: 'none' })).status).toBe(400);
    const reply = await scene().tell('PUT /v1/customers/{id}/pin', 'C-1', { segmentId: 'texts' });
    expect(PinAnswer.parse(reply.body)).toEqual({ segmentId: 'texts', moved: 1 });
    expect(await scene().row()).toMatchObject({
      policyId: 'b2b-with-sms',
      segmentId: 'texts',
      stepsDone: ['friendly'],
    });
    expect((await scene().tell('DELETE /v1/customers/{id}/pin', 'C-1')).body).toEqual({ segmentId: null, moved: 0 });
  });
});
