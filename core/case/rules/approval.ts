/** A step that needs somebody's approval: asked for once, waited for, and left out when the next step's day has come. */
import type { Instant } from '../../calendar/dates.ts';
import type { Step } from '../../policy/policy.ts';
import { isApproved, wasAsked } from '../approvals.ts';
import type { Decision, Situation } from '../decide.ts';
import { path } from '../steps.ts';
import { LOOK_AGAIN_DAYS, later } from './rule.ts';

/** Undefined where the step needs none, or has it. */
export function approved(situation: Situation, step: Step, now: Instant): Decision | undefined {
  const { invoice } = situation;
  if (isApproved(invoice, step)) return undefined;
  if (!wasAsked(invoice, step)) return { kind: 'act', reason: 'approval-needed', action: 'open-task', stepId: step.id };
  const until = path(situation, now).lapsesAt ?? later(now, LOOK_AGAIN_DAYS);
  return { kind: 'hold', reason: 'awaiting-approval', until };
}
