/** What a person may say about one step of an invoice's path: approve it, leave it out, or have it at once. */
import type { Instant } from '../calendar/dates.ts';
import type { Task } from '../contact/touch.ts';
import type { Policy } from '../policy/policy.ts';
import type { Write } from '../ports.ts';
import { isApproved } from './approvals.ts';
import type { Invoice } from './invoice.ts';
import { type Change, type ChangeType, change } from './transition.ts';

export const STEP_DEEDS = ['approve', 'skip', 'send-now'] as const;
export type StepDeed = (typeof STEP_DEEDS)[number];

/** `done` without a change: it stands already as it was asked for. */
export type StepAnswer =
  | { readonly kind: 'done'; readonly change?: Change | undefined }
  | { readonly kind: 'no-step' }
  | { readonly kind: 'refused'; readonly found: string };

const TYPES = { approve: 'step.approved', skip: 'step.skipped', 'send-now': 'step.hastened' } as const satisfies Record<
  StepDeed,
  ChangeType
>;

export type StepWish = { readonly stepId: string; readonly deed: StepDeed };

export function instructStep(
  invoice: Invoice,
  policy: Policy,
  { stepId, deed }: StepWish,
  { at, by }: { readonly at: Instant; readonly by: string },
): StepAnswer {
  const step = policy.steps.find(({ id }) => id === stepId);
  if (!step) return { kind: 'no-step' };
  if (invoice.caseState !== 'open') return { kind: 'refused', found: 'a case that is not open' };
  if (invoice.stepsDone.includes(stepId)) return stands(invoice, stepId, deed);
  if (invoice.claim) return { kind: 'refused', found: 'a message of this case on its way at this moment' };
  if (deed === 'approve' && isApproved(invoice, step))
    return step.approval ? { kind: 'done' } : { kind: 'refused', found: 'a step that needs no approval' };
  if (deed === 'skip' && step.action === 'open-task' && step.endsPath)
    return { kind: 'refused', found: 'the step with which the path ends, and no invoice is to end in silence' };
  if (deed === 'send-now' && invoice.sendNow === stepId) return { kind: 'done' };
  const alone = invoice.runStartedAt === undefined ? { dueAt: at } : {};
  const patch = { ...patchFor(invoice, { stepId, deed }, { at, by }), ...alone };
  return { kind: 'done', change: change(invoice, TYPES[deed], patch, { at, by, data: { stepId } }) };
}

function patchFor(
  { approvals, stepsDone }: Invoice,
  { stepId, deed }: StepWish,
  approval: { readonly at: Instant; readonly by: string },
): Partial<Invoice> {
  switch (deed) {
    case 'approve':
      return { approvals: { ...approvals, [stepId]: approval } };
    case 'skip':
      return { stepsDone: [...stepsDone, stepId] };
    case 'send-now':
      return { sendNow: stepId };
  }
}

/** A step that is behind the case: leaving it out again, or approving it again, changes nothing. */
function stands({ approvals }: Invoice, stepId: string, deed: StepDeed): StepAnswer {
  if (deed === 'skip' || (deed === 'approve' && approvals?.[stepId])) return { kind: 'done' };
  return { kind: 'refused', found: 'a step that is done already or was left out' };
}

/** What is written for it: the change, the task that asked (an answer ends it), and a line for the daily report. */
export function stepWrites(
  made: Change,
  { deed, stepId }: StepWish,
  asked: { readonly task: Task | undefined; readonly note?: string | undefined },
): readonly Write[] {
  const { creditorId, invoiceId, invoiceNumber, customerId, version } = made.after;
  const { at } = made.record;
  const { task, note } = asked;
  const ends = deed !== 'send-now' && task?.state === 'open';
  const done = ends ? ({ ...task, state: 'done', outcome: deed, note, doneAt: at } as const) : undefined;
  const about = { creditorId, invoiceId, invoiceNumber, customerId, stepId, at, reason: deed };
  return [
    { kind: 'change', change: made },
    ...(done ? [{ kind: 'task', before: task, after: done } as const] : []),
    { kind: 'journal', entry: { ...about, kind: 'instruction', id: `${invoiceId}-${version}` } },
  ];
}
