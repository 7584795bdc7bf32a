/** Opens a task with the reason when the pipeline cannot go on by itself, raises the alarm's metric and lets the case wait. */
import { addDays, addMs, type Instant, localClock } from '../../core/calendar/dates.ts';
import { LEASE_MS, type NextDecision, superseded } from '../../core/case/next.ts';
import { change, stableId } from '../../core/case/transition.ts';
import type { Task } from '../../core/contact/touch.ts';
import { Fault } from '../../core/fault.ts';
import { ownerView } from '../../core/message/compose.ts';
import type { CaseRef, Clock, Ledger, Loaded, Mailer, Vault } from '../../core/ports.ts';
import { mailTask } from '../_shared/task-mail.ts';

export type Deps = {
  readonly ledger: Ledger;
  readonly vault: Vault;
  readonly mailer: Mailer;
  readonly clock: Clock;
  /** Where the links in mails lead. */
  readonly publicUrl?: string | undefined;
  readonly alarm: () => void;
};

const WEEK_SECONDS = 7 * 86_400;

export const createHandler =
  (deps: Deps) =>
  async ({ fault, ...ref }: CaseRef & { readonly fault: string }): Promise<NextDecision> => {
    const { ledger, clock, alarm } = deps;
    const now = clock.now();
    const loaded = await ledger.loadCase(ref.caseId);
    if (!loaded) throw new Fault('StepRejected', 'expected the invoice of the case to exist, found none');
    const { invoice } = loaded.situation;
    if (invoice.cycle !== ref.cycle || invoice.run !== ref.run || invoice.caseState !== 'open') return superseded(now);
    const task = taskFor(loaded, fault, stableId('person', ref.caseId, ref.run, fault, invoice.decisionVersion), now);
    const known = await ledger.task(task.creditorId, task.taskId);
    if (!known) await open(ledger, loaded, task, fault, now);
    alarm();
    await mailTask(deps, loaded, task, now);
    return {
      kind: 'wait',
      decisionVersion: invoice.decisionVersion,
      waitSeconds: WEEK_SECONDS,
      leaseUntil: addMs(now, WEEK_SECONDS * 1000 + LEASE_MS),
      then: { action: 'evaluate', stepId: 'none' },
      reason: 'person-needed',
    };
  };

async function open(
  ledger: Ledger,
  { situation: { invoice } }: Loaded,
  task: Task,
  fault: string,
  now: Instant,
): Promise<void> {
  const { creditorId, invoiceId, invoiceNumber, customerId } = invoice;
  const patch = { reason: 'person-needed', nextStepId: undefined, nextAt: undefined };
  const committed = await ledger.commit([
    {
      kind: 'change',
      change: change(invoice, 'person.asked', patch, {
        at: now,
        by: 'execution',
        data: { fault, taskId: task.taskId },
      }),
    },
    { kind: 'task', before: undefined, after: task },
    {
      kind: 'journal',
      entry: {
        creditorId,
        kind: 'fault',
        id: task.taskId,
        at: now,
        invoiceId,
        invoiceNumber,
        customerId,
        reason: fault,
      },
    },
  ]);
  if (!committed.ok)
    throw new Fault('StepDeferred', 'expected the case unchanged while a person was asked, found it changed');
}

function taskFor(
  { caseId, creditor, situation: { invoice, customer } }: Loaded,
  fault: string,
  taskId: string,
  now: Instant,
): Task {
  const owner = ownerView({ creditor, customer });
  const { creditorId, invoiceId, invoiceNumber, customerId } = invoice;
  return {
    taskId,
    creditorId,
    kind: 'person-needed',
    state: 'open',
    reason: fault,
    caseId,
    invoiceId,
    invoiceNumber,
    customerId,
    ownerEmail: owner.email,
    ownerName: owner.name,
    openedAt: now,
    dueOn: addDays(localClock(now, creditor.timeZone).date, 1),
  };
}
