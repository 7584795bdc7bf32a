/** The ledger in memory, under the same conditions as the table's: the contract suite holds the two together. */
import { localClock } from '../../core/calendar/dates.ts';

import { decidingOf } from '../../core/case/deciding.ts';
import type { Invoice } from '../../core/case/invoice.ts';
import { isBelowMinimum } from '../../core/case/rules/small.ts';
import { type Books, coveredIn, groupOf, isLarge, payerIdOf, siblingsOf } from '../../core/case/siblings.ts';
import { type Change, TRANSITIONS } from '../../core/case/transition.ts';
import { addressState } from '../../core/contact/attempts.ts';
import type { Creditor } from '../../core/contact/creditor.ts';
import { addressesOf, type Customer } from '../../core/contact/customer.ts';
import { addressDigest } from '../../core/contact/digest.ts';
import { touchName } from '../../core/contact/touch.ts';
import type { Policy } from '../../core/policy/policy.ts';
import { inMode } from '../../core/policy/segment.ts';
import type { Committed, Ledger, Loaded, LoadOptions, Write } from '../../core/ports.ts';
import { createMemoryRows, type Rows } from './memory-rows.ts';

/** One item of a transaction: where it goes, whether it may, and what it leaves there (undefined: nothing). */
type Item = {
  readonly rows: Map<string, unknown>;
  readonly key: string;
  readonly ok: boolean;
  readonly after?: unknown;
};

const ITEMS_AT_MOST = 100;

export function createMemoryLedger() {
  const rows = createMemoryRows();
  const commit = async (writes: readonly Write[]): Promise<Committed> => {
    const items = writes.flatMap((write, index) => itemsOf(rows, write).map((item) => ({ ...item, index })));
    const places = items.map(({ rows: table, key }) => `${rows.nameOf(table)} ${key}`);
    if (new Set(places).size < places.length || items.length > ITEMS_AT_MOST)
      throw new Error(`expected at most ${ITEMS_AT_MOST} different items in a transaction, found ${places.join(', ')}`);
    const refused = [...new Set(items.filter(({ ok }) => !ok).map(({ index }) => index))];
    if (refused.length > 0) return { ok: false, refused, busy: false };
    for (const { rows: table, key, after } of items)
      if (after === undefined) table.delete(key);
      else if (after !== CHECK_ONLY) table.set(key, after);
    return { ok: true };
  };
  return { rows, ledger: { commit, ...readsOf(rows) } satisfies Ledger };
}

const CHECK_ONLY = Symbol('only a condition');

const same = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);

/** Sets what differs and leaves the rest as it is by now. */
function updated<T extends object>(row: T, before: T, after: T, always: readonly string[] = []): T {
  const old = new Map<string, unknown>(Object.entries(before));
  const fresh = new Map<string, unknown>(Object.entries(after));
  const changed = [...new Set([...old.keys(), ...fresh.keys()])].filter(
    (field) => always.includes(field) || !same(old.get(field), fresh.get(field)),
  );
  return { ...row, ...Object.fromEntries(changed.map((field) => [field, fresh.get(field)])) };
}

function versioned<T extends { readonly version: number }>(
  table: Map<string, T>,
  key: string,
  { before, after }: { readonly before: T | undefined; readonly after: T },
): Item {
  const row = table.get(key);
  if (before === undefined) return { rows: table, key, ok: row === undefined, after };
  return { rows: table, key, ok: row?.version === before.version, after: row && updated(row, before, after) };
}

function changeItems({ invoices, audit, caseIdOf }: Rows, { before, after, record, type }: Change): Item[] {
  const key = caseIdOf(after.creditorId, after.invoiceId);
  const name = `${key} ${record.version}`;
  const sealed = { rows: audit, key: name, ok: !audit.has(name), after: record };
  const row = invoices.get(key);
  if (before.version === 0) return [{ rows: invoices, key, ok: row === undefined, after }, sealed];
  const { from, wakes } = TRANSITIONS[type];
  const legal = row !== undefined && from.some((state) => state === row.caseState) && row.version === before.version;
  const always = wakes && after.dueAt !== undefined ? ['dueAt'] : [];
  return [{ rows: invoices, key, ok: legal, after: row && updated<Invoice>(row, before, after, always) }, sealed];
}

function messageItem({ messages }: Rows, { before, message }: Extract<Write, { kind: 'message' }>): Item {
  const key = message.messageId;
  return { rows: messages, key, ok: !before || same(messages.get(key)?.recipients, before.recipients), after: message };
}

