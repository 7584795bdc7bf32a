/** What the status page and the timeline show of a decision. */
import type { Decision } from '../../core/case/decide.ts';
import type { Invoice } from '../../core/case/invoice.ts';

/** Silence without an end of its own: looking again later is not a moment anybody waits for, and finding it again is no news. */
const UNTIL_TOLD = new Set([
  'stopped',
  'payment-in-flight',
  'covered',
  'source-stale',
  'source-disagrees',
  'small-balance',
]);

export function summaryOf(decision: Decision): Pick<Invoice, 'nextStepId' | 'nextAt' | 'reason'> {
  switch (decision.kind) {
    case 'close':
      return { nextStepId: undefined, nextAt: undefined, reason: decision.reason };
    case 'hold':
      return {
        nextStepId: undefined,
        nextAt: UNTIL_TOLD.has(decision.reason) ? undefined : decision.until,
        reason: decision.reason,
      };
    case 'wait':
      return { nextStepId: decision.stepId, nextAt: decision.until, reason: decision.reason };
    case 'act':
      return { nextStepId: decision.stepId, nextAt: undefined, reason: decision.reason };
  }
}
