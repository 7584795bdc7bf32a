/** Moves a case to another policy, or to another version of its own: what was done stays done, and nothing milder follows. */
import type { Instant } from '../calendar/dates.ts';
import { type Policy, TONES } from '../policy/policy.ts';
import type { Invoice } from './invoice.ts';
import { openAfresh, type PlanContext, planned } from './replan.ts';
import { startStepId, stepOfAge } from './steps.ts';
import { type Change, change } from './transition.ts';

/** Where a case belongs; `policy` is in the mode of the segment. */
export type Target = { readonly policy: Policy; readonly segmentId?: string | undefined };

export type MoveCause = 'segment' | 'new-version' | 'going-live' | 'pinned';

type Meta = { readonly at: Instant; readonly by: string; readonly cause: MoveCause };

/** Whether anything has happened on the path; until then a case belongs where its customer is. */
export function hasBegun({ stepsDone, lastAction, claim, asked = [] }: Invoice): boolean {
  return stepsDone.length > 0 || lastAction !== undefined || claim !== undefined || asked.length > 0;
}

/** Whether the steps of this cycle were only rehearsed, while the case is on a policy that is live. */
export const goesLive = ({ rehearsed }: Invoice, { mode }: Policy): boolean => rehearsed === true && mode !== 'dry';

/** Undefined where the case stands there already. */
export function move(
  invoice: Invoice,
  from: Policy,
  { policy, segmentId }: Target,
  context: Omit<PlanContext, 'policy'>,
  { at, by, cause }: Meta,
): Change | undefined {
  const afresh = goesLive(invoice, policy);
  const samePath = invoice.policyId === policy.id && invoice.policyVersion === policy.version;
  if (samePath && invoice.segmentId === segmentId && !afresh) return undefined;
  const moved = { ...invoice, policyId: policy.id, policyVersion: policy.version, segmentId };
  const path = { policyId: moved.policyId, policyVersion: moved.policyVersion, segmentId };
  const plan = afresh ? openAfresh(moved, { ...context, policy }, at) : walked(moved, from, { ...context, policy }, at);
  const data = {
    cause,
    from: `${from.id}@${from.version}`,
    to: `${policy.id}@${policy.version}`,
    segmentId,
    startStepId: plan.startStepId,
    cycle: afresh ? plan.cycle : undefined,
  };
  return change(invoice, 'case.moved', { ...path, ...plan }, { at, by, data });
}

/** The rest of the new path. A case that has begun goes on where its age stands, whatever is said of late arrivals. */
function walked(invoice: Invoice, from: Policy, context: PlanContext, now: Instant): Partial<Invoice> {
  const situation = { ...context, invoice };
  const start = hasBegun(invoice)
    ? notMilder(invoice, from, context.policy, stepOfAge(situation, now))
    : startStepId(situation, now);
  const moved = { ...invoice, startStepId: start, inPlaceOf: undefined, sendNow: undefined };
  const { startStepId: first, inPlaceOf, sendNow } = moved;
  return { startStepId: first, inPlaceOf, sendNow, ...planned(moved, context, now) };
}

/** The later of the step that the age calls for and the first one in the tone that the customer has had already. */
function notMilder({ stepsDone }: Invoice, from: Policy, to: Policy, ofAge: string): string {
  const had = Math.max(
    -1,
    ...from.steps.flatMap((step) =>
      step.action === 'remind' && stepsDone.includes(step.id) ? [TONES.indexOf(step.template)] : [],
    ),
  );
  const byAge = to.steps.findIndex(({ id }) => id === ofAge);
  const byTone = to.steps.findIndex((step) => step.action === 'remind' && TONES.indexOf(step.template) >= had);
  return to.steps[Math.max(byAge, byTone)]?.id ?? ofAge;
}
