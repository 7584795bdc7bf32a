/** Random transactions of the ledger's own writes: many hold, many stand on a row that moved on or was never there. */
import { transactItems } from '../../../adapters/dynamodb/writes.ts';
import { type ChangeType, change, IllegalTransition, TRANSITIONS } from '../../../core/case/transition.ts';
import type { Write } from '../../../core/ports.ts';
import { aCustomer, aMessage, anInvoice, aPayment, aTask } from '../../support/builders.ts';
import { createDice, type Dice, type Histories, histories } from './random-past.ts';

export type Writer = {
  readonly next: () => readonly Write[];
  /** What became of the transaction given last: rows that were written are what later ones mostly stand on. */
  readonly settled: (ok: boolean) => void;
};

const AT = '2026-02-03T10:00:00.000Z';
const creditorId = 'demo';
const TEXTS = ['plain', '', 'ünïcödé 😀', 'a#b/c', ' ', 'x'.repeat(500)];
const IDS = ['1', '2', '3#/'];

export function createWriter(seed: number): Writer {
  const dice = createDice(seed);
  const past = histories(dice);
  const makers = Object.values(MAKERS);
  const next = (): Write[] => {
    const size = dice.one([1, 1, 2, 3, 5]);
    const writes = onceEach(Array.from({ length: size }, () => dice.one(makers)(dice, past)).flat());
    return writes.length > 0 ? writes : next();
  };
  return {
    next,
    settled: past.settled,
  };
}

/** No item twice: the engines differ on what they answer then, and the ledger never asks it (same-writes.test.ts). */
function onceEach(writes: readonly Write[]): Write[] {
  const taken = new Set<string>();
  return writes.filter((write) => {
    const keys = transactItems('table', write).map(({ Put, Update, Delete, ConditionCheck }) => {
      const { PK, SK } = Put?.Item ?? (Update ?? Delete ?? ConditionCheck)?.Key ?? {};
      return `${PK?.S}\n${SK?.S}`;
    });
    const isFree = keys.every((key) => !taken.has(key));
    if (isFree) for (const key of keys) taken.add(key);
    return isFree;
  });
}

type Maker = (dice: Dice, past: Histories) => readonly Write[];

