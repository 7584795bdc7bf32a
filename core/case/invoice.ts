/** An invoice with its case: what the ERP said last, the money Dunlin saw since, and where the dunning path stands. */
import type { Instant, LocalDate } from '../calendar/dates.ts';

export type InvoiceStatus = 'open' | 'void' | 'written_off';
export type CaseState = 'idle' | 'open' | 'closed';
export type ClosedAs = 'paid' | 'credited' | 'void' | 'written-off' | 'exhausted';
export type HoldReason = string;

export const HOLD_KINDS = ['person', 'legal', 'insolvency', 'breathing-space', 'do-not-contact'] as const;
/** Why there is silence, as far as rules care; a hold without a kind is a person's. */
export type HoldKind = (typeof HOLD_KINDS)[number];

/** Silence asked for by somebody; without `until` it lasts until it is lifted. */
export type Hold = {
  readonly reason: HoldReason;
  readonly until?: Instant | undefined;
  readonly by: string;
  readonly kind?: HoldKind | undefined;
  readonly at?: Instant | undefined;
};

/** What the customer does not agree with: the whole invoice, or a part of it while the rest is still asked for. */
export type Dispute = {
  readonly reason: string;
  /** Minor units; left out: the whole invoice. */
  readonly amountMinor?: number | undefined;
  readonly until?: Instant | undefined;
  readonly by: string;
  readonly at: Instant;
};

/** A promise to pay; `owedMinor` is what was owed when it was made. */
export type PromiseToPay = {
  readonly on: LocalDate;
  /** Minor units; left out: all that is owed. */
  readonly amountMinor?: number | undefined;
  readonly owedMinor: number;
  readonly by: string;
  readonly at: Instant;
};

export const ENDS_OF_PROMISE = ['kept', 'partly-kept', 'broken', 'withdrawn'] as const;
export type EndOfPromise = (typeof ENDS_OF_PROMISE)[number];

/** What became of the promise before; the ERP's repeating its day makes no new one. */
export type LastPromise = { readonly on: LocalDate; readonly as: EndOfPromise; readonly at: Instant };

/** A step that takes the day of another one, left out because a promise was broken. */
export type InPlaceOf = { readonly stepId: string; readonly of: string };

export type Instalment = { readonly dueOn: LocalDate; readonly amountMinor: number; readonly openMinor: number };

/** The ERP's word: the open balance as of an instant. The digest tells a repetition from a contradiction. */
export type Snapshot = {
  readonly openMinor: number;
  readonly asOf: Instant;
  readonly revision?: number | undefined;
  readonly digest: string;
  /** Ids of the payments that the ERP says are in the balance, seen by Dunlin or not. */
  readonly acknowledged?: readonly string[] | undefined;
};

/** Money seen by Dunlin that the ERP's snapshot does not contain yet; a refund or chargeback is negative. */
export type Entry = {
  readonly paymentKey: string;
  readonly minor: number;
  readonly receivedAt: Instant;
  readonly seenAt: Instant;
  /** The ERP's balance without the entry: it contains the entry once it is lower (or higher) than this by its amount. */
  readonly baseMinor: number;
};

/** A payment on its way (stored but not applied, or `processing` at the bank): nothing is sent meanwhile. */
export type InFlight = { readonly paymentKey: string; readonly since: Instant };

/** A send that has been claimed and whose outcome is not recorded yet. */
export type OpenClaim = {
  readonly claimId: string;
  readonly touch: string;
  readonly messageId: string;
  readonly at: Instant;
};

export type LastAction = {
  readonly stepId: string;
  readonly action: 'remind' | 'open-task';
  readonly at: Instant;
  /** Local date of the customer at that moment. */
  readonly on: LocalDate;
};

