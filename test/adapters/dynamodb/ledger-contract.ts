/** What every ledger must do, whatever it keeps its rows in: the real table and the one in memory pass the same suite. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Invoice } from '../../../core/case/invoice.ts';
import { type ChangeType, change } from '../../../core/case/transition.ts';
import type { Creditor } from '../../../core/contact/creditor.ts';
import { addressDigest } from '../../../core/contact/digest.ts';
import type { Touch, TouchState } from '../../../core/contact/touch.ts';
import { b2bStandard, type Policy } from '../../../core/policy/policy.ts';
import type { Ledger, Write } from '../../../core/ports.ts';
import { aCreditor, aCustomer, aMessage, anInvoice, aPayment, aTask } from '../../support/builders.ts';
import type { Parking } from '../../support/memory-rows.ts';

export type LedgerWorld = {
  readonly ledger: Ledger;
  readonly addCreditor: (creditor: Creditor, policy: Policy) => Promise<void>;
  readonly stopStage: (stopped: boolean) => Promise<void>;
  readonly park: (parking: Parking) => Promise<boolean>;
  /** Ids of the cases that are due by the instant, of all shards. */
  readonly due: (by: string) => Promise<readonly string[]>;
  readonly stop: () => Promise<void>;
};

const AT = '2026-02-03T10:00:00.000Z';
const LATER = '2026-03-01T10:00:00.000Z';
const meta = { at: AT, by: 'test' };

const changed = (
  before: Invoice,
  type: ChangeType,
  patch: Partial<Invoice> = {},
): Extract<Write, { kind: 'change' }> => ({
  kind: 'change',
  change: change(before, type, patch, meta),
});

