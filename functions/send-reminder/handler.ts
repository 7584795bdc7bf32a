/** Sends the message of a step once, and only if the case still wants it: the decision may be hours old by now. */

import { epochMs } from '../../core/calendar/dates.ts';
import { decide } from '../../core/case/decide.ts';
import { isOutOfPlace } from '../../core/case/group.ts';
import { type NextDecision, superseded, toNext } from '../../core/case/next.ts';
import { change } from '../../core/case/transition.ts';
import { senderOf } from '../../core/contact/sender.ts';
import { messageKey } from '../../core/contact/touch.ts';
import { Fault } from '../../core/fault.ts';
import type { ReminderStep } from '../../core/policy/policy.ts';
import type { CaseRef, Clock, Ids, Ledger, Loaded, Mailer, Texter, Vault } from '../../core/ports.ts';
import { machineMs } from '../_shared/clock.ts';
import { look } from '../_shared/look.ts';
import { lookAndRecord } from '../_shared/record-decision.ts';
import { isRehearsal, rehearse } from '../_shared/rehearse.ts';
import { adoptSent } from './adopt.ts';
import { keptOf } from './kept.ts';
import { lastLook } from './last-look.ts';
import { type Claim, prepare } from './prepare.ts';
import { type Settlement, settle } from './settle.ts';

export type Deps = {
  readonly ledger: Ledger;
  readonly vault: Vault;
  readonly mailer: Mailer;
  readonly texter: Texter;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly countSent: () => void;
};

/** The send starts this soon after the last look, or not at all. */
const LAST_LOOK_MS = 10_000;

export const createHandler =
  (deps: Deps) =>
  async ({ stepId, ...ref }: CaseRef & { readonly stepId: string }): Promise<NextDecision> => {
    const now = deps.clock.now();
    const seen = await look(deps, ref, now, { addresses: true, siblings: true });
    if (seen.kind === 'superseded') return superseded(now);
    const { loaded } = seen;
    const decision = decide(loaded.situation, now);
    const step = loaded.situation.policy.steps.find(({ id }) => id === stepId);
    if (
      decision.kind !== 'act' ||
      decision.action !== 'remind' ||
      decision.stepId !== stepId ||
      step?.action !== 'remind'
    )
      return decision.kind === 'act' ? toNext(decision, loaded.situation.invoice, now) : lookAndRecord(deps, ref, now);
    if (isOutOfPlace(loaded.situation, step, now)) return lapse(deps, loaded, step, ref);
    if (isRehearsal(loaded)) return rehearse(deps, loaded, { decision, ref }, now);
    return claimAndSend(deps, loaded, step, ref);
  };

/** A notice before the due date is skipped, and told as skipped, while something else of the customer's is overdue. */
async function lapse({ ledger, clock }: Deps, loaded: Loaded, step: ReminderStep, ref: CaseRef): Promise<NextDecision> {
  const { invoice, policy } = loaded.situation;
  const now = clock.now();
  const data = { stepId: step.id, code: 'customer-overdue', policy: `${policy.id}@${policy.version}` };
  const stepsDone = [...invoice.stepsDone, step.id];
  const lapsed = change(invoice, 'step.lapsed', { stepsDone }, { at: now, by: 'execution', data });
  await ledger.commit([{ kind: 'change', change: lapsed }]);
  return lookAndRecord({ ledger, clock }, ref, now);
}

/** One transaction before any send: where anything moved since the look, nothing is sent and the case is decided afresh. */
async function claimAndSend(deps: Deps, loaded: Loaded, step: ReminderStep, ref: CaseRef): Promise<NextDecision> {
  const { ledger, clock, ids } = deps;
  const now = clock.now();
  const claim = prepare(loaded, step, ids.next(), now);
  const committed = await ledger.commit(claim.writes);
  if (!committed.ok && committed.busy)
    throw new Fault('StepDeferred', 'expected to claim the step, found its rows busy');
  if (!committed.ok) {
    await adoptSent(ledger, loaded, claim, clock.now());
    return lookAndRecord(deps, ref, clock.now());
  }
  const outcome = await sendClaimed(deps, loaded, step, claim);
  const next = await settle(ledger, loaded, claim, outcome, clock.now());
  if (outcome.state === 'released') {
    const name = outcome.code.startsWith('refused:') ? 'StepRejected' : 'StepDeferred';
    throw new Fault(name, `expected the message to be taken, found ${outcome.code}`);
  }
  if (outcome.state === 'sent') deps.countSent();
  return outcome.state === 'stopped' ? lookAndRecord(deps, ref, clock.now()) : next;
}

const released = (code: string): Settlement => ({ state: 'released', type: 'message.released', code });
const stopped = (code: string): Settlement => ({ state: 'stopped', type: 'message.stopped', code });

async function sendClaimed(deps: Deps, loaded: Loaded, step: ReminderStep, claim: Claim): Promise<Settlement> {
  const { vault, clock } = deps;
  try {
    await vault.put(messageKey(claim.letter.messageId), keptOf(loaded, step, claim));
  } catch {
    return released('not-kept');
  }
  const lookedAt = clock.now();
  const seen = await lastLook(deps, loaded, claim);
  if (seen !== 'send') return seen.looked ? stopped(seen.reason) : released(seen.reason);
  if (epochMs(clock.now()) - epochMs(lookedAt) > machineMs(clock, LAST_LOOK_MS)) return released('too-slow');
  return send(deps, loaded, claim);
}

async function send(deps: Deps, loaded: Loaded, { letter, touch }: Claim): Promise<Settlement> {
  const outcome =
    letter.channel === 'sms' ? await sendText(deps, loaded, letter) : await sendMail(deps, loaded, letter);
  if (outcome.outcome === 'unknown') return { state: 'unknown', type: 'message.unknown', code: outcome.code };
  if (outcome.outcome === 'not-sent') return released(`${outcome.retry ? 'later' : 'refused'}:${outcome.code}`);
  return {
    state: 'sent',
    type: 'message.sent',
    code: touch.stepId,
    providerId: outcome.providerId,
    threadId: threadOf(outcome),
  };
}

const threadOf = (outcome: object): string | undefined =>
  'messageIdHeader' in outcome && typeof outcome.messageIdHeader === 'string' ? outcome.messageIdHeader : undefined;

function sendText({ texter }: Deps, { creditor }: Loaded, { to, text, messageId }: Claim['letter']) {
  return texter.send({ to: to.address, text, from: creditor.smsOrigination, context: { kind: 'reminder', messageId } });
}

function sendMail({ mailer }: Deps, { creditor, situation: { customer, invoice } }: Loaded, letter: Claim['letter']) {
  return mailer.send({
    ...senderOf(creditor, customer),
    to: [{ address: letter.to.address, name: letter.to.contact.name }],
    cc: letter.cc.map(({ address, name }) => ({ address, name })),
    bcc: letter.bcc,
    subject: letter.subject,
    text: letter.text,
    html: letter.html,
    attachments: letter.attachments,
    headers: invoice.threadId ? { 'In-Reply-To': invoice.threadId, References: invoice.threadId } : {},
    tags: { 'dunlin-kind': 'reminder', 'dunlin-message': letter.messageId },
  });
}
