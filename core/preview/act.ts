/** Carries out an act on the copies as the functions do on the table: the message or task, and what it leaves on the rows. */
import type { Instant } from '../calendar/dates.ts';
import { withCovered } from '../case/covered.ts';
import type { Decision, Situation } from '../case/decide.ts';
import { type Assembly, assemble } from '../case/group.ts';
import type { Invoice } from '../case/invoice.ts';
import { promiseEnd } from '../case/promise-end.ts';
import { path } from '../case/steps.ts';
import { wayFor } from '../case/way-for.ts';
import { attemptChanges } from '../contact/attempts.ts';
import type { Message } from '../contact/touch.ts';
import type { Way } from '../contact/way.ts';
import type { ReminderStep, Step, Tone } from '../policy/policy.ts';
import { localDate, type Play } from './book.ts';
import type { Entry, PreviewOptions } from './entry.ts';

type Act = Extract<Decision, { kind: 'act' }>;
type Scene = { readonly play: Play; readonly situation: Situation; readonly options: PreviewOptions };
type Done = Omit<Entry, 'deferrals'>;

export function carryOut(scene: Scene, decision: Act, at: Instant): Done {
  const { policy } = scene.situation;
  const step = policy.steps.find(({ id }) => id === decision.stepId);
  if (!step) throw new Error(`expected step ${decision.stepId} in policy ${policy.id}, found none`);
  if (policy.mode === 'dry') return rehearse(scene, step, at);
  if (decision.reason === 'approval-needed') return askApproval(scene, step, at);
  if (decision.action === 'remind' && step.action === 'remind') return remind(scene, step, at);
  return openTask(scene, step, at);
}

function done({ situation: { invoice, customer, policy } }: Scene, step: Step, at: Instant): Omit<Done, 'kind'> {
  return {
    at,
    on: localDate(at, customer),
    customerId: customer.customerId,
    invoiceIds: [invoice.invoiceId],
    stepId: step.id,
    stepAt: step.at,
    policyId: policy.id,
  };
}

/** The row with the step done. */
function walked({ situation: { invoice, customer } }: Scene, step: Step, action: 'remind' | 'open-task', at: Instant) {
  const on = localDate(at, customer);
  const patch: Partial<Invoice> = {
    stepsDone: [...invoice.stepsDone, step.id],
    lastAction: { stepId: step.id, action, at, on },
  };
  return { ...invoice, ...patch };
}

function remind(scene: Scene, due: ReminderStep, at: Instant): Done {
  const { play, situation } = scene;
  const { invoice } = situation;
  const { carrying, tone, listed, more, covers } = assemble(situation, due, at);
  const { step, policy } = carrying;
  const riders = [...listed, ...more].map((rider) => rider.invoice.invoiceId);
  const first = carrying.invoice.invoiceId;
  const invoiceIds = [first, ...riders.filter((id) => id !== first)];
  play.invoices.set(invoice.invoiceId, walked(scene, due, 'remind', at));
  const way = wayFor(situation, { carrying: step, due }, at);
  const channel = way?.channel ?? step.channel;
  keep(scene, messageOf(situation, { at, step, channel, tone, covers, invoiceIds }), tone);
  if (way) attempt(scene, way, at);
  countDay(play, at);
  const about = { ...done(scene, step, at), policyId: policy.id, invoiceIds };
  return { ...about, kind: 'message', channel, tone };
}

/** The customer's last reminder from now on, and the steps that it stands for. */
function keep({ play, situation: { invoice, customer, siblings = [] } }: Scene, message: Message, tone: Tone): void {
  const { messageId, at } = message;
  const on = localDate(at, customer);
  const lastReminder = { messageId, caseId: invoice.invoiceId, at, on, tone };
  play.lastMessages.set(customer.customerId, message);
  play.customers.set(customer.customerId, { ...customer, lastReminderAt: at, lastReminder });
  const own = play.invoices.get(invoice.invoiceId) ?? invoice;
  for (const row of [own, ...siblings.map((sibling) => sibling.invoice)])
    play.invoices.set(row.invoiceId, withCovered(row, message, customer));
}

