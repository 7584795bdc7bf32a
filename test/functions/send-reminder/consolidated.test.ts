/** One message for all that a customer owes, as the function sends it: who claims, who rides, and what the riders record. */
import { describe, expect, it } from 'vitest';
import type { Invoice } from '../../../core/case/invoice.ts';
import type { Customer } from '../../../core/contact/customer.ts';
import { b2bStandard } from '../../../core/policy/policy.ts';
import type { Ledger, Mail } from '../../../core/ports.ts';
import { createHandler as evaluate } from '../../../functions/evaluate-escalation/handler.ts';
import { createHandler } from '../../../functions/send-reminder/handler.ts';
import { aCreditor, aCustomer, anInvoice } from '../../support/builders.ts';
import { createMemoryLedger } from '../../support/memory-ledger.ts';

/** Tuesday 3 February 2026 in the window: friendly reminders of what was due on 31 January are due. */
const NOW = '2026-02-03T11:20:00.000Z';
const LATER = '2026-02-03T11:23:00.000Z';

type Outcome = 'sent' | 'unknown' | 'not-sent' | 'dies';
type Given = {
  readonly invoices?: readonly Partial<Invoice>[];
  readonly customers?: readonly Partial<Customer>[];
  readonly mailer?: Outcome;
};

const several = (count: number, fields: Partial<Invoice> = {}): readonly Partial<Invoice>[] =>
  Array.from({ length: count }, (_, at) => ({ invoiceId: `INV-${at + 1}`, ...fields }));

async function aWorld({ invoices = several(2), customers = [{}], mailer = 'sent' }: Given = {}) {
  const { rows, ledger } = createMemoryLedger();
  rows.addCreditor(aCreditor(), b2bStandard);
  for (const one of customers) await ledger.commit([{ kind: 'customer', before: undefined, after: aCustomer(one) }]);
  for (const one of invoices) {
    const invoice = anInvoice({ startStepId: 'friendly', version: 1, ...one });
    rows.invoices.set(rows.caseIdOf('demo', invoice.invoiceId), invoice);
  }
  const mails: Mail[] = [];
  const time = { now: NOW, claims: 0 };
  const during: { beforeCommit?: () => Promise<unknown>; beforeVault?: () => Promise<unknown> } = {};
  const commit: Ledger['commit'] = async (writes) => {
    if (writes.some(({ kind }) => kind === 'claim-touch')) await during.beforeCommit?.();
    return ledger.commit(writes);
  };
  const answers = {
    sent: { outcome: 'sent', providerId: 'p', messageIdHeader: '<1@mail>' },
    unknown: { outcome: 'unknown', code: 'Timeout' },
    'not-sent': { outcome: 'not-sent', retry: true, code: 'Throttled' },
  } as const;
  const deps = {
    ledger: { ...ledger, commit },
    clock: { now: () => time.now },
    vault: { put: async () => void (await during.beforeVault?.()), get: async () => undefined },
    mailer: {
      send: async (mail: Mail) => {
        mails.push(mail);
        if (mailer === 'dies') return new Promise<never>(() => undefined);
        return answers[mailer];
      },
    },
    texter: { send: async () => answers.sent },
    ids: { next: () => `claim-${++time.claims}` },
    countSent: () => undefined,
  };
  const ref = (id: string) => ({ caseId: rows.caseIdOf('demo', id), cycle: 1, run: 1 });
  const send = createHandler(deps);
  return {
    ...{ rows, ledger, mails, time, during },
    send: (id: string, stepId = 'friendly') => send({ ...ref(id), stepId }),
    look: (id: string) => evaluate(deps)(ref(id)),
    invoice: (id: string) => rows.invoices.get(ref(id).caseId),
    types: (id: string) => rows.timeline(ref(id).caseId).map(({ type }) => type),
    records: (id: string) => rows.timeline(ref(id).caseId),
    customer: (id = 'C-1') => rows.customers.get(`demo ${id}`),
  };
}

