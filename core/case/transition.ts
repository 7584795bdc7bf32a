/** The graph of a case as data: which change is legal from which state, and whether it can change a decision. */
import { type AuditRecord, digestOf, type Plain, seal } from '../audit/chain.ts';
import { addMs, type Instant } from '../calendar/dates.ts';
import type { CaseState, Invoice } from './invoice.ts';

type Edge = {
  readonly from: readonly CaseState[];
  /** The state after it, where it is always the same. */
  readonly to?: CaseState;
  /** Comes from outside the execution and can change a decision: raises `decisionVersion` and wakes the case. */
  readonly wakes: boolean;
};

const any: readonly CaseState[] = ['idle', 'open', 'closed'];

/** Each edge names its legal prior states, which the table's adapter turns into the condition of the write. */
export const TRANSITIONS = {
  'invoice.accepted': { from: any, wakes: true },
  'invoice.refreshed': { from: any, wakes: false },
  'payment.received': { from: any, wakes: true },
  'payment.applied': { from: any, wakes: true },
  'payment.failed': { from: any, wakes: true },
  'payment.reversed': { from: any, wakes: true },
  'hold.placed': { from: any, wakes: true },
  'hold.lifted': { from: any, wakes: true },
  'case.resumed': { from: ['open'], wakes: true },
  'case.woken': { from: ['open'], wakes: true },
  'case.closed': { from: ['idle', 'open'], to: 'closed', wakes: false },
  'case.exhausted': { from: ['open'], to: 'closed', wakes: false },
  'case.started': { from: ['open'], wakes: false },
  'case.parked': { from: ['open'], wakes: false },
  'decision.made': { from: ['open'], wakes: false },
  'dispute.opened': { from: any, wakes: true },
  'dispute.settled': { from: any, wakes: true },
  'promise.made': { from: any, wakes: true },
  'promise.withdrawn': { from: any, wakes: true },
  'promise.kept': { from: any, wakes: false },
  'promise.partly-kept': { from: any, wakes: false },
  'promise.broken': { from: any, wakes: false },
  'case.moved': { from: ['open'], wakes: true },
  'step.covered': { from: ['open'], wakes: false },
  'step.rehearsed': { from: ['open'], wakes: false },
  'step.approved': { from: ['open'], wakes: true },
  'step.skipped': { from: ['open'], wakes: true },
  'step.hastened': { from: ['open'], wakes: true },
  'step.lapsed': { from: ['open'], wakes: false },
  'message.claimed': { from: ['open'], wakes: false },
  'message.sent': { from: any, wakes: false },
  'message.unknown': { from: any, wakes: false },
  'message.stopped': { from: any, wakes: false },
  'message.released': { from: any, wakes: false },
  'message.bounced': { from: any, wakes: true },
  'message.complained': { from: any, wakes: true },
  'task.opened': { from: ['open'], wakes: false },
  'task.done': { from: any, wakes: false },
  'person.asked': { from: ['open'], wakes: false },
  'case.restored': { from: any, wakes: false },
} as const satisfies Record<string, Edge>;

export type ChangeType = keyof typeof TRANSITIONS;
export type ChangeData = { readonly [key: string]: Plain | undefined };

/** One audited change of an invoice's row: the row before and after, and the record that explains it. */
export type Change = {
  readonly type: ChangeType;
  readonly before: Invoice;
  readonly after: Invoice;
  readonly record: AuditRecord;
};

const HOUR = 3_600_000;

export class IllegalTransition extends Error {
  override name = 'IllegalTransition';
}

/** The next wake of a changed case is an hour away at the latest, so that a lost wake heals. */
function pulledIn(invoice: Invoice, patch: Partial<Invoice>, at: Instant): Partial<Invoice> {
  const dueAt = 'dueAt' in patch ? patch.dueAt : invoice.dueAt;
  const latest = addMs(at, HOUR);
  return dueAt === undefined || dueAt > latest ? { dueAt: latest } : { dueAt };
}

/** A case that ends while a send is under way is looked at once more, so that the send's outcome is never left open. */
function lastLook({ caseState, claim }: Invoice, before: Invoice, at: Instant): Partial<Invoice> {
  if (caseState === 'open') return {};
  if (claim) return { dueAt: addMs(at, HOUR) };
  return before.claim ? { dueAt: undefined } : {};
}

/** Applies the patch as one audited change; throws where the graph does not allow it from the row's state. */
export function change(
  before: Invoice,
  type: ChangeType,
  patch: Partial<Invoice>,
  { at, by, data = {} }: { readonly at: Instant; readonly by: string; readonly data?: ChangeData },
): Change {
  const edge: Edge = TRANSITIONS[type];
  if (!edge.from.includes(before.caseState))
    throw new IllegalTransition(
      `expected a case that is ${edge.from.join(' or ')} for ${type}, found ${before.caseState}`,
    );
  const version = before.version + 1;
  const record = seal(before.auditHash, { version, type, at, by, data });
  const started = ('runStartedAt' in patch ? patch.runStartedAt : before.runStartedAt) !== undefined;
  const after: Invoice = {
    ...before,
    ...patch,
    ...(edge.to ? { caseState: edge.to } : {}),
    ...(edge.wakes ? { decisionVersion: before.decisionVersion + 1 } : {}),
    ...(edge.wakes && started && (patch.caseState ?? before.caseState) === 'open' ? pulledIn(before, patch, at) : {}),
    version,
    auditHash: record.hash,
    updatedAt: at,
  };
  return { type, before, after: { ...after, ...lastLook(after, before, at) }, record };
}

/** A short stable id made of the parts, for names that must be the same whenever they are made again. */
export function stableId(...parts: readonly (string | number)[]): string {
  return digestOf(parts).slice(0, 32);
}