type Sent = Pick<Assembly, 'tone' | 'covers'> & {
  readonly channel: Way['channel'];
  readonly at: Instant;
  readonly step: ReminderStep;
  readonly invoiceIds: readonly string[];
};

/** Its id need only differ from those of other messages. */
function messageOf({ invoice, siblings = [], customer }: Situation, { step, tone, ...sent }: Sent): Message {
  const { creditorId } = invoice;
  return {
    messageId: `${invoice.invoiceId} ${step.id} ${sent.at}`,
    creditorId,
    customerId: customer.customerId,
    kind: 'reminder',
    stepId: step.id,
    recipients: {},
    tone,
    cycles: Object.fromEntries(
      [invoice, ...siblings.map((one) => one.invoice)].map((row) => [row.invoiceId, row.cycle]),
    ),
    ...sent,
  };
}

function attempt({ play, situation }: Scene, way: Way, at: Instant): void {
  const contacts = [way.to, ...way.cc].map(({ contact }) => contact);
  const known = situation.persons ?? [];
  for (const { after } of attemptChanges(play.creditor, known, contacts, { at, channel: way.channel }))
    play.persons.set(after.digest, after);
}

function countDay({ creditor, claimed }: Play, at: Instant): void {
  const day = localDate(at, creditor);
  claimed.set(day, (claimed.get(day) ?? 0) + 1);
}

/** No claim, no message, no task: the step counts as done for this invoice alone. */
function rehearse(scene: Scene, step: Step, at: Instant): Done {
  const { play, situation } = scene;
  const after = walked(scene, step, step.action, at);
  play.invoices.set(situation.invoice.invoiceId, { ...after, rehearsed: true });
  const about = { ...done(scene, step, at), rehearsed: true };
  return step.action === 'remind'
    ? { ...about, kind: 'message', channel: step.channel, tone: step.template }
    : { ...about, kind: 'task', task: step.task };
}

/** Nobody pays, so a promise whose day is over is broken, and may cost the mildest reminder ahead. */
export function endPromise({ play, situation }: Pick<Scene, 'play' | 'situation'>, at: Instant): boolean {
  const ended = promiseEnd(situation, at);
  if (ended) play.invoices.set(situation.invoice.invoiceId, ended.after);
  return ended !== undefined;
}

/** The step is not done by this: it waits for the answer. */
function askApproval(scene: Scene, step: Step, at: Instant): Done {
  const { play, situation, options } = scene;
  const { invoice } = situation;
  const { lastAction } = walked(scene, step, 'open-task', at);
  const approvals = options.approve ? { ...invoice.approvals, [step.id]: { at, by: 'preview' } } : invoice.approvals;
  const asked = [...(invoice.asked ?? []), step.id];
  play.invoices.set(invoice.invoiceId, { ...invoice, asked, lastAction, approvals });
  return { ...done(scene, step, at), kind: 'approval', task: 'approve' };
}

/** The first step whose approval did not come in time is left out, unless the case is silent for a reason of its own. */
export function letLapse(
  { play, situation }: Pick<Scene, 'play' | 'situation'>,
  decision: Decision,
  at: Instant,
): boolean {
  const { invoice } = situation;
  const [step] = path(situation, at).lapsed;
  if (!step || (decision.kind !== 'wait' && decision.kind !== 'act')) return false;
  play.invoices.set(invoice.invoiceId, { ...invoice, stepsDone: [...invoice.stepsDone, step.id] });
  return true;
}

function openTask(scene: Scene, step: Step, at: Instant): Done {
  const { play, situation } = scene;
  const ends = step.action === 'open-task' && step.endsPath === true;
  const after = walked(scene, step, 'open-task', at);
  const closed = ends ? ({ caseState: 'closed', closedAs: 'exhausted' } as const) : {};
  play.invoices.set(situation.invoice.invoiceId, { ...after, ...closed });
  const task = step.action === 'open-task' ? step.task : 'nobody-to-write-to';
  return { ...done(scene, step, at), kind: ends ? 'end' : 'task', task };
}