describe('a message for all that a customer owes', () => {
  it('lists every invoice, covers the riders’ steps and leaves its mark on the customer', async () => {
    const world = await aWorld({ invoices: several(3) });
    await world.send('INV-2');
    expect(world.mails).toHaveLength(1);
    for (const id of ['INV-1', 'INV-2', 'INV-3']) expect(world.mails[0]?.text).toContain(id);
    expect([...world.rows.messages.values()]).toMatchObject([
      { invoiceIds: ['INV-2', 'INV-1', 'INV-3'], covers: { 'INV-1': ['friendly'], 'INV-3': ['friendly'] } },
    ]);
    expect(world.customer()).toMatchObject({
      version: 2,
      lastReminder: { on: '2026-02-03', tone: 'friendly', caseId: world.rows.caseIdOf('demo', 'INV-2') },
    });
  });

  it('has each rider’s own execution record by which message its step was covered, in one write', async () => {
    const world = await aWorld();
    await world.send('INV-1');
    const next = await world.send('INV-2');
    const [message] = world.rows.messages.values();
    expect(world.records('INV-2')).toMatchObject([
      { type: 'step.covered', data: { stepId: 'friendly', messageId: message?.messageId, next: 'wait' } },
    ]);
    expect(world.invoice('INV-2')).toMatchObject({
      stepsDone: ['friendly'],
      nextStepId: 'second',
      threadId: '<1@mail>',
      lastAction: { stepId: 'friendly', at: NOW, on: '2026-02-03' },
    });
    expect(next).toMatchObject({ kind: 'wait', then: { stepId: 'second' } });
    expect(world.mails).toHaveLength(1);
  });

  it('has the one that spoke record its own following step, where another one’s was due at the same moment', async () => {
    const invoices = [
      { invoiceId: 'INV-1', dueOn: '2026-01-29' },
      { invoiceId: 'INV-2', dueOn: '2026-01-14', startStepId: 'firm' },
    ];
    const world = await aWorld({ invoices });
    await world.send('INV-1');
    expect(world.invoice('INV-1')).toMatchObject({ stepsDone: ['friendly'] });
    await world.look('INV-1');
    expect(world.records('INV-1').at(-1)).toMatchObject({ type: 'step.covered', data: { steps: ['second'] } });
    expect(world.invoice('INV-1')).toMatchObject({ stepsDone: ['friendly', 'second'], nextStepId: 'firm' });
    await world.look('INV-2');
    expect(world.invoice('INV-2')).toMatchObject({ stepsDone: ['firm'] });
    expect(world.mails).toHaveLength(1);
  });

  it.each(['sent', 'unknown'] as const)('counts as the rider’s message when it was %s', async (mailer) => {
    const world = await aWorld({ mailer });
    await world.send('INV-1');
    await world.look('INV-2');
    expect(world.types('INV-2')).toEqual(['step.covered']);
  });

  it('counts for nothing when it surely did not leave: no rider is covered, and the gap is as before', async () => {
    const world = await aWorld({ mailer: 'not-sent' });
    await expect(world.send('INV-1')).rejects.toThrow('later:Throttled');
    expect(world.customer()?.lastReminder).toBeUndefined();
    expect([...world.rows.persons.values()]).toMatchObject([{ attempts: [] }]);
    expect(await world.look('INV-2')).toMatchObject({ kind: 'act', then: { stepId: 'friendly' } });
    expect(world.types('INV-2')).toEqual([]);
  });

  it('is waited for by riders while its sender may still take it back, and trusted once the sender must be dead', async () => {
    const world = await aWorld({ mailer: 'dies' });
    void world.send('INV-1');
    await expect.poll(() => world.mails.length).toBe(1);
    expect(await world.look('INV-2')).toMatchObject({ kind: 'wait', waitSeconds: 120, reason: 'message-under-way' });
    expect(world.types('INV-2')).toEqual([]);
    world.time.now = LATER;
    await world.look('INV-2');
    expect(world.types('INV-2')).toEqual(['step.covered']);
  });

  it('does not cover a step of a later cycle', async () => {
    const world = await aWorld();
    await world.send('INV-1');
    const key = world.rows.caseIdOf('demo', 'INV-2');
    world.rows.invoices.set(key, anInvoice({ invoiceId: 'INV-2', startStepId: 'friendly', cycle: 2, version: 2 }));
    const { kind } = await evaluate({ ledger: world.ledger, clock: { now: () => NOW } })({
      caseId: key,
      cycle: 2,
      run: 1,
    });
    expect([kind, world.invoice('INV-2')?.stepsDone]).toEqual(['wait', []]);
  });

  it('is made again without a rider that was paid between claim and send', async () => {
    const world = await aWorld({ invoices: several(3) });
    world.during.beforeVault = async () => {
      world.during.beforeVault = async () => undefined;
      const key = world.rows.caseIdOf('demo', 'INV-3');
      const paid = anInvoice({ invoiceId: 'INV-3', owedMinor: 0, caseState: 'closed', closedAs: 'paid', version: 2 });
      world.rows.invoices.set(key, { ...paid, decisionVersion: 2 });
    };
    expect(await world.send('INV-1')).toMatchObject({ kind: 'act', then: { stepId: 'friendly' } });
    expect(world.mails).toEqual([]);
    await world.send('INV-1');
    expect(world.mails[0]?.text).not.toContain('INV-3');
    expect(world.types('INV-1')).toEqual(['message.claimed', 'message.stopped', 'message.claimed', 'message.sent']);
  });

  it('is not claimed where a rider moved since it was looked at', async () => {
    const world = await aWorld();
    world.during.beforeCommit = async () => {
      const row = world.invoice('INV-2');
      if (row) world.rows.invoices.set(world.rows.caseIdOf('demo', 'INV-2'), { ...row, version: 2, owedMinor: 5 });
      world.during.beforeCommit = async () => undefined;
    };
    expect(await world.send('INV-1')).toMatchObject({ kind: 'act' });
    expect([world.mails, world.types('INV-1')]).toEqual([[], []]);
  });

  it('leaves out a notice before the due date while the customer owes something overdue, and says so', async () => {
    const early = { invoiceId: 'INV-2', dueOn: '2026-02-10', startStepId: 'check-in', firstOfCustomer: true };
    const world = await aWorld({ invoices: [{}, early] });
    const next = await world.send('INV-2', 'check-in');
    expect(world.records('INV-2')).toMatchObject([
      { type: 'step.lapsed', data: { stepId: 'check-in', code: 'customer-overdue' } },
      { type: 'decision.made' },
    ]);
    expect([next.kind, world.mails]).toEqual(['wait', []]);
  });

  it('goes to whoever pays, about the invoices of every customer that one pays for', async () => {
    const world = await aWorld({
      customers: [
        { customerId: 'HQ', paysFor: ['C-1', 'C-2'], contacts: [{ email: 'hq@acme.example', roles: ['billing'] }] },
        { billToId: 'HQ' },
        { customerId: 'C-2', billToId: 'HQ' },
      ],
      invoices: [{}, { invoiceId: 'INV-2', customerId: 'C-2' }],
    });
    await world.send('INV-1');
    expect(world.mails).toMatchObject([{ to: [{ address: 'hq@acme.example' }] }]);
    expect(world.mails[0]?.text).toContain('INV-2');
    expect([world.customer('HQ')?.lastReminder?.on, world.customer()?.lastReminder]).toEqual(['2026-02-03', undefined]);
    await world.look('INV-2');
    expect(world.types('INV-2')).toEqual(['step.covered']);
  });

  it('is silent about a customer on hold, whoever pays', async () => {
    const hold = { reason: 'asked', by: 'robin' };
    const world = await aWorld({
      customers: [
        { customerId: 'HQ', paysFor: ['C-1'] },
        { billToId: 'HQ', hold },
      ],
      invoices: [{}],
    });
    expect(await world.send('INV-1')).toMatchObject({ kind: 'wait', reason: 'customer-hold' });
    expect(world.mails).toEqual([]);
  });
});

