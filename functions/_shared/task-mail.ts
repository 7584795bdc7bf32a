/** The mail that tells a colleague about a task: once per task, however often the step is retried. */

import { APPROVALS, CALL_OUTCOMES, DECISIONS } from '../../contracts/api/tasks.ts';
import type { AuditRecord } from '../../core/audit/chain.ts';
import type { Instant } from '../../core/calendar/dates.ts';
import { recipientFor } from '../../core/contact/customer.ts';
import type { Task } from '../../core/contact/touch.ts';
import { linkFor } from '../../core/link/sign.ts';
import { invoiceView, ownerView } from '../../core/message/compose.ts';
import { renderTask } from '../../core/message/task.ts';
import { type TaskLink, taskLinks } from '../../core/message/task-links.ts';
import type { TaskMailView } from '../../core/message/views.ts';
import type { Loaded } from '../../core/ports.ts';
import { type MailResult, mailOnce, type Postbox } from './mail-once.ts';

const WHY: Readonly<Record<string, string>> = {
  'step-due': 'This step of the dunning path is due.',
  'path-exhausted':
    'Every step of the path is done and the invoice is still unpaid: somebody has to decide what comes next.',
  'approval-needed': 'The next step of the path needs somebody’s approval before it is carried out.',
  'nobody-to-write-to': 'None of this customer’s contacts can be written to: add one that works, or call.',
};

const NEXT: Readonly<Record<Task['kind'], string>> = {
  call: 'If nothing is recorded, the path goes on with its next message.',
  'call-again': 'If nothing is recorded, the path goes on to its end, where a decision is asked for.',
  decide: 'Nothing more is sent to the customer until somebody decides; the invoice stays in the daily report.',
  approve: 'If nobody approves it, the message is not sent; it is left out when the step after it is due.',
  'nobody-to-write-to': 'If no contact is added, the path goes on without a message for this step.',
  'person-needed': 'The customer is left in peace; after a week the case is looked at again.',
};

const TOLD = new Set([
  'message.sent',
  'message.unknown',
  'message.bounced',
  'task.opened',
  'payment.applied',
  'hold.placed',
]);

/** `publicUrl` is where links lead; without it a mail has none. */
export type TaskPostbox = Postbox & { readonly publicUrl?: string | undefined };

/** Sends the task's mail to its owner, else to the creditor's. */
export async function mailTask(postbox: TaskPostbox, loaded: Loaded, task: Task, now: Instant): Promise<MailResult> {
  const {
    creditor,
    situation: { customer },
  } = loaded;
  const owner = ownerView({ creditor, customer });
  const address = owner.email ?? creditor.email;
  const links = linksFor(postbox, loaded, { task, address, now });
  const history = await postbox.ledger.timeline(task.creditorId, task.invoiceId);
  return mailOnce(
    postbox,
    {
      name: `task ${task.taskId}`,
      kind: 'task',
      creditorId: task.creditorId,
      customerId: task.customerId,
      caseId: task.caseId,
      from: { address: creditor.email, name: creditor.name },
      to: [{ address, name: owner.name }],
      rendered: renderTask({ ...viewOf(loaded, task, history, now), links, wouldSend: wouldSend(loaded, task) }),
      invoiceIds: [task.invoiceId],
      invoiceNumbers: [task.invoiceNumber],
    },
    now,
  );
}

type Addressed = { readonly task: Task; readonly address: string; readonly now: Instant };

function linksFor(
  { publicUrl }: TaskPostbox,
  loaded: Loaded,
  { task, address, now }: Addressed,
): TaskMailView['links'] {
  if (publicUrl === undefined) return undefined;
  const { main, others } = taskLinks(task, loaded.situation.invoice.cycle);
  const view = ({ label, action, target }: TaskLink) => ({
    label,
    href: linkFor(loaded.creditor, { recipient: address, action, target }, { publicUrl, now }),
  });
  return { main: view(main), others: others.map(view) };
}

/** In words rather than its very words, which are made of what is owed when it leaves. */
function wouldSend({ situation }: Loaded, { kind, stepId }: Task): TaskMailView['wouldSend'] {
  const { policy, customer, invoice, addresses = [] } = situation;
  const step = policy.steps.find(({ id }) => id === stepId);
  if (kind !== 'approve' || step?.action !== 'remind') return undefined;
  const to = recipientFor(customer, step.channel, addresses);
  const namesDate =
    step.namesDateIn === undefined ? [] : [{ label: 'Names a day', value: `${step.namesDateIn} days after it leaves` }];
  return [
    {
      label: 'Message',
      value: `${step.template} ${step.channel === 'sms' ? 'text message' : 'e-mail'} (step “${step.id}”)`,
    },
    { label: 'To', value: to?.address ?? 'nobody who can be reached' },
    { label: 'About', value: `invoice ${invoice.invoiceNumber}, and whatever else the customer owes by then` },
    ...namesDate,
  ];
}

function viewOf(
  { creditor, situation: { customer, invoice } }: Loaded,
  task: Task,
  history: readonly AuditRecord[],
  now: Instant,
): TaskMailView {
  return {
    kind: task.kind === 'nobody-to-write-to' ? 'person-needed' : task.kind,
    taskId: task.taskId,
    locale: creditor.locale,
    zone: creditor.timeZone,
    creditorName: creditor.name,
    ownerName: task.ownerName,
    reason: WHY[task.reason] ?? `The pipeline could not go on by itself (${task.reason}).`,
    customer: { name: customer.name, id: customer.customerId },
    contacts: customer.contacts.map(({ name, email, mobile, roles }) => ({
      name,
      email,
      phone: mobile,
      role: roles[0],
    })),
    invoice: invoiceView(invoice, now, customer.timeZone),
    history: history
      .filter(({ type }) => TOLD.has(type))
      .slice(-8)
      .map(({ at, type, data }) => ({ at, what: wordsFor(type, data) })),
    next: NEXT[task.kind],
    actions: [
      {
        label: 'Record the outcome',
        method: 'POST',
        url: `/v1/tasks/${encodeURIComponent(task.taskId)}/outcome`,
        body: '{"outcome":"…","note":"…"}',
      },
    ],
    outcomes: outcomesOf(task),
  };
}

function outcomesOf({ kind }: Task): readonly string[] {
  if (kind === 'approve') return APPROVALS;
  return kind === 'decide' ? DECISIONS : CALL_OUTCOMES;
}

function wordsFor(type: string, data: AuditRecord['data']): string {
  const step = typeof data.stepId === 'string' ? data.stepId : '';
  const words: Record<string, string> = {
    'message.sent': `Message “${step}” sent`,
    'message.unknown': `Message “${step}”: outcome unknown`,
    'message.bounced': 'A message bounced',
    'task.opened': `Task “${step}” opened`,
    'payment.applied': 'A payment was applied',
    'hold.placed': 'Put on hold',
  };
  return words[type] ?? type;
}
