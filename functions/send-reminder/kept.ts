/** The bytes of a reminder as they are kept, with all that a restored table needs to know of it (contracts/archive.ts). */
import type { ReminderStep } from '../../core/policy/policy.ts';
import type { Loaded } from '../../core/ports.ts';
import type { Claim } from './prepare.ts';

/** The bytes as sent, and what a person needs to know to answer "why this message?". */
export function keptOf(
  { caseId, creditor, situation: { invoice, policy, customer } }: Loaded,
  step: ReminderStep,
  { letter, touch }: Claim,
) {
  return {
    messageId: letter.messageId,
    kind: 'reminder',
    channel: letter.channel,
    creditorId: invoice.creditorId,
    customerId: invoice.customerId,
    caseId,
    cycle: invoice.cycle,
    invoiceIds: [invoice.invoiceId],
    invoiceNumbers: [invoice.invoiceNumber],
    from: creditor.email,
    to: [letter.to.address],
    cc: letter.cc.map(({ address }) => address),
    subject: letter.subject,
    text: letter.text,
    html: letter.html,
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
