/** Segments: which customers walk which policy; the first whose conditions hold wins. */
import type { CustomerKind } from '../contact/customer.ts';
import type { Policy } from './policy.ts';

/** Both ends are optional; `atLeast` is included and `below` is not. */
export type Range = { readonly atLeast?: number | undefined; readonly below?: number | undefined };

/** Everything stated must hold of the customer's attribute. */
export type AttributeTest = Range & {
  readonly equals?: string | number | boolean | undefined;
  readonly in?: readonly (string | number | boolean)[] | undefined;
  readonly exists?: boolean | undefined;
};

/** All that is stated must hold; each list is satisfied by one of its members. */
export type SegmentCondition = {
  readonly kinds?: readonly CustomerKind[] | undefined;
  readonly countries?: readonly string[] | undefined;
  readonly regions?: readonly string[] | undefined;
  /** Of the customer, or of the invoice. */
  readonly tags?: readonly string[] | undefined;
  /** E-mail addresses of colleagues. */
  readonly owners?: readonly string[] | undefined;
  readonly riskScore?: Range | undefined;
  readonly attributes?: Readonly<Record<string, AttributeTest>> | undefined;
  /** Days since the customer's oldest open invoice was due. */
  readonly daysOverdue?: Range | undefined;
  /** All that the customer owes, in minor units by currency. */
  readonly balance?: Readonly<Record<string, Range>> | undefined;
  readonly openInvoices?: Range | undefined;
  /** Share of invoices settled late, 0 to 1. */
  readonly lateRate?: Range | undefined;
  readonly averageDaysLate?: Range | undefined;
  readonly brokenPromises?: Range | undefined;
  readonly anyOf?: readonly SegmentCondition[] | undefined;
  readonly not?: SegmentCondition | undefined;
};

export type Segment = {
  readonly id: string;
  readonly policyId: string;
  readonly tags?: readonly string[] | undefined;
  readonly countries?: readonly string[] | undefined;
  readonly when?: SegmentCondition | undefined;
  /** Overrules the policy's own: a pilot is live for one segment while another one rehearses. */
  readonly mode?: 'live' | 'dry' | undefined;
};

const OF_HISTORY = ['daysOverdue', 'balance', 'openInvoices', 'lateRate', 'averageDaysLate', 'brokenPromises'] as const;

/** Whether the customer's invoices have to be read to tell. */
function asksHistory(when: SegmentCondition | undefined): boolean {
  if (!when) return false;
  const { anyOf = [], not } = when;
  return OF_HISTORY.some((field) => when[field] !== undefined) || anyOf.some(asksHistory) || asksHistory(not);
}

export const needHistory = (segments: readonly Segment[]): boolean => segments.some(({ when }) => asksHistory(when));

/** The policy as a case of the segment walks it. */
export function inMode(
  segments: readonly Segment[],
  { segmentId }: { readonly segmentId?: string | undefined },
  policy: Policy,
): Policy {
  const mode = segments.find(({ id }) => id === segmentId)?.mode;
  return mode === undefined || mode === policy.mode ? policy : { ...policy, mode };
}