export function ledgerContract(name: string, start: () => Promise<LedgerWorld>): void {
  describe(`the ledger ${name}`, () => {
    let world: LedgerWorld;
    let creditors = 0;
    const freshCreditor = async (fields: Partial<Creditor> = {}): Promise<Creditor> => {
      const creditor = aCreditor({ creditorId: `cred-${++creditors}`, ...fields });
      await world.addCreditor(creditor, b2bStandard);
      return creditor;
    };
    const stored = async (fields: Partial<Invoice> = {}): Promise<Invoice> => {
      const made = changed(anInvoice({ creditorId: 'plain', ...fields }), 'invoice.accepted');
      expect(await world.ledger.commit([made])).toEqual({ ok: true });
      return made.change.after;
    };
    beforeAll(async () => {
      world = await start();
    });
    afterAll(() => world.stop());

    it('takes a day’s reminders up to their limit, and one more for each that did not leave', async () => {
      const { creditorId } = await freshCreditor();
      const claim = (on: string): Write => ({ kind: 'day-claim', creditorId, on, most: 2 });
      const take = async (on = '2026-02-03') => (await world.ledger.commit([claim(on)])).ok;
      expect([await take(), await take(), await take(), await take('2026-02-04')]).toEqual([true, true, false, true]);
      await world.ledger.commit([{ kind: 'day-claim-released', creditorId, on: '2026-02-03' }]);
      expect([await take(), await take()]).toEqual([true, false]);
    });

    it('counts a day’s reminders on the creditor’s own clock, and only where they are limited and asked for', async () => {
      const limited = await freshCreditor({ dailyReminders: 5, timeZone: 'Asia/Tokyo' });
      const free = await freshCreditor({ timeZone: 'Asia/Tokyo' });
      for (const { creditorId } of [limited, free]) {
        await world.ledger.commit([{ kind: 'customer', before: undefined, after: aCustomer({ creditorId }) }]);
        await stored({ creditorId });
        await world.ledger.commit([{ kind: 'day-claim', creditorId, on: '2026-02-04', most: 5 }]);
      }
      const seen = async (creditorId: string, at?: string) =>
        (await world.ledger.loadCase(world.ledger.caseIdOf(creditorId, 'INV-1'), at === undefined ? {} : { at }))
          ?.situation.claimedToday;
      expect(await seen(limited.creditorId, '2026-02-03T15:00:00.000Z')).toBe(1);
      expect(await seen(limited.creditorId, '2026-02-03T14:59:00.000Z')).toBe(0);
      expect(await seen(limited.creditorId)).toBeUndefined();
      expect(await seen(free.creditorId, '2026-02-03T15:00:00.000Z')).toBeUndefined();
    });

    it('makes a row once and refuses to make it again', async () => {
      const row = await stored({ invoiceId: 'once' });
      expect(await world.ledger.invoice('plain', 'once')).toEqual(row);
      const again = changed(anInvoice({ creditorId: 'plain', invoiceId: 'once' }), 'invoice.accepted');
      expect(await world.ledger.commit([again])).toEqual({ ok: false, refused: [0], busy: false });
    });

    it('refuses a change on a row that moved, and leaves nothing of the refused transaction', async () => {
      const row = await stored({ invoiceId: 'moved' });
      await world.ledger.commit([changed(row, 'hold.placed', { hold: { reason: 'r', by: 'api' } })]);
      const message = aMessage({ messageId: 'never-kept' });
      const answer = await world.ledger.commit([
        { kind: 'message', message },
        changed(row, 'decision.made', { reason: 'x' }),
      ]);
      expect(answer).toEqual({ ok: false, refused: [1], busy: false });
      expect(await world.ledger.message('never-kept')).toBeUndefined();
      expect((await world.ledger.timeline('plain', 'moved')).map(({ type }) => type)).toEqual([
        'invoice.accepted',
        'hold.placed',
      ]);
    });

    it('removes what a change takes away', async () => {
      const row = await stored({ invoiceId: 'removes', taskToken: 'token', hold: { reason: 'r', by: 'api' } });
      await world.ledger.commit([changed(row, 'hold.lifted', { hold: undefined, taskToken: undefined })]);
      const after = await world.ledger.invoice('plain', 'removes');
      expect([after?.hold, after?.taskToken]).toEqual([undefined, undefined]);
    });

    it('parks only the row’s own run, on the decision it was made for', async () => {
      const row = await stored({ invoiceId: 'parks', runStartedAt: AT, dueAt: AT });
      const caseId = world.ledger.caseIdOf('plain', 'parks');
      const { cycle, run, decisionVersion } = row;
      const parking = { caseId, cycle, run, decisionVersion, token: 'token', leaseUntil: LATER };
      expect(await world.park({ ...parking, run: run - 1 })).toBe(false);
      expect(await world.park({ ...parking, cycle: cycle + 1 })).toBe(false);
      expect(await world.park({ ...parking, decisionVersion: decisionVersion - 1 })).toBe(false);
      expect(await world.park(parking)).toBe(true);
      expect(await world.ledger.invoice('plain', 'parks')).toEqual({ ...row, taskToken: 'token', dueAt: LATER });
    });

    it('keeps the token of an execution that parked since the row was read, and pulls its next wake in', async () => {
      const dueAt = '2026-02-03T10:30:00.000Z';
      const row = await stored({ invoiceId: 'pulled', runStartedAt: AT, dueAt });
      const { cycle, run, decisionVersion } = row;
      await world.park({
        caseId: world.ledger.caseIdOf('plain', 'pulled'),
        cycle,
        run,
        decisionVersion,
        token: 't',
        leaseUntil: LATER,
      });
      expect(await world.ledger.commit([changed(row, 'hold.placed', { hold: { reason: 'r', by: 'api' } })])).toEqual({
        ok: true,
      });
      const after = await world.ledger.invoice('plain', 'pulled');
      expect([after?.taskToken, after?.dueAt]).toEqual(['t', dueAt]);
    });

    it('lists open cases in the due index from their moment on, and closed ones never', async () => {
      const row = await stored({ invoiceId: 'due', dueAt: AT });
      const caseId = world.ledger.caseIdOf('plain', 'due');
      expect(await world.due('2026-02-03T09:59:59.999Z')).not.toContain(caseId);
      expect(await world.due(AT)).toContain(caseId);
      await world.ledger.commit([changed(row, 'case.closed', { closedAs: 'paid', dueAt: undefined })]);
      expect(await world.due(LATER)).not.toContain(caseId);
    });

    it('lets only one of two claims of a customer pass', async () => {
      const customer = aCustomer({ creditorId: 'plain', customerId: 'two/claims#1' });
      await world.ledger.commit([{ kind: 'customer', before: undefined, after: customer }]);
      const claim: Write = {
        kind: 'customer',
        before: customer,
        after: { ...customer, version: 2, lastReminderAt: AT },
      };
      expect(await world.ledger.commit([claim])).toEqual({ ok: true });
      expect(await world.ledger.commit([claim])).toEqual({ ok: false, refused: [0], busy: false });
      expect(await world.ledger.customer('plain', 'two/claims#1')).toEqual({
        ...customer,
        version: 2,
        lastReminderAt: AT,
      });
    });

    const touch = (claimId: string, state: TouchState, stepId: string): Touch => ({
      caseId: 'CRED#plain#INV#touched',
      cycle: 1,
      stepId,
      channel: 'email',
      claimId,
      messageId: 'm',
      state,
      at: AT,
    });

    it.each([
      { state: 'claimed', again: false },
      { state: 'sent', again: false },
      { state: 'unknown', again: false },
      { state: 'released', again: true },
      { state: 'stopped', again: true },
    ] as const)('lets a step be claimed again after $state: $again', async ({ state, again }) => {
      expect(await world.ledger.commit([{ kind: 'claim-touch', touch: touch('a', 'claimed', state) }])).toEqual({
        ok: true,
      });
      const others = await world.ledger.commit([{ kind: 'settle-touch', touch: touch('b', 'sent', state) }]);
      expect(others).toEqual({ ok: false, refused: [0], busy: false });
      await world.ledger.commit([{ kind: 'settle-touch', touch: touch('a', state, state) }]);
      const second = await world.ledger.commit([{ kind: 'claim-touch', touch: touch('c', 'claimed', state) }]);
      expect(second.ok).toBe(again);
      const kept = await world.ledger.touch('CRED#plain#INV#touched', `TOUCH#1#${state}.1#email`);
      expect(kept?.claimId).toBe(again ? 'c' : 'a');
    });

    it('lets money wait only for an invoice that is not there, and counts it once taken', async () => {
      const creditorId = 'waits';
      const wait = (invoiceId: string, paymentKey: string): Write => ({
        kind: 'waiting-money',
        creditorId,
        invoiceId,
        paymentKey,
      });
      expect(await world.ledger.anyWaitingMoney(creditorId)).toBe(false);
      expect(await world.ledger.commit([wait('A#1', 'erp#P'), wait('B/2', 'erp#P')])).toEqual({ ok: true });
      expect(await world.ledger.commit([wait('A#1', 'erp#P')])).toEqual({ ok: false, refused: [0], busy: false });
      expect(await world.ledger.waitingMoney(creditorId, 'A#1')).toEqual(['erp#P']);
      const taken = (invoiceId: string): Write => ({
        kind: 'waiting-money-taken',
        creditorId,
        invoiceId,
        paymentKey: 'erp#P',
      });
      expect(await world.ledger.commit([taken('A#1')])).toEqual({ ok: true });
      expect(await world.ledger.commit([taken('A#1')])).toEqual({ ok: false, refused: [0], busy: false });
      expect(await world.ledger.anyWaitingMoney(creditorId)).toBe(true);
      await world.ledger.commit([taken('B/2')]);
      expect(await world.ledger.anyWaitingMoney(creditorId)).toBe(false);
      await stored({ creditorId, invoiceId: 'C' });
      expect(await world.ledger.commit([wait('C', 'erp#Q')])).toEqual({ ok: false, refused: [0], busy: false });
    });

    it('makes a claim of its own at most once, until it is given back', async () => {
      const once: Write = { kind: 'once', name: 'report demo 2026-02-03' };
      expect(await world.ledger.isClaimed(once.name)).toBe(false);
      expect((await world.ledger.commit([once])).ok).toBe(true);
      expect(await world.ledger.isClaimed(once.name)).toBe(true);
      expect(await world.ledger.commit([once])).toEqual({ ok: false, refused: [0], busy: false });
      expect((await world.ledger.commit([{ kind: 'once-released', name: once.name }])).ok).toBe(true);
      expect((await world.ledger.commit([{ kind: 'once-released', name: once.name }])).ok).toBe(false);
      expect((await world.ledger.commit([once])).ok).toBe(true);
    });

    it('keeps payments, persons and tasks, each on what was found before', async () => {
      const payment = aPayment({ creditorId: 'plain' });
      const task = aTask({ creditorId: 'plain' });
      const person = {
        creditorId: 'plain',
        digest: 'd',
        status: 'ok',
        attempts: [{ at: AT, channel: 'email' }],
        version: 1,
      } as const;
      const first: Write[] = [
        { kind: 'payment', before: undefined, after: payment },
        { kind: 'task', before: undefined, after: task },
        { kind: 'person', before: undefined, after: person },
      ];
      expect(await world.ledger.commit(first)).toEqual({ ok: true });
      expect(await world.ledger.commit(first)).toEqual({ ok: false, refused: [0, 1, 2], busy: false });
      const done = { ...task, state: 'done', doneAt: AT } as const;
      const next: Write[] = [
        { kind: 'payment', before: payment, after: { ...payment, state: 'applied', version: 2 } },
        { kind: 'task', before: task, after: done },
        { kind: 'person', before: person, after: { ...person, status: 'bounced', version: 2 } },
      ];
      expect(await world.ledger.commit(next)).toEqual({ ok: true });
      expect(await world.ledger.commit(next)).toEqual({ ok: false, refused: [0, 1, 2], busy: false });
      expect(await world.ledger.payment('plain', payment.paymentKey)).toEqual({
        ...payment,
        state: 'applied',
        version: 2,
      });
      expect(await world.ledger.task('plain', task.taskId)).toEqual(done);
      expect((await world.ledger.person('plain', 'd'))?.status).toBe('bounced');
    });

    it('finds many rows by their ids and leaves out those that are not there', async () => {
      const row = await stored({ invoiceId: 'many' });
      expect(await world.ledger.invoices('plain', ['many', 'none'])).toEqual(new Map([['many', row]]));
      expect(await world.ledger.customers('plain', ['nobody'])).toEqual(new Map());
      expect(await world.ledger.loadCase('CRED#plain#INV#none')).toBeUndefined();
    });

    it('loads a case with all that its decision depends on', async () => {
      const creditor = await freshCreditor({ largeFrom: { GBP: 50_000 } });
      const { creditorId } = creditor;
      const customer = aCustomer({ creditorId, unapplied: { GBP: 150_000 }, credit: { GBP: 10_000, EUR: 5 } });
      await world.ledger.commit([{ kind: 'customer', before: undefined, after: customer }]);
      await stored({ creditorId, invoiceId: 'older', dueOn: '2026-01-01' });
      await stored({ creditorId, invoiceId: 'other-currency', currency: 'EUR', dueOn: '2025-01-01' });
      await stored({ creditorId, invoiceId: 'void', status: 'void', dueOn: '2025-01-01' });
      await stored({ creditorId, invoiceId: 'another', customerId: 'C-2', dueOn: '2025-01-01' });
      const invoice = await stored({ creditorId, invoiceId: 'newer', dueOn: '2026-01-02' });
      const caseId = world.ledger.caseIdOf(creditorId, 'newer');
      const loaded = await world.ledger.loadCase(caseId);
      expect(loaded).toMatchObject({
        caseId,
        creditor,
        persons: [],
        liveVersion: 1,
        situation: {
          invoice,
          customer,
          policy: b2bStandard,
          large: true,
          coveredMinor: 40_000,
          creditor: { country: creditor.country, debtorKind: creditor.debtorKind },
          stopped: false,
          addresses: undefined,
        },
      });
    });

    it('tells what the customer’s addresses have told, where asked', async () => {
      const { creditorId, addressKey } = await freshCreditor();
      const contacts = ['a@x.example', 'b@x.example'].map((email) => ({ email, roles: ['billing'] as const }));
      const digest = addressDigest(addressKey, 'B@x.example ');
      const person = { creditorId, digest, status: 'bounced', attempts: [], version: 1 } as const;
      await world.ledger.commit([
        { kind: 'customer', before: undefined, after: aCustomer({ creditorId, contacts }) },
        { kind: 'person', before: undefined, after: person },
      ]);
      await stored({ creditorId, invoiceId: 'I' });
      const loaded = await world.ledger.loadCase(world.ledger.caseIdOf(creditorId, 'I'), { addresses: true });
      expect(loaded?.persons).toEqual([person]);
      expect(loaded?.situation.addresses).toEqual([
        expect.objectContaining({ address: 'a@x.example', status: 'ok' }),
        expect.objectContaining({ address: 'b@x.example', status: 'bounced' }),
      ]);
    });

    it.each([
      { who: 'the creditor', creditor: true, stage: false },
      { who: 'the stage', creditor: false, stage: true },
    ])('sees the stop switch of $who, when loading and at the last look', async ({ creditor: stopped, stage }) => {
      const { creditorId } = await freshCreditor({ stopped });
      const customer = aCustomer({ creditorId });
      await world.ledger.commit([{ kind: 'customer', before: undefined, after: customer }]);
      const invoice = await stored({ creditorId, invoiceId: 'I' });
      await world.stopStage(stage);
      const caseId = world.ledger.caseIdOf(creditorId, 'I');
      expect((await world.ledger.loadCase(caseId))?.situation.stopped).toBe(true);
      expect(await world.ledger.lastLook(caseId, customer)).toEqual({ invoice, customer, riders: [], stopped: true });
      await world.stopStage(false);
    });

    /** C-1 pays for itself and for C-2, and used to pay for C-3. */
    async function aGroup() {
      const { creditorId } = await freshCreditor();
      const customers = [
        aCustomer({ creditorId, paysFor: ['C-2', 'C-3', 'C-9'], unapplied: { GBP: 50 }, hold }),
        aCustomer({ creditorId, customerId: 'C-2', billToId: 'C-1', unapplied: { GBP: 30 } }),
        aCustomer({ creditorId, customerId: 'C-3' }),
        aCustomer({ creditorId, customerId: 'C-4', billToId: 'C-unknown' }),
      ];
      for (const after of customers) await world.ledger.commit([{ kind: 'customer', before: undefined, after }]);
      await stored({ creditorId, invoiceId: 'A', dueOn: '2026-01-02' });
      await stored({ creditorId, invoiceId: 'B', customerId: 'C-2', dueOn: '2026-01-01' });
      await stored({ creditorId, invoiceId: 'C', customerId: 'C-3' });
      await stored({ creditorId, invoiceId: 'D', customerId: 'C-4' });
      await stored({ creditorId, invoiceId: 'PAID', caseState: 'closed', closedAs: 'paid', owedMinor: 0 });
      return { creditorId, caseOf: (id: string) => world.ledger.caseIdOf(creditorId, id), customers };
    }
    const hold = { reason: 'asked', by: 'robin' };

    it.each([
      { id: 'A', customer: 'C-1', debtor: undefined, siblings: ['B'], covered: 0 },
      { id: 'B', customer: 'C-1', debtor: 'C-2', siblings: ['A'], covered: 80 },
      { id: 'C', customer: 'C-3', debtor: undefined, siblings: [], covered: 0 },
      { id: 'D', customer: 'C-4', debtor: undefined, siblings: [], covered: 0 },
    ])('loads invoice $id with $customer, who pays, and what else that one is asked for', async (then) => {
      const { caseOf } = await aGroup();
      const loaded = await world.ledger.loadCase(caseOf(then.id), { siblings: true });
      const { customer, debtor, siblings = [], coveredMinor } = loaded?.situation ?? {};
      expect([customer?.customerId, debtor?.customerId]).toEqual([then.customer, then.debtor]);
      expect(siblings.map(({ invoice }) => invoice.invoiceId)).toEqual(then.siblings);
      expect(coveredMinor).toBe(then.covered);
    });

    it('knows the siblings’ own customers, policies, size and cover', async () => {
      const { caseOf } = await aGroup();
      const loaded = await world.ledger.loadCase(caseOf('A'), { siblings: true });
      expect(loaded?.situation.siblings).toMatchObject([
        { policy: { id: 'b2b-standard' }, large: false, coveredMinor: 80, debtor: { customerId: 'C-2' } },
      ]);
      expect((await world.ledger.loadCase(caseOf('A')))?.situation.siblings).toBeUndefined();
    });

    it('loads the customer’s last message, for the invoice that sent it as for the others', async () => {
      const { creditorId } = await freshCreditor();
      const caseId = world.ledger.caseIdOf(creditorId, 'I');
      const messageId = `last-${creditorId}`;
      const reminded = { messageId, caseId, at: AT, on: '2026-02-03', tone: 'firm' } as const;
      const after = aCustomer({ creditorId, lastReminder: reminded });
      const message = aMessage({ creditorId, messageId, tone: 'firm', covers: { J: ['friendly'] }, cycles: { J: 2 } });
      await world.ledger.commit([
        { kind: 'customer', before: undefined, after },
        { kind: 'message', message },
      ]);
      await stored({ creditorId, invoiceId: 'I' });
      await stored({ creditorId, invoiceId: 'J' });
      const lastOf = async (id: string, siblings: boolean) =>
        (await world.ledger.loadCase(world.ledger.caseIdOf(creditorId, id), { siblings }))?.situation.lastMessage;
      expect(await lastOf('J', false)).toEqual(message);
      expect(await lastOf('I', true)).toEqual(message);
      expect(await lastOf('I', false)).toEqual(message);
    });

    it('sees who owes and what rides at the last look', async () => {
      const { creditorId, caseOf, customers } = await aGroup();
      const payer = { creditorId, customerId: 'C-1' };
      const seen = await world.ledger.lastLook(caseOf('B'), payer, { debtorId: 'C-2', riderIds: ['A', 'NONE'] });
      expect([seen.customer, seen.debtor]).toEqual([customers[0], customers[1]]);
      expect(seen.riders.map(({ invoiceId }) => invoiceId)).toEqual(['A']);
    });
  });
}
