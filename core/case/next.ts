/** A decision as the state machine carries it: what to wait for, how long, and what then. */
import { addMs, epochMs, type Instant } from '../calendar/dates.ts';
import type { Decision } from './decide.ts';
import type { Invoice } from './invoice.ts';

export type NextDecision = {
  readonly kind: 'wait' | 'act' | 'close' | 'park' | 'superseded';
  readonly decisionVersion: number;
  /** Whole seconds, at least 1, rounded up. */
  readonly waitSeconds: number;
  /** The row's lease while the execution waits: its next wake plus three hours. */
  readonly leaseUntil: Instant;
  readonly then: { readonly action: 'remind' | 'open-task' | 'evaluate'; readonly stepId: string };
  readonly reason: string;
};

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
export const LEASE_MS = 3 * HOUR_MS;
/** An execution lives at most a year; what lies beyond this many days after its start is left to the due index. */
const EXECUTION_DAYS = 300;

const nothing = { action: 'evaluate', stepId: 'none' } as const;

/** A run that is no longer the row's may do nothing more. */
export function superseded(now: Instant): NextDecision {
  return {
    kind: 'superseded',
    decisionVersion: 0,
    waitSeconds: 1,
    leaseUntil: addMs(now, LEASE_MS),
    then: nothing,
    reason: 'superseded',
  };
}

export function toNext(decision: Decision, invoice: Invoice, now: Instant): NextDecision {
  const base = { decisionVersion: invoice.decisionVersion, reason: decision.reason };
  const soon = { waitSeconds: 1, leaseUntil: addMs(now, LEASE_MS) };
  // Not chased any more: there is nothing to wait for, and a later change opens the case under a run of its own.
  if (invoice.caseState === 'idle' && decision.kind !== 'close')
    return { ...base, ...soon, kind: 'park', then: nothing };
  switch (decision.kind) {
    case 'close':
      return { ...base, ...soon, kind: 'close', then: nothing };
    case 'act':
      return { ...base, ...soon, kind: 'act', then: { action: decision.action, stepId: decision.stepId } };
    case 'hold':
      return { ...base, ...waitUntil(decision.until, invoice, now), then: nothing };
    case 'wait':
      return {
        ...base,
        ...waitUntil(decision.until, invoice, now),
        then: { action: decision.action, stepId: decision.stepId },
      };
  }
}

function waitUntil(
  until: Instant,
  invoice: Invoice,
  now: Instant,
): Pick<NextDecision, 'kind' | 'waitSeconds' | 'leaseUntil'> {
  const lastMoment = addMs(invoice.runStartedAt ?? now, EXECUTION_DAYS * DAY_MS);
  if (until > lastMoment) return { kind: 'park', waitSeconds: 1, leaseUntil: until };
  const waitSeconds = Math.max(1, Math.ceil((epochMs(until) - epochMs(now)) / 1000));
  return { kind: 'wait', waitSeconds, leaseUntil: addMs(now, waitSeconds * 1000 + LEASE_MS) };
}
