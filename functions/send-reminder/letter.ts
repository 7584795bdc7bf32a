/** The words of one reminder and who reads them: one message for all that rides on it. */
import type { Instant } from '../../core/calendar/dates.ts';
import type { Assembly } from '../../core/case/group.ts';
import { stableId } from '../../core/case/transition.ts';
import { wayFor } from '../../core/case/way-for.ts';
import type { Creditor } from '../../core/contact/creditor.ts';
import type { Contact, Recipient } from '../../core/contact/customer.ts';
import { Fault } from '../../core/fault.ts';
import { ownerView } from '../../core/message/compose.ts';
import { type Consolidated, consolidatedView, invoicesFile } from '../../core/message/consolidate.ts';
import { renderConsolidated } from '../../core/message/consolidated.ts';
import type { Language } from '../../core/message/language.ts';
import { PHRASES } from '../../core/message/phrases/of.ts';
import { renderConsolidatedSms } from '../../core/message/sms.ts';
import type { ReminderStep } from '../../core/policy/policy.ts';
import type { Loaded, Mail, Mailbox } from '../../core/ports.ts';

/** The words and addresses of one reminder. */
export type Letter = {
  readonly messageId: string;
  readonly channel: 'email' | 'sms';
  readonly to: Recipient;
  /** With the contact where it is one of the customer's people, and not a colleague. */
  readonly cc: readonly (Mailbox & { readonly contact?: Contact })[];
  readonly bcc: readonly Mailbox[];
  /** What was done in place of what the step asks for. */
  readonly instead: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly attachments: NonNullable<Mail['attachments']>;
};

/** `step` is the one that fell due, whose name the message bears; the carrying step says how it is sent and to whom. */
export function compose(loaded: Loaded, step: ReminderStep, assembly: Assembly, now: Instant): Letter {
  const { caseId, creditor, situation } = loaded;
  const { invoice, customer } = situation;
  const { step: carrying, policy } = assembly.carrying;
  const { copyOwner, bcc = [] } = carrying;
  const way = wayFor(situation, { carrying, due: step }, now);
  if (!way) throw new Fault('StepRejected', 'expected a contact who can be reached on the channel, found none');
  const { channel, to, cc } = way;
  const owner = ownerView({ creditor, customer });
  const copied = copyOwner && owner.email ? [{ address: owner.email, name: owner.name }] : [];
  // Words of a milder tone are of no use where the customer has had a more serious one.
  const written = carrying.words === undefined ? undefined : policy.templates?.[carrying.words];
  const own = written?.tone === assembly.tone ? written : undefined;
  const parts = { creditor, situation, assembly, contact: to.contact, now, copiedTo: copied[0]?.name, own };
  // The name of the step that fell due and of its own channel, so that no other message of the step can be claimed beside it.
  const messageId = stableId(caseId, invoice.cycle, step.id, step.channel);
  const view = consolidatedView(parts);
  const instead = [...way.instead, ...(view.languageOf === 'fallback' ? [`language:${view.language}`] : [])];
  if (channel === 'sms') {
    const optOutHint = smsOptOut(creditor, view.language);
    const { text } = renderConsolidatedSms({ ...view, optOutHint }, own);
    return { messageId, channel, to, cc: [], bcc: [], instead, subject: '', html: '', attachments: [], text };
  }
  const people = cc.map(({ address, contact }) => ({ address, name: contact.name, contact }));
  return {
    ...{ messageId, channel, to, instead },
    ...{ cc: [...people, ...copied], bcc: bcc.map((address) => ({ address })) },
    ...renderConsolidated(view, own),
    attachments: attached(parts),
  };
}

/** Only a number can be answered; a sender's name cannot, and what the provider picks is not known. */
function smsOptOut({ smsOrigination = '' }: Creditor, language: Language): string | undefined {
  return /^\+?\d{4,15}$/.test(smsOrigination) ? PHRASES[language].sms.optOut : undefined;
}

function attached(parts: Consolidated): Letter['attachments'] {
  const file = invoicesFile(parts);
  return file ? [{ ...file, contentType: 'text/csv; charset=utf-8' }] : [];
}