describe('executions of one customer that wake at the same moment', () => {
  it('send one message, whatever the order of their claims', async () => {
    const world = await aWorld({ invoices: several(5) });
    let waiting = 0;
    const gate = Promise.withResolvers<void>();
    world.during.beforeCommit = () => {
      if (++waiting === 5) gate.resolve();
      return gate.promise;
    };
    const all = ['INV-1', 'INV-2', 'INV-3', 'INV-4', 'INV-5'];
    await Promise.all(all.map((id) => world.send(id)));
    expect([waiting, world.mails.length]).toEqual([5, 1]);
    world.time.now = LATER;
    await Promise.all(all.map((id) => world.look(id)));
    expect(all.map((id) => world.types(id).filter((type) => type === 'step.covered').length).sort()).toEqual([
      0, 1, 1, 1, 1,
    ]);
    expect(world.mails).toHaveLength(1);
  });

  it('of three hundred invoices send one readable message with a file, and each records that it is covered', async () => {
    const world = await aWorld({ invoices: several(300) });
    await world.send('INV-7');
    for (let at = 1; at <= 300; at++) await world.send(`INV-${at}`);
    expect(world.mails).toHaveLength(1);
    const [mail] = world.mails;
    expect(mail?.attachments).toMatchObject([{ fileName: 'open-invoices.csv' }]);
    const lines = mail?.attachments?.[0]?.content.trim().split('\r\n') ?? [];
    expect([lines.length, new Set(lines).size]).toEqual([301, 301]);
    expect(mail?.text.match(/INV-\d+/g)?.length).toBeLessThan(100);
    expect(mail?.text).toContain('£360,000.00');
    const covered = Array.from({ length: 300 }, (_, at) => world.types(`INV-${at + 1}`)).filter((types) =>
      types.includes('step.covered'),
    );
    expect(covered).toHaveLength(299);
  });
});
