/** The sentences of a reminder about several invoices, by tone: kind, exact, and one request. */
import { type Block, type Mood, paragraph } from './document.ts';
import type { ConsolidatedView } from './views.ts';

/** The figures as the sentences of every tone use them. */
export type Said = {
  readonly invoices: string;
  readonly sums: string;
  readonly sender: string;
  readonly oldest: string;
  readonly overdue: string;
  readonly lastRemindedOn: string | undefined;
  readonly payBy: string | undefined;
};

export type ConsolidatedWording = {
  readonly subject: string;
  readonly preheader: string;
  readonly title: string;
  readonly mood: Mood;
  readonly opening: readonly Block[];
  readonly ask: readonly Block[];
};

const wrote = ({ lastRemindedOn }: Said): string =>
  lastRemindedOn ? ` We last wrote to you on ${lastRemindedOn}.` : '';

const WORDINGS: Readonly<Record<ConsolidatedView['tone'], (said: Said) => ConsolidatedWording>> = {
  'check-in': (said) => ({
    subject: `Is everything in order with ${said.invoices} from ${said.sender}?`,
    preheader: `${said.sums} in all. Nothing is late; did they arrive?`,
    title: 'Is everything in order?',
    mood: 'calm',
    opening: [paragraph('Nothing is late. We only want to be sure that these invoices arrived and are as agreed.')],
    ask: [paragraph('If something is missing or not as agreed, please reply and tell us what.')],
  }),
  friendly: (said) => ({
    subject: `Reminder: ${said.sums} open on ${said.invoices}`,
    preheader: 'If you have paid already, please ignore this message.',
    title: 'A friendly reminder',
    mood: 'calm',
    opening: [paragraph(`${said.sums} on ${said.invoices} is still open in our books. These things slip through.`)],
    ask: [
      paragraph(
        'If you have paid in the meantime, thank you, and please ignore this message. ',
        `Otherwise, please pay ${said.sums}.`,
      ),
    ],
  }),
  second: (said) => ({
    subject: `${said.sums} is overdue on ${said.invoices}`,
    preheader: `The oldest was due on ${said.oldest}.`,
    title: `${said.invoices} still unpaid`,
    mood: 'calm',
    opening: [paragraph(`${said.sums} is still unpaid; the oldest was due on ${said.oldest}.${wrote(said)}`)],
    ask: [paragraph(`Please pay ${said.sums} now. If something stands in the way, reply and tell us.`)],
  }),
  firm: (said) => ({
    subject: `Please settle ${said.sums}: ${said.invoices} overdue`,
    preheader: `The oldest is ${said.overdue}. Please pay now, or speak to us.`,
    title: 'These invoices need your attention now',
    mood: 'firm',
    opening: [
      paragraph(`${said.sums} is still unpaid; the oldest was due on ${said.oldest}.${wrote(said)}`),
      paragraph('We take this seriously, and we would like to settle it together with you.'),
    ],
    ask: [paragraph(`Please pay ${said.sums} now. If there is a reason why you cannot, please speak to us.`)],
  }),
  final: (said) => ({
    subject: `Final notice: ${said.sums} on ${said.invoices}`,
    preheader: said.payBy ? `Please pay by ${said.payBy}.` : 'Please pay now, or speak to us.',
    title: 'A last request before we decide how to go on',
    mood: 'firm',
    opening: [paragraph(`${said.sums} is still unpaid; the oldest was due on ${said.oldest}.${wrote(said)}`)],
    ask: [
      paragraph(
        `Please pay ${said.sums} ${said.payBy ? `by ${said.payBy}` : 'now'}. After that we will decide how to go on.`,
      ),
    ],
  }),
};

export function consolidatedWording(view: ConsolidatedView, said: Said): ConsolidatedWording {
  return WORDINGS[view.tone](said);
}
