/** Many customers under many rules on a ledger in memory: their executions run at the same moments, and cross each other. */
import { epochMs, instantOf } from '../../core/calendar/dates.ts';
import type { NextDecision } from '../../core/case/next.ts';
import type { Creditor } from '../../core/contact/creditor.ts';
import type { Contact } from '../../core/contact/customer.ts';
import type { Policy } from '../../core/policy/policy.ts';
import type { CaseRef, Mailer } from '../../core/ports.ts';
import { createHandler as evaluate } from '../../functions/evaluate-escalation/handler.ts';
import { createHandler as openTask } from '../../functions/open-task/handler.ts';
import { createHandler as sendReceipts } from '../../functions/send-receipts/handler.ts';
import { createHandler as sendReminder } from '../../functions/send-reminder/handler.ts';
import { aCreditor, aCustomer, anInvoice, aPayment } from '../support/builders.ts';
import { createMemoryLedger } from '../support/memory-ledger.ts';

export type Place = { readonly country: string; readonly timeZone: string; readonly unknownZone: boolean };
export type Plan = {
  readonly start: string;
  readonly packs: readonly string[];
  readonly ownMost: number;
  readonly role: 'first-party' | 'third-party';
  readonly customers: readonly {
    readonly place: Place;
    readonly kind: 'company' | 'consumer';
    /** Which of a few people: two customers may share one. */
    readonly people: readonly number[];
    readonly dueAgo: readonly number[];
    readonly paysAfterDays: number;
  }[];
};

const DAY = 86_400_000;
const policy: Policy = {
  id: 'b2b-standard',
  version: 1,
  window: { days: [1, 2, 3, 4, 5, 6, 7], fromMinute: 0, toMinute: 1440 },
  startAtMost: 'first',
  minimumGapWeekdays: 0,
  steps: [
    { id: 'first', at: 0, action: 'remind', channel: 'email', template: 'friendly', cc: ['cc'] },
    { id: 'text', at: 1, action: 'remind', channel: 'sms', template: 'friendly' },
    { id: 'call', at: 2, action: 'open-task', task: 'call' },
    { id: 'second', at: 2, action: 'remind', channel: 'email', template: 'second' },
    { id: 'banking', at: 3, unit: 'banking-days', action: 'remind', channel: 'sms', template: 'second' },
    { id: 'call-again', at: 4, action: 'open-task', task: 'call-again' },
    { id: 'firm', at: 5, action: 'remind', channel: 'email', template: 'firm' },
  ],
};

export const contactOf = (person: number): Contact => ({
  name: `Person ${person}`,
  email: `p${person}@x.example`,
  mobile: `+1212555${1000 + person}`,
  smsConsent: person % 3 !== 0,
  roles: person % 2 === 0 ? ['billing'] : ['billing', 'cc'],
});

export type Sent = {
  readonly at: string;
  readonly kind: string;
  readonly channel: 'email' | 'sms' | 'call';
  readonly people: readonly string[];
  readonly customer: number;
};

export async function play(plan: Plan, days: number): Promise<readonly Sent[]> {
  const { rows, ledger } = createMemoryLedger();
  const clock = { at: plan.start, now: () => clock.at };
  const sent: Sent[] = [];
  rows.addCreditor(creditorOf(plan), policy);
  const mailer: Mailer = {
    send: async ({ to, cc = [], tags = {} }) => {
      const message = rows.messages.get(tags['dunlin-message'] ?? '');
      const customer = Number(message?.customerId?.slice(2) ?? -1);
      const people = [...to, ...cc].map(({ address }) => address);
      if (message?.customerId)
        sent.push({ at: clock.at, kind: tags['dunlin-kind'] ?? '', channel: 'email', people, customer });
      return { outcome: 'sent', providerId: 'id', messageIdHeader: '<id@x>' };
    },
  };
  const texter = {
    send: async ({ to, context }: { to: string; context: { messageId: string } }) => {
      const customer = Number(rows.messages.get(context.messageId)?.customerId?.slice(2) ?? -1);
      sent.push({ at: clock.at, kind: 'reminder', channel: 'sms', people: [to], customer });
      return { outcome: 'sent', providerId: 'id' } as const;
    },
  };
  let ids = 0;
  const vault = { put: async () => undefined, get: async () => undefined };
  const deps = {
    ledger,
    vault,
    mailer,
    texter,
    clock,
    ids: { next: () => `claim-${ids++}` },
    countSent: () => undefined,
  };
  const handlers = { evaluate: evaluate(deps), remind: sendReminder(deps), task: openTask(deps) };
  const due = new Map<string, number>();
  fill(plan, rows, (caseId) => due.set(caseId, epochMs(plan.start)));
  const receipts = sendReceipts({
    ...deps,
    dueReceipts: async (by) =>
      [...rows.payments.values()].filter(({ receiptDueAt }) => receiptDueAt !== undefined && receiptDueAt <= by),
  });
  const step = async (caseId: string): Promise<number | undefined> => {
    const ref: CaseRef = { caseId, cycle: 1, run: 1 };
    try {
      return await walk(handlers, ref, epochMs(clock.at));
    } catch {
      return epochMs(clock.at) + 60_000;
    }
  };
  const end = epochMs(plan.start) + days * DAY;
  const paid = new Set<number>();
  for (;;) {
    const now = Math.min(...due.values(), ...paymentsDue(rows));
    if (!(now <= end)) break;
    clock.at = instantOf(now);
    pay(plan, rows, paid, clock.at);
    await receipts();
    const ready = [...due].filter(([, at]) => at <= now).map(([caseId]) => caseId);
    const next = await Promise.all(ready.map(step));
    ready.forEach((caseId, index) => {
      const at = next[index];
      if (at === undefined) due.delete(caseId);
      else due.set(caseId, Math.max(at, now + 1000));
    });
  }
  return [...sent, ...callsOf(rows)];
}

