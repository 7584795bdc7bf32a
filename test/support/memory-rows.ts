/** The rows of the ledger in memory, and what others than the ledger do to them: park an execution, read the due index. */
import { caseIdOf, DUE_SHARDS, dueShardOf, partsOfCaseId } from '../../adapters/dynamodb/keys.ts';
import type { AuditRecord } from '../../core/audit/chain.ts';
import type { Instant } from '../../core/calendar/dates.ts';
import { type Invoice, isToBeLookedAt } from '../../core/case/invoice.ts';
import type { Creditor } from '../../core/contact/creditor.ts';
import type { Customer } from '../../core/contact/customer.ts';
import type { Message, Person, Task, Touch } from '../../core/contact/touch.ts';
import type { Payment } from '../../core/payment/payment.ts';
import type { Policy } from '../../core/policy/policy.ts';
import type { CaseRef, Write } from '../../core/ports.ts';
import type { JournalEntry } from '../../core/report/journal.ts';

type Waiting = Extract<Write, { readonly kind: 'waiting-money' }>;

const emptyTables = () => ({
  invoices: new Map<string, Invoice>(),
  audit: new Map<string, AuditRecord>(),
  customers: new Map<string, Customer>(),
  payments: new Map<string, Payment>(),
  persons: new Map<string, Person>(),
  touches: new Map<string, Touch>(),
  messages: new Map<string, Message>(),
  tasks: new Map<string, Task>(),
  waiting: new Map<string, Waiting>(),
  numbers: new Map<string, string>(),
  journal: new Map<string, JournalEntry>(),
  /** Reminders claimed, by creditor and local day. */
  days: new Map<string, number>(),
  once: new Map<string, unknown>(),
  creditors: new Map<string, Creditor>(),
  policies: new Map<string, Policy>(),
  /** When each creditor's ERP was heard of last. */
  syncs: new Map<string, Instant>(),
});

export type Rows = ReturnType<typeof createMemoryRows>;

export type Parking = CaseRef & {
  readonly decisionVersion: number;
  readonly token: string;
  readonly leaseUntil: Instant;
};

export function createMemoryRows() {
  const tables = emptyTables();
  const { invoices, audit, creditors, policies } = tables;
  const names = new Map<unknown, string>(Object.entries(tables).map(([name, table]) => [table, name]));
  const open = () => [...invoices].filter(([, row]) => isToBeLookedAt(row));
  return {
    ...tables,
    stage: { stopped: false },
    caseIdOf,
    partsOf: partsOfCaseId,
    nameOf: (table: unknown): string => names.get(table) ?? 'unknown',
    addCreditor(creditor: Creditor, policy: Policy): void {
      creditors.set(creditor.creditorId, creditor);
      policies.set(`${creditor.creditorId} ${policy.id}`, policy);
    },
    timeline: (caseId: string): readonly AuditRecord[] =>
      [...audit]
        .filter(([key]) => key.startsWith(`${caseId} `))
        .map(([, record]) => record)
        .sort((a, b) => a.version - b.version),
    /** What the state machine writes without a function: false where its condition does not hold. */
    park({ caseId, cycle, run, decisionVersion, token, leaseUntil }: Parking): boolean {
      const row = invoices.get(caseId);
      const holds =
        row?.caseState === 'open' && row.cycle === cycle && row.run === run && row.decisionVersion === decisionVersion;
      if (row && holds) invoices.set(caseId, { ...row, taskToken: token, dueAt: leaseUntil });
      return holds;
    },
    /** The due index: ids of open cases by shard, oldest first. */
    due: (shard: number, by: Instant): readonly string[] =>
      open()
        .filter(([caseId, { dueAt }]) => dueShardOf(caseId) === `DUE#${shard}` && dueAt !== undefined && dueAt <= by)
        .sort(([, a], [, b]) => ((a.dueAt ?? '') < (b.dueAt ?? '') ? -1 : 1))
        .map(([caseId]) => caseId),
    earliestDue: (): Instant | undefined =>
      open()
        .flatMap(([, { dueAt }]) => dueAt ?? [])
        .sort()[0],
    shards: DUE_SHARDS,
  };
}
