/** What a reminder says, to whom, and the writes that claim it before anything is sent. */
import type { Instant } from '../../core/calendar/dates.ts';
import { localClock } from '../../core/calendar/dates.ts';
import type { Invoice, OpenClaim } from '../../core/case/invoice.ts';
import { change, stableId } from '../../core/case/transition.ts';
import { type Recipient, recipientFor } from '../../core/contact/customer.ts';
import { addressDigest } from '../../core/contact/digest.ts';
import { type Message, type Person, type Touch, touchName } from '../../core/contact/touch.ts';
import { Fault } from '../../core/fault.ts';
import { ownerView, reminderView } from '../../core/message/compose.ts';
import { renderReminder } from '../../core/message/reminders.ts';
import { renderSmsReminder } from '../../core/message/sms.ts';
import type { ReminderStep } from '../../core/policy/policy.ts';
import type { Loaded, Mailbox, Write } from '../../core/ports.ts';

/** The words and addresses of one reminder. */
export type Letter = {
  readonly messageId: string;
  readonly channel: 'email' | 'sms';
  readonly to: Recipient;
  readonly cc: readonly Mailbox[];
  readonly subject: string;
  readonly text: string;
  readonly html: string;
};

export type Claim = {
  readonly letter: Letter;
  readonly touch: Touch;
  readonly message: Message;
  readonly claimed: Invoice;
  readonly writes: readonly Write[];
};

const ATTEMPTS_KEPT = 20;

export function prepare(loaded: Loaded, step: ReminderStep, claimId: string, now: Instant): Claim {
  const {
    caseId,
    situation: { invoice, customer },
  } = loaded;
  const letter = compose(loaded, step, now);
  const { messageId, channel } = letter;
  const touch: Touch = {
    caseId,
    cycle: invoice.cycle,
    stepId: step.id,
    channel,
    claimId,
    messageId,
    state: 'claimed',
    at: now,
  };
  const claim: OpenClaim = { claimId, touch: touchName(touch), messageId, at: now };
  const on = localClock(now, customer.timeZone).date;
  const claimed = change(
    invoice,
    'message.claimed',
    {
      claim,
      taskToken: undefined,
      stepsDone: [...invoice.stepsDone, step.id],
      lastAction: { stepId: step.id, action: 'remind', at: now, on },
      lastMessageOn: on,
    },
    { at: now, by: 'execution', data: claimRecord(loaded, step, letter) },
  );
  const message = messageOf(loaded, step, letter, now);
  const writes: Write[] = [
    { kind: 'change', change: claimed },
    { kind: 'customer', before: customer, after: { ...customer, version: customer.version + 1, lastReminderAt: now } },
    { kind: 'claim-touch', touch },
    { kind: 'message', message },
    attempt(loaded, letter, now),
  ];
  return { letter, touch, message, claimed: claimed.after, writes };
}

function compose(loaded: Loaded, step: ReminderStep, now: Instant): Letter {
  const { caseId, creditor, situation } = loaded;
  const { invoice, customer, addresses = [] } = situation;
  const to = recipientFor(customer, step.channel, addresses);
  if (!to) throw new Fault('StepRejected', 'expected a contact who can be reached on the channel, found none');
  const owner = ownerView({ creditor, customer });
  const copied = step.copyOwner && owner.email ? [{ address: owner.email, name: owner.name }] : [];
  const view = reminderView({ creditor, customer, invoice }, to.contact, now, copied[0]?.name);
  const messageId = stableId(caseId, invoice.cycle, step.id, step.channel);
  if (step.channel === 'sms')
    return { messageId, channel: 'sms', to, cc: [], subject: '', html: '', ...renderSmsReminder(view) };
  return { messageId, channel: 'email', to, cc: copied, ...renderReminder(step.template, view) };
}

function claimRecord(
  { situation: { invoice, policy, coveredMinor } }: Loaded,
  step: ReminderStep,
  { messageId, channel }: Letter,
) {
  return {
    rule: 'step-due',
    stepId: step.id,
    channel,
    template: step.template,
    messageId,
    policy: `${policy.id}@${policy.version}`,
    owedMinor: invoice.owedMinor,
    coveredMinor: coveredMinor || undefined,
    dueOn: invoice.dueOn,
  };
}

function messageOf(
  { caseId, creditor, situation: { invoice } }: Loaded,
  step: ReminderStep,
  letter: Letter,
  now: Instant,
): Message {
  const digest = addressDigest(creditor.addressKey, letter.to.address);
  return {
    messageId: letter.messageId,
    creditorId: invoice.creditorId,
    customerId: invoice.customerId,
    kind: 'reminder',
    channel: letter.channel,
    caseId,
    stepId: step.id,
    invoiceIds: [invoice.invoiceId],
    recipients: { [digest]: 'claimed' },
    at: now,
  };
}

/** One more attempt in the ledger of the address, whoever's customer it is. */
function attempt({ creditor, persons }: Loaded, { to, channel }: Letter, now: Instant): Write {
  const digest = addressDigest(creditor.addressKey, to.address);
  const before = persons.find((person) => person.digest === digest);
  const fresh: Person = { creditorId: creditor.creditorId, digest, status: 'ok', attempts: [], version: 0 };
  const known = before ?? fresh;
  const attempts = [...known.attempts, { at: now, channel }].slice(-ATTEMPTS_KEPT);
  return { kind: 'person', before, after: { ...known, attempts, version: known.version + 1 } };
}