type Rows = ReturnType<typeof createMemoryLedger>['rows'];
type Handlers = {
  readonly evaluate: (ref: CaseRef) => Promise<NextDecision>;
  readonly remind: (input: CaseRef & { stepId: string }) => Promise<NextDecision>;
  readonly task: (input: CaseRef & { stepId: string }) => Promise<NextDecision>;
};

/** When the case is to be looked at again; undefined where it is over. */
async function walk(
  { evaluate: look, remind, task }: Handlers,
  ref: CaseRef,
  now: number,
): Promise<number | undefined> {
  let next = await look(ref);
  for (let acts = 0; next.kind === 'act' && acts < 3; acts++) {
    const input = { ...ref, stepId: next.then.stepId };
    next = next.then.action === 'remind' ? await remind(input) : await task(input);
  }
  if (next.kind === 'close' || next.kind === 'superseded') return undefined;
  return next.kind === 'park' ? epochMs(next.leaseUntil) : now + next.waitSeconds * 1000;
}

function creditorOf({ packs, role, ownMost }: Plan): Creditor {
  const cap = { kind: 'cap', most: ownMost, days: 10, channels: ['email', 'sms', 'call'] } as const;
  const rule = { id: 'OWN', title: 'Own', citation: 'Ours', status: 'V', scope: {}, demand: cap } as const;
  return aCreditor({
    ...{ country: 'IS', role, packs, smsOrigination: '+12125550100' },
    ownPacks: [{ id: 'own', title: 'Own', rules: [rule] }],
  });
}

function fill({ customers, start }: Plan, rows: Rows, open: (caseId: string) => void): void {
  customers.forEach(({ place, kind, people, dueAgo }, index) => {
    const customerId = `C-${index}`;
    const { country, timeZone, unknownZone } = place;
    const customer = aCustomer({
      ...{ customerId, kind, country, timeZone, filled: unknownZone ? ['timeZone'] : [] },
      contacts: people.map(contactOf),
    });
    rows.customers.set(`demo ${customerId}`, customer);
    dueAgo.forEach((ago, at) => {
      const invoiceId = `INV-${index}-${at}`;
      const dueOn = instantOf(epochMs(start) - ago * DAY).slice(0, 10);
      const caseId = rows.caseIdOf('demo', invoiceId);
      const about = { customerId, invoiceId, invoiceNumber: invoiceId, dueOn, issuedOn: dueOn };
      rows.invoices.set(
        caseId,
        anInvoice({ ...about, startStepId: 'first', runStartedAt: start, dueAt: start, version: 1 }),
      );
      open(caseId);
    });
  });
}

const paymentsDue = ({ payments }: Rows): readonly number[] =>
  [...payments.values()].flatMap(({ receiptDueAt }) => (receiptDueAt === undefined ? [] : [epochMs(receiptDueAt)]));

/** Once, some days after the start, each customer pays a part of an invoice that was written about. */
function pay({ customers, start }: Plan, rows: Rows, paid: Set<number>, now: string): void {
  customers.forEach(({ paysAfterDays }, index) => {
    const invoiceId = `INV-${index}-0`;
    const invoice = rows.invoices.get(rows.caseIdOf('demo', invoiceId));
    const isTime = epochMs(now) >= epochMs(start) + paysAfterDays * DAY;
    if (paid.has(index) || !isTime || invoice?.lastMessageOn === undefined) return;
    paid.add(index);
    const paymentKey = `erp#P-${index}`;
    const applied = {
      paymentKey,
      state: 'applied',
      allocations: [{ invoiceId, minor: 100 }],
      receiptDueAt: now,
    } as const;
    rows.payments.set(`demo ${paymentKey}`, aPayment(applied));
  });
}

/** A call counts from when it is asked for, to everybody who has a number. */
function callsOf({ tasks, customers }: Rows): readonly Sent[] {
  return [...tasks.values()]
    .filter(({ kind }) => kind === 'call' || kind === 'call-again')
    .map(({ openedAt, customerId }) => ({
      ...{ at: openedAt, kind: 'call', channel: 'call', customer: Number(customerId.slice(2)) },
      people: (customers.get(`demo ${customerId}`)?.contacts ?? []).flatMap(({ mobile }) => mobile ?? []),
    }));
}