export type Invoice = {
  readonly creditorId: string;
  readonly invoiceId: string;
  readonly invoiceNumber: string;
  readonly customerId: string;
  readonly type: 'invoice' | 'credit_note';
  readonly collection: 'send' | 'auto';
  readonly status: InvoiceStatus;
  readonly currency: string;
  readonly totalMinor: number;
  readonly issuedOn: LocalDate;
  readonly dueOn: LocalDate | null;
  readonly instalments?: readonly Instalment[] | undefined;
  /** As the ERP's rows say; the promise itself is `promise`. */
  readonly promisedOn?: LocalDate | undefined;
  readonly paymentReference?: string | undefined;
  readonly paymentUrl?: string | undefined;
  readonly documentUrl?: string | undefined;
  readonly purchaseOrder?: string | undefined;
  readonly promise?: PromiseToPay | undefined;
  readonly lastPromise?: LastPromise | undefined;
  /** Promises on this invoice that were not kept. */
  readonly promisesBroken?: number | undefined;
  readonly dispute?: Dispute | undefined;
  readonly tags: readonly string[];
  /** Names of fields that the row left out and the creditor's defaults filled. */
  readonly filled: readonly string[];

  readonly snapshot: Snapshot;
  readonly entries: readonly Entry[];
  /** How much less than the total the ERP says is open, without a payment seen by Dunlin that explains it. */
  readonly unexplainedMinor: number;
  readonly inFlight: readonly InFlight[];
  readonly owedMinor: number;
  /** A person's; the ERP's own stands beside it, so that the end of one never ends the other. */
  readonly hold?: Hold | undefined;
  readonly erpHold?: Hold | undefined;

  readonly caseState: CaseState;
  readonly closedAs?: ClosedAs | undefined;
  readonly cycle: number;
  /** Grows for the invoice's whole life: whoever carries an older run may do nothing more. */
  readonly run: number;
  /** Raised by everything that can change a decision. */
  readonly decisionVersion: number;
  /** Raised by every audited write; the number of the latest audit record. */
  readonly version: number;
  readonly auditHash: string;
  readonly policyId: string;
  readonly policyVersion: number;
  readonly firstOfCustomer: boolean;
  /** The segment that chose the policy; absent where it is the creditor's default. */
  readonly segmentId?: string | undefined;
  /** Steps of this cycle were rehearsed and not carried out. */
  readonly rehearsed?: boolean | undefined;
  /** When its last money came, or the ERP said so, on the customer's calendar; while it is settled. */
  readonly settledOn?: LocalDate | undefined;
  /** Steps of this cycle that a person approved, and when. */
  readonly approvals?: Readonly<Record<string, { readonly at: Instant; readonly by: string }>> | undefined;
  /** Steps of this cycle whose approval was asked for. */
  readonly asked?: readonly string[] | undefined;
  /** A person asked for the next step at once: it does not wait for its day, but for everything else. */
  readonly sendNow?: string | undefined;
  /** The step at which this cycle starts; the ones before it are skipped. */
  readonly startStepId: string;
  readonly stepsDone: readonly string[];
  readonly inPlaceOf?: InPlaceOf | undefined;
  readonly lastAction?: LastAction | undefined;
  readonly lastMessageOn?: LocalDate | undefined;
  readonly claim?: OpenClaim | undefined;
  readonly nextStepId?: string | undefined;
  readonly nextAt?: Instant | undefined;
  /** The reason code of the last decision, for the timeline and the status page. */
  readonly reason?: string | undefined;
  readonly runStartedAt?: Instant | undefined;
  readonly dueAt?: Instant | undefined;
  readonly taskToken?: string | undefined;
  readonly threadId?: string | undefined;
  readonly acceptedAt: Instant;
  readonly updatedAt: Instant;
};

/** The date by which something is owed now: the earliest open instalment's, else the invoice's own. */
export function dueDate(invoice: Pick<Invoice, 'dueOn' | 'instalments'>): LocalDate | null {
  const open = (invoice.instalments ?? []).filter(({ openMinor }) => openMinor > 0).map(({ dueOn }) => dueOn);
  return open.sort()[0] ?? invoice.dueOn;
}

/** Whether the path may be walked at all: credit notes, automatic collection and missing due dates are never chased. */
export function isChaseable(
  invoice: Pick<Invoice, 'type' | 'collection' | 'status' | 'dueOn' | 'instalments' | 'owedMinor'>,
): boolean {
  return (
    invoice.type === 'invoice' &&
    invoice.collection === 'send' &&
    invoice.status === 'open' &&
    dueDate(invoice) !== null
  );
}

/** Whether the case stands in the due index: it is open, or a send was claimed whose outcome nobody has recorded yet. */
export function isToBeLookedAt({ caseState, claim }: Pick<Invoice, 'caseState' | 'claim'>): boolean {
  return caseState === 'open' || claim !== undefined;
}

/** Overdue from the day after the due date, on the customer's calendar; only what may be chased can be. */
export function isOverdue(invoice: Invoice, today: LocalDate): boolean {
  const due = dueDate(invoice);
  return isChaseable(invoice) && invoice.owedMinor > 0 && due !== null && due < today;
}
