/** What an ERP's row does to what Dunlin knows: accepted, unchanged, stale, or rejected with the reason. */
import { canonical, digestOf, type Plain } from '../audit/chain.ts';
import { addDays, type Instant, instantAt, isDate } from '../calendar/dates.ts';
import { takeSnapshot } from '../payment/balance.ts';
import type { InvoiceInput } from './intake.ts';
import type { Hold, Invoice } from './invoice.ts';
import { promiseByErp } from './promise.ts';
import { type PlanContext, replan } from './replan.ts';
import { type Change, change } from './transition.ts';

export type Acceptance =
  | { readonly status: 'accepted'; readonly change: Change }
  | { readonly status: 'unchanged' | 'stale' }
  | { readonly status: 'rejected'; readonly path: string; readonly message: string };

export type AcceptContext = PlanContext & {
  readonly creditorId: string;
  readonly firstOfCustomer: boolean;
  /** The segment that chose the policy. */
  readonly segmentId?: string | undefined;
  /** Other names of the payments on the invoice, under which the ERP may acknowledge them. */
  readonly aliases?: ReadonlyMap<string, readonly string[]> | undefined;
};

type Facts = Partial<Invoice> & Pick<Invoice, 'owedMinor' | 'snapshot'>;

/** JSON of the row without its customer, who has an order of its own. */
function digestOfRow({ customer, ...row }: InvoiceInput): string {
  const plain: Plain = JSON.parse(JSON.stringify({ ...row, customerId: customer.customerId }));
  return digestOf(plain);
}

/** Orders by (asOf, revision): negative when `a` is older. */
function order(a: Pick<InvoiceInput, 'asOf' | 'revision'>, b: Pick<InvoiceInput, 'asOf' | 'revision'>): number {
  if (a.asOf !== b.asOf) return a.asOf < b.asOf ? -1 : 1;
  return (a.revision ?? 0) - (b.revision ?? 0);
}

export function accept(
  known: Invoice | undefined,
  input: InvoiceInput,
  context: AcceptContext,
  now: Instant,
): Acceptance {
  const digest = digestOfRow(input);
  if (known) {
    const place = order(input, known.snapshot);
    if (place < 0) return { status: 'stale' };
    if (place === 0 && digest === known.snapshot.digest) return { status: 'unchanged' };
    if (place === 0)
      return {
        status: 'rejected',
        path: 'asOf',
        message: 'expected a later asOf or a higher revision, for this one is known with other content',
      };
    if (input.currency !== known.currency)
      return {
        status: 'rejected',
        path: 'currency',
        message: `expected ${known.currency}, the currency this invoice came with, found ${input.currency}`,
      };
  }
  const before = known ?? blank(input, context, now);
  const facts = factsOf(input, digest, before, context, now);
  if (known && saysTheSame(known, facts)) {
    const meta = { at: now, by: 'erp', data: recordOf(input, facts, {}) };
    return { status: 'accepted', change: change(known, 'invoice.refreshed', { snapshot: facts.snapshot }, meta) };
  }
  const plan = replan(known, { ...before, ...facts }, context, now);
  const meta = { at: now, by: 'erp', data: recordOf(input, facts, plan) };
  return { status: 'accepted', change: change(before, 'invoice.accepted', { ...facts, ...plan }, meta) };
}

/** The same figures at a later time change no decision: an ERP that pushes all its invoices every night wakes nobody. */
function saysTheSame(known: Invoice, { snapshot, ...facts }: Facts): boolean {
  const before: Plain = JSON.parse(JSON.stringify({ ...known, ...facts, snapshot: null }));
  const after: Plain = JSON.parse(JSON.stringify({ ...known, snapshot: null }));
  return canonical(before) === canonical(after);
}

function factsOf(input: InvoiceInput, digest: string, before: Invoice, context: AcceptContext, now: Instant): Facts {
  const { customer, aliases = new Map() } = context;
  const { asOf, revision, openMinor, acknowledgedPayments, customer: ofRow, hold, tags, ...fields } = input;
  const snapshot = {
    openMinor,
    asOf,
    digest,
    ...(revision === undefined ? {} : { revision }),
    ...(acknowledgedPayments.length > 0 ? { acknowledged: acknowledgedPayments } : {}),
  };
  const { entries, unexplainedMinor, owedMinor } = takeSnapshot(before, { ...fields, snapshot }, aliases);
  return {
    ...CLEARED,
    ...fields,
    customerId: ofRow.customerId,
    tags: tags ?? [],
    snapshot,
    entries,
    unexplainedMinor,
    owedMinor,
    policyId: context.policy.id,
    policyVersion: context.policy.version,
    segmentId: context.segmentId,
    ...promiseByErp(input.promisedOn, { ...before, owedMinor }, context, now),
    hold: before.hold?.by === 'erp' ? undefined : before.hold,
    erpHold: hold && holdOf(hold, customer.timeZone),
  };
}

/** Optional facts that the newest row no longer states are gone. */
const CLEARED: Partial<Invoice> = {
  instalments: undefined,
  promisedOn: undefined,
  paymentReference: undefined,
  paymentUrl: undefined,
  documentUrl: undefined,
  purchaseOrder: undefined,
};

/** A date means through that day on the customer's clock. */
export function untilOf(until: string | undefined, timeZone: string): Instant | undefined {
  return until !== undefined && isDate(until) ? instantAt(addDays(until, 1), 0, timeZone) : until;
}

function holdOf({ reason, until }: NonNullable<InvoiceInput['hold']>, timeZone: string): Hold {
  return { reason, until: untilOf(until, timeZone), by: 'erp' };
}

function recordOf(
  input: InvoiceInput,
  facts: Pick<Invoice, 'owedMinor'>,
  plan: Partial<Invoice>,
): Record<string, Plain | undefined> {
  return {
    asOf: input.asOf,
    revision: input.revision,
    status: input.status,
    openMinor: input.openMinor,
    owedMinor: facts.owedMinor,
    dueOn: input.dueOn,
    promisedOn: input.promisedOn,
    caseState: plan.caseState,
    closedAs: plan.closedAs,
    cycle: plan.cycle,
    nextStepId: plan.nextStepId,
    nextAt: plan.nextAt,
  };
}

/** The row before the first word about it: version 0, nothing owed, nothing planned, nothing paid. */
function blank(input: InvoiceInput, { creditorId, policy, firstOfCustomer }: AcceptContext, now: Instant): Invoice {
  return {
    creditorId,
    invoiceId: input.invoiceId,
    invoiceNumber: input.invoiceNumber,
    customerId: input.customer.customerId,
    type: input.type,
    collection: input.collection,
    status: input.status,
    currency: input.currency,
    totalMinor: input.totalMinor,
    issuedOn: input.issuedOn,
    dueOn: input.dueOn,
    tags: [],
    filled: [],
    snapshot: { openMinor: input.totalMinor, asOf: '', digest: '' },
    entries: [],
    unexplainedMinor: 0,
    inFlight: [],
    owedMinor: 0,
    caseState: 'idle',
    cycle: 1,
    run: 0,
    decisionVersion: 0,
    version: 0,
    auditHash: '',
    policyId: policy.id,
    policyVersion: policy.version,
    firstOfCustomer,
    startStepId: policy.steps[0]?.id ?? '',
    stepsDone: [],
    acceptedAt: now,
    updatedAt: now,
  };
}