function itemsOf(rows: Rows, write: Write): Item[] {
  switch (write.kind) {
    case 'change':
      return changeItems(rows, write.change);
    case 'customer':
      return [versioned(rows.customers, `${write.after.creditorId} ${write.after.customerId}`, write)];
    case 'payment':
      return [versioned(rows.payments, `${write.after.creditorId} ${write.after.paymentKey}`, write)];
    case 'person':
      return [versioned(rows.persons, `${write.after.creditorId} ${write.after.digest}`, write)];
    case 'check-invoice': {
      const { creditorId, invoiceId, version } = write.invoice;
      const key = rows.caseIdOf(creditorId, invoiceId);
      const ok = rows.invoices.get(key)?.version === version;
      return [{ rows: rows.invoices, key, ok, after: CHECK_ONLY }];
    }
    case 'claim-touch':
    case 'settle-touch': {
      const key = `${write.touch.caseId} ${touchName(write.touch)}`;
      const row = rows.touches.get(key);
      const free = row === undefined || row.state === 'released' || row.state === 'stopped';
      const ok = write.kind === 'claim-touch' ? free : row?.claimId === write.touch.claimId;
      return [{ rows: rows.touches, key, ok, after: write.touch }];
    }
    case 'message':
      return [messageItem(rows, write)];
    case 'task': {
      const key = `${write.after.creditorId} ${write.after.taskId}`;
      return [{ rows: rows.tasks, key, ok: rows.tasks.get(key)?.state === write.before?.state, after: write.after }];
    }
    case 'waiting-money': {
      const caseId = rows.caseIdOf(write.creditorId, write.invoiceId);
      const key = `${caseId} ${write.paymentKey}`;
      const number = `${write.creditorId} ${write.invoiceId}`;
      const names: Item[] = [
        { rows: rows.invoices, key: caseId, ok: !rows.invoices.has(caseId), after: CHECK_ONLY },
        { rows: rows.numbers, key: number, ok: !rows.numbers.has(number), after: CHECK_ONLY },
      ];
      return [...(write.isKnown ? [] : names), { rows: rows.waiting, key, ok: !rows.waiting.has(key), after: write }];
    }
    case 'waiting-money-taken': {
      const key = `${rows.caseIdOf(write.creditorId, write.invoiceId)} ${write.paymentKey}`;
      return [{ rows: rows.waiting, key, ok: rows.waiting.has(key) }];
    }
    case 'number':
      return [
        { rows: rows.numbers, key: `${write.creditorId} ${write.invoiceNumber}`, ok: true, after: write.invoiceId },
      ];
    case 'journal':
      return [
        {
          rows: rows.journal,
          key: `${write.entry.at} ${write.entry.kind} ${write.entry.id}`,
          ok: true,
          after: write.entry,
        },
      ];
    case 'day-claim': {
      const key = `${write.creditorId} ${write.on}`;
      const claimed = rows.days.get(key) ?? 0;
      return [{ rows: rows.days, key, ok: claimed < write.most, after: claimed + 1 }];
    }
    case 'day-claim-released': {
      const key = `${write.creditorId} ${write.on}`;
      return [{ rows: rows.days, key, ok: true, after: (rows.days.get(key) ?? 0) - 1 }];
    }
    case 'once':
      return [{ rows: rows.once, key: write.name, ok: !rows.once.has(write.name), after: write }];
    case 'once-released':
      return [{ rows: rows.once, key: write.name, ok: rows.once.has(write.name) }];
  }
}

const required = <T>(value: T | undefined, what: string): T => {
  if (value === undefined) throw new Error(`expected ${what}, found none`);
  return value;
};

function booksOf({ invoices, customers }: Rows, payer: Customer, debtor: Customer): Books {
  const group = [payer, debtor, ...groupOf(payer).flatMap((id) => customers.get(`${payer.creditorId} ${id}`) ?? [])];
  const paid = new Set(
    group
      .filter((one) => payerIdOf(one) === payer.customerId || one.customerId === debtor.customerId)
      .map(({ customerId }) => customerId),
  );
  return {
    payer,
    customers: new Map(group.map((one) => [one.customerId, one])),
    invoices: [...invoices.values()].filter(
      ({ creditorId, customerId, caseState, owedMinor }) =>
        creditorId === payer.creditorId && paid.has(customerId) && (caseState === 'open' || owedMinor > 0),
    ),
  };
}

