/** A task for a colleague: what to do, why now, whom to reach, what was sent so far, and how to record what came of it. */
import { shorten, shortenMiddle } from './clean.ts';
import type { Block, Cell, Inline, RenderedEmail } from './document.ts';
import { heading, paragraph, quiet } from './document.ts';
import { dueWords, formatInstant, formatMoney } from './figures.ts';
import { renderEmail } from './layout.ts';
import { contactInlines, invoiceFacts, NAME_LIMIT, NUMBER_LIMIT, owedHero } from './parts.ts';
import type { TaskActionView, TaskMailKind, TaskMailView } from './views.ts';

type Wording = { readonly subject: string; readonly title: string; readonly todo: string };

const WORDINGS: Readonly<Record<TaskMailKind, Wording>> = {
  call: {
    subject: 'Please call',
    title: 'Please call this customer',
    todo: 'Call the customer, ask whether the invoice arrived and when it will be paid, and record what they said.',
  },
  'call-again': {
    subject: 'Please call again',
    title: 'Please call this customer again',
    todo: 'Call the customer again. Ask for a date of payment, or for the reason why the invoice is not paid, and record it.',
  },
  decide: {
    subject: 'Please decide about',
    title: 'Please decide how to go on',
    todo: 'The planned reminders are used up and nothing more is sent by itself. Decide how to go on: a payment plan, an agency, legal steps, a write-off, or another attempt of your own.',
  },
  approve: {
    subject: 'Please approve the next message to',
    title: 'A message waits for your approval',
    todo: 'The next message of the path leaves only when somebody approves it. Look at the case, then approve the message or leave it out.',
  },
  'person-needed': {
    subject: 'Please look at',
    title: 'This case cannot go on by itself',
    todo: 'Look at the case, mend what stopped it, and let it resume. Nothing is sent for this invoice meanwhile.',
  },
};

function people(view: TaskMailView): readonly Block[] {
  const customer: Inline = { strong: shorten(view.customer.name, NAME_LIMIT) };
  const id: Inline = { data: shorten(view.customer.id, 80) };
  const contacts = view.contacts.map(({ role, ...contact }): readonly Inline[] => {
    const inlines = contactInlines(contact);
    return role ? [...inlines, ` (${shorten(role, 40)})`] : inlines;
  });
  return [
    heading('Whom to reach'),
    paragraph(customer, ' (customer ', id, ')'),
    contacts.length > 0
      ? { kind: 'list', items: contacts }
      : paragraph('No contact is known for this customer. Please ask for one and add it in your ERP.'),
  ];
}

function history({ history: events, locale, zone }: TaskMailView): readonly Block[] {
  if (events.length === 0) return [heading('So far'), quiet('Nothing has been sent for this invoice yet.')];
  const rows = events.map(({ at, what }): readonly Cell[] => [
    { main: formatInstant(at, locale, zone) },
    { main: shorten(what, 300) },
  ]);
  return [heading('So far'), { kind: 'table', columns: [{ label: `When (${zone})` }, { label: 'What' }], rows }];
}

/** An argument of a POSIX shell, whatever it holds. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** The key stays a variable: it is never mailed. */
function commandLines(action: TaskActionView): readonly string[] {
  if ('command' in action) return [action.command];
  const body =
    action.body === undefined ? [] : ["  -H 'Content-Type: application/json' \\", `  -d ${quoted(action.body)}`];
  const start = `curl -X ${action.method} ${quoted(action.url)} \\`;
  const key = '  -H "Authorization: Bearer $DUNLIN_KEY"';
  return [start, body.length > 0 ? `${key} \\` : key, ...body];
}

/** The button and the other answers, each on a page of its own that says what it will do. */
function answers({ links }: TaskMailView): readonly Block[] {
  if (!links) return [];
  return [
    heading('Record what came of it'),
    { kind: 'button', ...links.main },
    ...(links.others.length > 0
      ? [paragraph('Or:'), { kind: 'list', items: links.others.map((link) => [link]) } as const]
      : []),
    quiet(
      'Each link opens a page that says what will happen, works once and is yours alone. Nothing changes by opening it.',
    ),
  ];
}

function outgoing({ wouldSend = [] }: TaskMailView): readonly Block[] {
  return wouldSend.length === 0 ? [] : [heading('What would be sent'), { kind: 'facts', facts: wouldSend }];
}

function recording({ actions, outcomes, links }: TaskMailView): readonly Block[] {
  if (actions.length === 0) return [];
  return [
    heading(links ? 'For programs' : 'Record what came of it'),
    ...actions.flatMap((action): readonly Block[] => [
      { kind: 'subheading', text: action.label },
      { kind: 'code', lines: commandLines(action) },
    ]),
    ...(outcomes && outcomes.length > 0 ? [quiet(`Outcomes: ${outcomes.join(', ')}.`)] : []),
  ];
}

/** The mail of one task to its owner. */
export function renderTask(view: TaskMailView): RenderedEmail {
  const { subject, title, todo } = WORDINGS[view.kind];
  const owed = formatMoney(view.invoice.owed, view.locale);
  const customer = shorten(view.customer.name, 60);
  const overdue = dueWords(view.invoice.daysOverdue);
  const number = shortenMiddle(view.invoice.number, NUMBER_LIMIT);
  return renderEmail({
    subject: `${subject} ${customer}: invoice ${number}, ${owed}, ${overdue}`,
    preheader: shorten(view.reason, 140),
    from: `Task for ${shorten(view.ownerName ?? view.creditorName, NAME_LIMIT)}`,
    title,
    mood: view.kind === 'person-needed' ? 'firm' : 'calm',
    blocks: [
      paragraph(todo),
      { kind: 'note', inlines: ['Why now: ', { data: shorten(view.reason, 500) }] },
      owedHero(view.invoice, view.locale),
      invoiceFacts(view.invoice, view.locale),
      ...outgoing(view),
      ...answers(view),
      ...people(view),
      ...history(view),
      ...(view.next ? [heading('If nothing is done'), paragraph({ data: shorten(view.next, 500) })] : []),
      ...recording(view),
    ],
    footer: [
      [
        `Task ${shorten(view.taskId, 120)}. Sent by Dunlin for `,
        { data: shorten(view.creditorName, NAME_LIMIT) },
        ', to colleagues only: please do not forward it to the customer.',
      ],
    ],
  });
}