/** One per kind of write, so that a kind added later does not compile until it is written here. */
const MAKERS: Readonly<Record<Write['kind'], Maker>> = {
  change: (dice, past) => {
    const invoiceId = dice.one(IDS);
    const before =
      past.invoices.pick(invoiceId) ?? anInvoice({ invoiceId, hold: { reason: dice.one(TEXTS), by: 'api' } });
    const made = changed(dice, before);
    if (!made) return [];
    past.invoices.meant(invoiceId, made.after);
    return [{ kind: 'change', change: made }];
  },
  'check-invoice': (dice, past) => {
    const invoice = past.invoices.pick(dice.one(IDS));
    return invoice ? [{ kind: 'check-invoice', invoice }] : [];
  },
  'day-claim': (dice) => [{ kind: 'day-claim', creditorId: 'demo', on: dice.one(IDS), most: 1 + dice.below(3) }],
  'day-claim-released': (dice) => [{ kind: 'day-claim-released', creditorId: 'demo', on: dice.one(IDS) }],
  customer: (dice, past) => {
    const customerId = dice.one(IDS);
    const before = past.customers.pick(customerId);
    const fields = { name: dice.one(TEXTS), credit: { GBP: dice.below(9) - 4.5, EUR: dice.below(2) * 1e15 } };
    const after = { ...(before ?? aCustomer({ customerId })), ...fields, version: (before?.version ?? 0) + 1 };
    past.customers.meant(customerId, after);
    return [{ kind: 'customer', before, after }];
  },
  payment: (dice, past) => {
    const paymentKey = `erp#${dice.one(IDS)}`;
    const before = past.payments.pick(paymentKey);
    const state = dice.one(['received', 'applied'] as const);
    const fields = { state, allocations: [], takenBack: { [dice.one(IDS)]: dice.below(100) } };
    const after = { ...(before ?? aPayment({ paymentKey })), ...fields, version: (before?.version ?? 0) + 1 };
    past.payments.meant(paymentKey, after);
    return [{ kind: 'payment', before, after }];
  },
  person: (dice, past) => {
    const digest = dice.one(IDS);
    const before = past.persons.pick(digest);
    const attempt = { at: AT, channel: 'email' } as const;
    const attempts = dice.one([[], [attempt], [attempt, attempt]]);
    const status = dice.one(['ok', 'bounced'] as const);
    const after = { creditorId, digest, attempts, status, version: (before?.version ?? 0) + 1 };
    past.persons.meant(digest, after);
    return [{ kind: 'person', before, after }];
  },
  task: (dice, past) => {
    const taskId = dice.one(IDS);
    const before = past.tasks.pick(taskId);
    const after = {
      ...(before ?? aTask({ taskId })),
      state: dice.one(['open', 'done'] as const),
      reason: dice.one(TEXTS),
    };
    past.tasks.meant(taskId, after);
    return [{ kind: 'task', before, after }];
  },
  message: (dice, past) => {
    const messageId = dice.one(IDS);
    const before = past.messages.pick(messageId);
    const recipients = { [dice.one(IDS)]: dice.one(['sent', 'delivered', 'bounced'] as const) };
    const message = aMessage({ messageId, recipients });
    past.messages.meant(messageId, message);
    return [{ kind: 'message', ...(before && { before }), message }];
  },
  'claim-touch': (dice) => [{ kind: 'claim-touch', touch: touch(dice) }],
  'settle-touch': (dice) => [{ kind: 'settle-touch', touch: touch(dice) }],
  'waiting-money': (dice) => [{ kind: 'waiting-money', ...waiting(dice), isKnown: dice.one([true, false]) }],
  'waiting-money-taken': (dice) => [{ kind: 'waiting-money-taken', ...waiting(dice) }],
  number: (dice) => [{ kind: 'number', creditorId, invoiceNumber: `N${dice.one(IDS)}`, invoiceId: dice.one(IDS) }],
  journal: (dice) => [
    { kind: 'journal', entry: { creditorId, kind: 'sent', id: dice.one(IDS), at: AT, reason: dice.one(TEXTS) } },
  ],
  once: (dice) => [{ kind: 'once', name: `once ${dice.one(IDS)}` }],
  'once-released': (dice) => [{ kind: 'once-released', name: `once ${dice.one(IDS)}` }],
};

const isType = (type: string): type is ChangeType => type in TRANSITIONS;
const TYPES = Object.keys(TRANSITIONS).filter(isType);

/** Undefined where the graph does not allow the change from the row's state. */
function changed(dice: Dice, before: ReturnType<typeof anInvoice>) {
  const dueAt = dice.one([AT, undefined]);
  const patch = { dueAt, reason: dice.one(TEXTS), owedMinor: dice.below(1e9), stepsDone: [dice.one(TEXTS)] };
  try {
    return change(before, dice.one(TYPES), patch, { at: AT, by: 'test', data: { note: dice.one(TEXTS) } });
  } catch (error) {
    if (error instanceof IllegalTransition) return undefined;
    throw error;
  }
}

function touch(dice: Dice) {
  const state = dice.one(['claimed', 'sent', 'released', 'stopped'] as const);
  const claim = { claimId: dice.one(IDS), messageId: 'm', state, at: AT } as const;
  return { caseId: 'CRED#demo#INV#1', cycle: 1, stepId: dice.one(['a', 'b']), channel: 'email', ...claim } as const;
}

function waiting(dice: Dice) {
  return { creditorId, invoiceId: dice.one([...IDS, 'unknown']), paymentKey: `erp#${dice.one(IDS)}` };
}
