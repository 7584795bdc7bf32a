/** How serious a message is: the furthest step sets it, and it is never milder than what the customer has had already. */
import type { Message } from '../contact/touch.ts';
import { type Policy, type ReminderStep, TONES, type Tone } from '../policy/policy.ts';
import type { Invoice } from './invoice.ts';

type Walked = { readonly invoice: Invoice; readonly policy: Policy };

const rank = (tone: Tone): number => TONES.indexOf(tone);

export const harsher = (one: Tone, other: Tone | undefined): Tone =>
  other !== undefined && rank(other) > rank(one) ? other : one;

/** An e-mail before a text message, which has no room for what the e-mail says; then the highest tone, then the latest day. */
export function furthest<T extends { readonly step: ReminderStep }>(candidates: readonly [T, ...T[]]): T {
  const place = ({ step }: T): readonly number[] => [step.channel === 'email' ? 1 : 0, rank(step.template), step.at];
  return candidates.reduce((best, candidate) => (isBefore(place(best), place(candidate)) ? candidate : best));
}

function isBefore(a: readonly number[], b: readonly number[]): boolean {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at >= 0 && (a[at] ?? 0) < (b[at] ?? 0);
}

/**
 * The most serious tone in which the customer was asked for one of the invoices: by the steps of its path, or by the
 * last message where it was listed there. A step that lapsed for want of approval was never carried out.
 */
export function toneHad(invoices: readonly Walked[], lastMessage: Message | undefined): Tone | undefined {
  const listed = invoices.some(({ invoice }) => lastMessage?.invoiceIds.includes(invoice.invoiceId));
  const tones = invoices.flatMap(({ invoice, policy }) =>
    policy.steps.flatMap((step) =>
      step.action === 'remind' &&
      invoice.stepsDone.includes(step.id) &&
      (!step.approval || invoice.approvals?.[step.id] !== undefined)
        ? [step.template]
        : [],
    ),
  );
  const all = listed && lastMessage?.tone && hasLeft(lastMessage) ? [...tones, lastMessage.tone] : tones;
  return all.reduce<Tone | undefined>((most, tone) => harsher(tone, most), undefined);
}

const GONE = new Set(['released', 'stopped']);

/** Whether a message left, or may have: a released or stopped one surely did not. */
export function hasLeft({ recipients }: Pick<Message, 'recipients'>): boolean {
  return !Object.values(recipients).some((status) => GONE.has(status));
}
