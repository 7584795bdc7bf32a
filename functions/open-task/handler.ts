/** Asks a colleague to call, to decide or to approve, once per step, and mails the owner. */
import { addDays, type Instant, localClock } from '../../core/calendar/dates.ts';
import { approvalTaskId } from '../../core/case/approvals.ts';
import { type Decision, decide } from '../../core/case/decide.ts';
import type { Invoice } from '../../core/case/invoice.ts';
import { type NextDecision, superseded, toNext } from '../../core/case/next.ts';
import { change, stableId } from '../../core/case/transition.ts';
import { attemptChanges } from '../../core/contact/attempts.ts';
import type { Task } from '../../core/contact/touch.ts';
import { calledContacts } from '../../core/contact/way.ts';
import { Fault } from '../../core/fault.ts';
import { ownerView } from '../../core/message/compose.ts';
import type { Step } from '../../core/policy/policy.ts';
import type { CaseRef, Clock, Ledger, Loaded, Mailer, Vault, Write } from '../../core/ports.ts';
import { look } from '../_shared/look.ts';
import { inputsOf, lookAndRecord } from '../_shared/record-decision.ts';
import { isRehearsal, rehearse } from '../_shared/rehearse.ts';
import { summaryOf } from '../_shared/summary.ts';
import { mailTask } from '../_shared/task-mail.ts';

export type Deps = {
  readonly ledger: Ledger;
  readonly vault: Vault;
  readonly mailer: Mailer;
  readonly clock: Clock;
  /** Where the links in mails lead. */
  readonly publicUrl?: string | undefined;
};

export const createHandler =
  (deps: Deps) =>
  async ({ stepId, ...ref }: CaseRef & { readonly stepId: string }): Promise<NextDecision> => {
    const { ledger, clock } = deps;
    const now = clock.now();
    const seen = await look(deps, ref, now, { addresses: true });
    if (seen.kind === 'superseded') return superseded(now);
    const { loaded } = seen;
    const opened = await openedBefore(ledger, loaded, ref, stepId);
    if (opened) return mailAndGoOn(deps, loaded, opened, ref);
    const decision = decide(loaded.situation, now);
    const step = loaded.situation.policy.steps.find(({ id }) => id === stepId);
    if (decision.kind !== 'act' || decision.stepId !== stepId || !step) return lookAndRecord(deps, ref, now);
    if (decision.action !== 'open-task') return toNext(decision, loaded.situation.invoice, now);
    if (isRehearsal(loaded)) return rehearse(deps, loaded, { decision, ref }, now);
    const due = { step, decision, ref };
    return decision.reason === 'approval-needed' ? ask(deps, loaded, due) : open(deps, loaded, due);
  };

type Due = { readonly step: Step; readonly decision: Extract<Decision, { kind: 'act' }>; readonly ref: CaseRef };

const taskIdOf = ({ caseId, cycle }: CaseRef, stepId: string): string => stableId('task', caseId, cycle, stepId);

/** The step's own task, or the one that asks for its approval while that is not given. */
async function openedBefore(
  ledger: Ledger,
  { situation: { invoice } }: Loaded,
  ref: CaseRef,
  stepId: string,
): Promise<Task | undefined> {
  const own = await ledger.task(invoice.creditorId, taskIdOf(ref, stepId));
  if (own || invoice.approvals?.[stepId] || !invoice.asked?.includes(stepId)) return own;
  return ledger.task(invoice.creditorId, approvalTaskId(ref.caseId, ref.cycle, stepId));
}

/** The step is not done by this: it waits for the answer, and the case remembers that it was asked for. */
async function ask(deps: Deps, loaded: Loaded, { step, decision, ref }: Due): Promise<NextDecision> {
  const { ledger, clock } = deps;
  const now = clock.now();
  const { invoice, customer } = loaded.situation;
  const taskId = approvalTaskId(ref.caseId, ref.cycle, step.id);
  const task: Task = { ...taskFor(loaded, step, decision, taskId, now), kind: 'approve' };
  const on = localClock(now, customer.timeZone).date;
  const asked: Partial<Invoice> = {
    asked: [...(invoice.asked ?? []), step.id],
    lastAction: { stepId: step.id, action: 'open-task', at: now, on },
  };
  const next = decide({ ...loaded.situation, invoice: { ...invoice, ...asked } }, now);
  const data = { ...inputsOf(loaded, decision), taskId, kind: task.kind };
  const made = change(invoice, 'task.opened', { ...asked, ...summaryOf(next) }, { at: now, by: 'execution', data });
  const committed = await ledger.commit([
    { kind: 'change', change: made },
    { kind: 'task', before: undefined, after: task },
  ]);
  if (!committed.ok && committed.busy)
    throw new Fault('StepDeferred', 'expected to ask for an approval, found its rows busy');
  if (!committed.ok) return lookAndRecord(deps, ref, clock.now());
  await mailTask(deps, { ...loaded, situation: { ...loaded.situation, invoice: made.after } }, task, now);
  return toNext(next, made.after, now);
}