function loadCase(rows: Rows, caseId: string, { addresses, siblings, at }: LoadOptions): Loaded | undefined {
  const invoice = rows.invoices.get(caseId);
  if (!invoice) return undefined;
  const { creditorId, customerId } = invoice;
  const debtor = required(rows.customers.get(`${creditorId} ${customerId}`), 'the customer');
  const payer = rows.customers.get(`${creditorId} ${payerIdOf(debtor)}`) ?? debtor;
  const creditor: Creditor = required(rows.creditors.get(creditorId), 'the creditor');
  const digests = addressesOf(payer).map((address) => [address, addressDigest(creditor.addressKey, address)] as const);
  const personOf = (digest: string) => rows.persons.get(`${creditorId} ${digest}`);
  const books = booksOf(rows, payer, debtor);
  const policyFor = ({ policyId, policyVersion }: Invoice) => policyOf(rows, creditorId, policyId, policyVersion);
  const { lastReminder } = payer;
  return {
    caseId,
    creditor,
    liveVersion: rows.policies.get(`${creditorId} ${invoice.policyId}`)?.version,
    persons: addresses ? digests.flatMap(([, digest]) => personOf(digest) ?? []) : [],
    situation: {
      invoice,
      customer: payer,
      debtor: payer === debtor ? undefined : debtor,
      policy: inMode(creditor.segments, invoice, policyFor(invoice)),
      large: isLarge(creditor, invoice),
      coveredMinor: coveredIn(books, invoice),
      stopped: creditor.stopped || rows.stage.stopped,
      addresses: addresses
        ? digests.map(([address, digest]) => addressState(address, digest, personOf(digest)))
        : undefined,
      siblings:
        siblings || isBelowMinimum({ policy: policyFor(invoice), invoice })
          ? siblingsOf(books, invoice, creditor, policyFor)
          : undefined,
      source: {
        disagreesSince: creditor.syncCheck?.disagreesSince,
        lastSyncAt: creditor.syncEveryHours === undefined ? undefined : rows.syncs.get(creditorId),
      },
      claimedToday:
        creditor.dailyReminders === undefined || at === undefined
          ? undefined
          : (rows.days.get(`${creditorId} ${localClock(at, creditor.timeZone).date}`) ?? 0),
      persons: addresses ? digests.flatMap(([, digest]) => personOf(digest) ?? []) : undefined,
      ...decidingOf(creditor),
      lastMessage: lastReminder && rows.messages.get(lastReminder.messageId),
    },
  };
}

/** Older versions lie under their number, the live one under its id alone. */
const policyOf = (rows: Rows, creditorId: string, policyId: string, version?: number): Policy =>
  required(
    rows.policies.get(`${creditorId} ${policyId}@${version}`) ?? rows.policies.get(`${creditorId} ${policyId}`),
    `policy ${policyId}`,
  );

function readsOf(rows: Rows): Omit<Ledger, 'commit'> {
  const invoice = (creditorId: string, id: string) => rows.invoices.get(rows.caseIdOf(creditorId, id));
  const customer = (creditorId: string, id: string) => rows.customers.get(`${creditorId} ${id}`);
  const found = <T>(ids: readonly string[], get: (id: string) => T | undefined): ReadonlyMap<string, T> =>
    new Map(
      ids.flatMap((id) => {
        const value = get(id);
        return value === undefined ? [] : [[id, value] as const];
      }),
    );
  return {
    loadCase: async (caseId, options = {}) => loadCase(rows, caseId, options),
    lastLook: async (caseId, { creditorId, customerId }, { debtorId = customerId, riderIds = [] } = {}) => ({
      invoice: rows.invoices.get(caseId),
      customer: customer(creditorId, customerId),
      debtor: debtorId === customerId ? undefined : customer(creditorId, debtorId),
      riders: riderIds.flatMap((id) => invoice(creditorId, id) ?? []),
      stopped: rows.stage.stopped || (rows.creditors.get(creditorId)?.stopped ?? false),
      disagrees: rows.creditors.get(creditorId)?.syncCheck?.disagreesSince !== undefined || undefined,
    }),
    touch: async (caseId, name) => rows.touches.get(`${caseId} ${name}`),
    creditor: async (creditorId) => rows.creditors.get(creditorId),
    policy: async (creditorId, policyId, version) => policyOf(rows, creditorId, policyId, version),
    invoice: async (creditorId, id) => invoice(creditorId, id),
    invoices: async (creditorId, ids) => found(ids, (id) => invoice(creditorId, id)),
    customer: async (creditorId, id) => customer(creditorId, id),
    customers: async (creditorId, ids) => found(ids, (id) => customer(creditorId, id)),
    customerInvoices: async (creditorId, customerId, most) =>
      [...rows.invoices.values()]
        .filter((one) => one.creditorId === creditorId && one.customerId === customerId)
        .sort((a, b) => ((a.dueOn ?? '9') < (b.dueOn ?? '9') ? 1 : -1))
        .slice(0, most),
    payment: async (creditorId, key) => rows.payments.get(`${creditorId} ${key}`),
    person: async (creditorId, digest) => rows.persons.get(`${creditorId} ${digest}`),
    isClaimed: async (name) => rows.once.has(name),
    message: async (messageId) => rows.messages.get(messageId),
    task: async (creditorId, taskId) => rows.tasks.get(`${creditorId} ${taskId}`),
    timeline: async (creditorId, id) => rows.timeline(rows.caseIdOf(creditorId, id)),
    idsOfNumbers: async (creditorId, numbers) =>
      found(numbers, (number) => rows.numbers.get(`${creditorId} ${number}`)),
    waitingMoney: async (creditorId, id) =>
      [...rows.waiting.values()]
        .filter((one) => one.creditorId === creditorId && one.invoiceId === id)
        .map(({ paymentKey }) => paymentKey),
    anyWaitingMoney: async (creditorId) => [...rows.waiting.values()].some((one) => one.creditorId === creditorId),
    caseIdOf: rows.caseIdOf,
    partsOf: rows.partsOf,
  };
}
