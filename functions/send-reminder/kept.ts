/** The bytes of a reminder as they are kept, with all that a restored table needs to know of it (contracts/archive.ts). */
import type { ReminderStep } from '../../core/policy/policy.ts';
import type { Loaded } from '../../core/ports.ts';
import type { Claim } from './prepare.ts';

/** The bytes as sent, and what a person needs to know to answer "why this message?". */
export function keptOf(
  { caseId, creditor, situation: { invoice, policy, customer } }: Loaded,
  step: ReminderStep,
  { letter, touch, message, assembly }: Claim,
) {
  const numbers = new Map(
    [...assembly.listed, ...assembly.more].map((rider) => [rider.invoice.invoiceId, rider.invoice.invoiceNumber]),
  );
  return {
    messageId: letter.messageId,
    kind: 'reminder',
    channel: letter.channel,
    creditorId: invoice.creditorId,
    customerId: customer.customerId,
    caseId,
    cycle: invoice.cycle,
    invoiceIds: message.invoiceIds,
    invoiceNumbers: message.invoiceIds.map((id) => numbers.get(id) ?? id),
    covers: message.covers,
    cycles: message.cycles,
    tone: message.tone,
    leftOut: assembly.leftOut.map((left) => ({ invoiceId: left.invoice.invoiceId, reason: left.reason })),
    from: creditor.email,
    to: [letter.to.address],
    cc: letter.cc.map(({ address }) => address),
    subject: letter.subject,
    text: letter.text,
    html: letter.html,
    attachments: letter.attachments,
    claimedAt: touch.at,
    why: {
      rule: 'step-due',
      step: step.id,
      stepAt: step.at,
      policy: `${policy.id} version ${policy.version}`,
      owedMinor: invoice.owedMinor,
      currency: invoice.currency,
      dueOn: invoice.dueOn,
      balanceAsOf: invoice.snapshot.asOf,
      timeZone: customer.timeZone,
    },
  };
}