async function open(deps: Deps, loaded: Loaded, { step, decision, ref }: Due): Promise<NextDecision> {
  const { ledger, clock } = deps;
  const now = clock.now();
  const { invoice, customer } = loaded.situation;
  const ends = step.action === 'open-task' && step.endsPath === true;
  const task = taskFor(loaded, step, decision, taskIdOf(ref, step.id), now);
  const on = localClock(now, customer.timeZone).date;
  const done: Partial<Invoice> = {
    stepsDone: [...invoice.stepsDone, step.id],
    lastAction: { stepId: step.id, action: 'open-task', at: now, on },
  };
  const data = { ...inputsOf(loaded, decision), taskId: task.taskId, kind: task.kind };
  const next = decide({ ...loaded.situation, invoice: { ...invoice, ...done } }, now);
  const made = ends
    ? change(
        invoice,
        'case.exhausted',
        {
          ...done,
          closedAs: 'exhausted',
          dueAt: undefined,
          nextStepId: undefined,
          nextAt: undefined,
          reason: 'exhausted',
        },
        { at: now, by: 'execution', data },
      )
    : change(invoice, 'task.opened', { ...done, ...summaryOf(next) }, { at: now, by: 'execution', data });
  const writes: Write[] = [
    { kind: 'change', change: made },
    { kind: 'task', before: undefined, after: task },
    ...callWrites(loaded, task),
  ];
  const committed = await ledger.commit(writes);
  if (!committed.ok && committed.busy)
    throw new Fault('StepDeferred', 'expected to open the task, found its rows busy');
  if (!committed.ok) return lookAndRecord(deps, ref, clock.now());
  await mailTask(deps, { ...loaded, situation: { ...loaded.situation, invoice: made.after } }, task, now);
  return ends ? toNext({ kind: 'close', reason: 'exhausted' }, made.after, now) : toNext(next, made.after, now);
}

/** A call counts as an attempt from when it is asked for: how often it is dialled is not told. */
function callWrites({ creditor, persons, situation }: Loaded, { kind, taskId, openedAt }: Task): readonly Write[] {
  if (kind !== 'call' && kind !== 'call-again') return [];
  const attempt = { at: openedAt, channel: 'call', id: taskId } as const;
  const called = calledContacts(situation) ?? [];
  return attemptChanges(creditor, persons, called, attempt).map((made) => ({ kind: 'person', ...made }));
}

/** A retry after the task was opened: the mail goes out if it has not yet, and the path goes on. */
async function mailAndGoOn(deps: Deps, loaded: Loaded, task: Task, ref: CaseRef): Promise<NextDecision> {
  await mailTask(deps, loaded, task, deps.clock.now());
  return lookAndRecord(deps, ref, deps.clock.now());
}

function taskFor(loaded: Loaded, step: Step, decision: Due['decision'], taskId: string, now: Instant): Task {
  const {
    creditor,
    caseId,
    situation: { invoice, customer },
  } = loaded;
  const owner = ownerView({ creditor, customer });
  const nobody = decision.reason === 'nobody-to-write-to';
  const ends = step.action === 'open-task' && step.endsPath === true;
  const kind = nobody || step.action !== 'open-task' ? 'nobody-to-write-to' : step.task;
  return {
    taskId,
    creditorId: invoice.creditorId,
    kind,
    state: 'open',
    reason: ends ? 'path-exhausted' : decision.reason,
    caseId,
    invoiceId: invoice.invoiceId,
    invoiceNumber: invoice.invoiceNumber,
    customerId: invoice.customerId,
    ownerEmail: owner.email,
    ownerName: owner.name,
    stepId: step.id,
    openedAt: now,
    dueOn: addDays(localClock(now, creditor.timeZone).date, 1),
  };
}
