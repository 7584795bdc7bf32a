/** Reminders by e-mail: four templates from a polite question before the due date to a serious, respectful request. */
import { TONES, type Tone } from '../policy/policy.ts';
import { shorten, shortenMiddle } from './clean.ts';
import type { Block, Inline, Mood, RenderedEmail } from './document.ts';
import { heading, paragraph, quiet } from './document.ts';
import { dueWords, formatDate, formatMoney } from './figures.ts';
import { renderEmail } from './layout.ts';
import {
  footer,
  greeting,
  howToPay,
  invoiceFacts,
  NAME_LIMIT,
  NUMBER_LIMIT,
  owedHero,
  quietIf,
  signOff,
} from './parts.ts';
import type { ReminderView } from './views.ts';

export const REMINDER_TEMPLATES = TONES;
export type ReminderTemplate = Tone;

/** What differs between the tones; everything else is laid out alike. */
type Wording = {
  readonly subject: string;
  readonly preheader: string;
  readonly title: string;
  readonly mood: Mood;
  readonly opening: readonly Block[];
  /** The one thing asked of the reader. */
  readonly ask: readonly Block[];
};

/** The figures as the sentences of every tone use them. */
type Said = {
  readonly number: string;
  readonly owed: string;
  readonly due: string;
  readonly overdue: string;
  readonly sender: string;
  readonly isPart: boolean;
};

function say({ invoice, sender, locale }: ReminderView): Said {
  return {
    number: shortenMiddle(invoice.number, NUMBER_LIMIT),
    owed: formatMoney(invoice.owed, locale),
    due: formatDate(invoice.dueOn, locale),
    overdue: dueWords(invoice.daysOverdue),
    sender: shorten(sender.name, 60),
    isPart: invoice.owed.currency === invoice.total.currency && invoice.owed.minor < invoice.total.minor,
  };
}

const remaining = ({ isPart }: Said) => (isPart ? 'the remaining ' : '');

function checkIn(_view: ReminderView, said: Said): Wording {
  return {
    subject: `Is everything in order with invoice ${said.number}?`,
    preheader: `${said.owed} falls due on ${said.due}. Nothing to pay early; did the invoice arrive?`,
    title: 'Is everything in order?',
    mood: 'calm',
    opening: [
      paragraph(
        'Invoice ',
        { strong: said.number },
        ` from `,
        { data: said.sender },
        ` falls due on ${said.due}. Nothing is late.`,
      ),
      paragraph(
        'We only want to be sure that it arrived, that it is with the right person, and that nothing is missing from it.',
      ),
    ],
    ask: [
      paragraph(
        'If something is missing or not as agreed, please reply and tell us what. If all is well, there is nothing to do now.',
      ),
    ],
  };
}

function friendly(_view: ReminderView, said: Said): Wording {
  return {
    subject: `Reminder: invoice ${said.number} was due on ${said.due}`,
    preheader: `${said.owed} is still open. If you have paid it already, please ignore this message.`,
    title: 'A friendly reminder',
    mood: 'calm',
    opening: [
      paragraph(
        'Invoice ',
        { strong: said.number },
        ` was due on ${said.due}, and ${said.owed}${said.isPart ? ' of it' : ''} is still open in our books. These things slip through.`,
      ),
    ],
    ask: [
      paragraph(
        'If you have paid it in the meantime, thank you, and please ignore this message. ',
        `Otherwise, please pay ${remaining(said)}${said.owed}.`,
      ),
    ],
  };
}

function second(view: ReminderView, said: Said): Wording {
  const wrote: readonly Inline[] = view.lastRemindedOn
    ? [` We last wrote to you about it on ${formatDate(view.lastRemindedOn, view.locale)}.`]
    : [];
  return {
    subject: `Invoice ${said.number} is ${said.overdue}`,
    preheader: `${said.owed} was due on ${said.due} and is still unpaid.`,
    title: `Your invoice is ${said.overdue}`,
    mood: 'calm',
    opening: [
      paragraph(
        'Invoice ',
        { strong: said.number },
        ` was due on ${said.due} and is now ${said.overdue}; ${said.owed} is still unpaid.`,
        ...wrote,
      ),
    ],
    ask: [
      paragraph(
        `Please pay ${remaining(said)}${said.owed} now. If something stands in the way, reply and tell us, so that it can be put right.`,
      ),
    ],
  };
}

function firm(view: ReminderView, said: Said): Wording {
  const wrote: readonly Inline[] = view.lastRemindedOn
    ? [` We last wrote to you about it on ${formatDate(view.lastRemindedOn, view.locale)}.`]
    : [];
  return {
    subject: `Please settle invoice ${said.number}: ${said.overdue}`,
    preheader: `${said.owed} was due on ${said.due}. Please pay it now, or speak to us.`,
    title: 'This invoice needs your attention now',
    mood: 'firm',
    opening: [
      paragraph(
        'Invoice ',
        { strong: said.number },
        ` was due on ${said.due}. It is now ${said.overdue}, and ${said.owed} is still unpaid.`,
        ...wrote,
      ),
      paragraph('We take this seriously, and we would like to settle it together with you.'),
    ],
    ask: [
      paragraph(
        `Please pay ${remaining(said)}${said.owed} now. If there is a reason why you cannot, or do not agree with the invoice, please speak to us.`,
      ),
    ],
  };
}

const WORDINGS: Readonly<Record<ReminderTemplate, (view: ReminderView, said: Said) => Wording>> = {
  'check-in': checkIn,
  friendly,
  second,
  firm,
  final: firm,
};

/** A check-in shows how to pay for later, without a button: it asks for nothing. */
function payment(template: ReminderTemplate, view: ReminderView, owed: string): readonly Block[] {
  const blocks = howToPay(view.howToPay, view.contact, `Pay ${owed}`);
  if (template !== 'check-in') return blocks;
  const [first] = blocks;
  return first?.kind === 'button'
    ? [quiet('When the time comes, you can pay here: ', { label: first.href, href: first.href })]
    : [heading('When the time comes'), ...blocks.filter(({ kind }) => kind !== 'heading')];
}

/** The reminder of one step for exactly one invoice. */
export function renderReminder(template: ReminderTemplate, view: ReminderView): RenderedEmail {
  const said = say(view);
  const wording = WORDINGS[template](view, said);
  return renderEmail({
    ...wording,
    from: view.sender.name,
    blocks: [
      greeting(view.recipient),
      ...wording.opening,
      owedHero(view.invoice, view.locale),
      invoiceFacts(view.invoice, view.locale),
      ...wording.ask,
      ...payment(template, view, said.owed),
      ...signOff(view.contact, view.sender),
      ...quietIf(
        view.copiedTo,
        { data: shorten(view.copiedTo ?? '', NAME_LIMIT) },
        ' receives a copy of this message.',
      ),
    ],
    footer: footer(view.sender, view.recipient, view.optOutUrl),
  });
}
