/** A step that a message to the customer stands for, though another invoice's execution sent it: its own execution records it. */
import { addMs, epochMs, type Instant } from '../../core/calendar/dates.ts';
import { stepsCovered, withCovered } from '../../core/case/covered.ts';
import { decide } from '../../core/case/decide.ts';
import type { Invoice } from '../../core/case/invoice.ts';
import { change } from '../../core/case/transition.ts';
import type { Message } from '../../core/contact/touch.ts';
import { Fault } from '../../core/fault.ts';
import type { Clock, Ledger, Loaded } from '../../core/ports.ts';
import { machineMs } from './clock.ts';
import { summaryOf } from './summary.ts';

/** Longer than any function lives: a claim older than this has lost its owner. */
export const CLAIM_LIFE_MS = 120_000;

type Eyes = { readonly ledger: Ledger; readonly clock: Clock };

/**
 * `recorded`: the row has moved, so it is to be read again. Else the case as it was loaded, with the moment until which
 * the message may still be taken back: who sends it has not said yet what became of it. A sender that died leaves it
 * unknown, and what is unknown may have left.
 */
export async function settleCovered(
  { ledger, clock }: Eyes,
  loaded: Loaded,
  now: Instant,
): Promise<Loaded | 'recorded'> {
  const { invoice, lastMessage: message } = loaded.situation;
  const steps = stepsCovered(invoice, message);
  if (!message?.caseId || steps.length === 0) return loaded;
  const { creditorId, invoiceId } = ledger.partsOf(message.caseId);
  const sender = await ledger.invoice(creditorId, invoiceId);
  const claim = sender?.claim?.messageId === message.messageId ? sender.claim : undefined;
  const life = machineMs(clock, CLAIM_LIFE_MS);
  if (claim && epochMs(now) - epochMs(claim.at) < life)
    return { ...loaded, situation: { ...loaded.situation, underWayUntil: addMs(claim.at, life) } };
  await record(ledger, loaded, { message, steps, threadId: sender?.threadId }, now);
  return 'recorded';
}

type Covering = {
  readonly message: Message;
  readonly steps: readonly string[];
  readonly threadId: string | undefined;
};

/** The decision that follows is written along, so that a covered step costs one write. */
async function record(ledger: Ledger, { situation }: Loaded, covering: Covering, now: Instant): Promise<void> {
  const { invoice } = situation;
  const patch = patchOf(situation, covering);
  const decision = decide({ ...situation, invoice: { ...invoice, ...patch } }, now);
  const summary = decision.kind === 'wait' || decision.kind === 'hold' ? summaryOf(decision) : {};
  const { message, steps } = covering;
  const data = {
    stepId: steps.at(-1),
    steps: [...steps],
    cycle: invoice.cycle,
    channel: message.channel,
    messageId: message.messageId,
  };
  const meta = { at: now, by: 'execution', data: { ...data, next: decision.kind, rule: decision.reason } };
  const committed = await ledger.commit([
    { kind: 'change', change: change(invoice, 'step.covered', { ...patch, ...summary }, meta) },
  ]);
  if (!committed.ok)
    throw new Fault(
      'StepUnavailable',
      'expected the case unchanged while a covered step was recorded, found it changed',
    );
}

function patchOf({ invoice, customer }: Loaded['situation'], { message, threadId }: Covering): Partial<Invoice> {
  const { stepsDone, lastAction, lastMessageOn } = withCovered(invoice, message, customer);
  return { stepsDone, lastAction, lastMessageOn, threadId: invoice.threadId ?? threadId };
}
