/** The pages of a link: what it will do, what it did, and what to do where it can do nothing. */
import { dueDate } from '../../core/case/invoice.ts';
import { type Field, PAGE_HEADERS, type Page, renderPage } from '../../core/link/page.ts';
import { LINK_WORDS, type LinkWords } from '../../core/link/words.ts';
import { formatDate, formatMoney } from '../../core/message/figures.ts';
import type { Reply } from '../_shared/reply.ts';
import { outcomeWords } from './form.ts';
import type { OpenLink } from './open.ts';

const shown = (status: number, page: Page): Reply => ({ status, body: renderPage(page), headers: PAGE_HEADERS });

const ELSEWHERE =
  'Nothing was changed. Please use the link in the newest mail, ask for the next report, or tell whoever looks after Dunlin what is to be done.';

/** The same for all that nobody here made, so that nothing can be learnt by trying. */
export const wrongLink = (): Reply =>
  shown(404, {
    title: 'This link does not work',
    from: 'Dunlin',
    paragraphs: [`It may have been cut off or changed on its way, or it was not made for you. ${ELSEWHERE}`],
  });

export const expiredLink = (from = 'Dunlin'): Reply =>
  shown(410, { title: 'This link is too old', from, paragraphs: [`Links work for some weeks only. ${ELSEWHERE}`] });

export const usedLink = (from = 'Dunlin'): Reply =>
  shown(410, {
    title: 'This link was used already',
    from,
    paragraphs: [`What it says was done then, and is not done again. ${ELSEWHERE}`],
  });

export const busyPage = (): Reply => ({
  ...shown(503, {
    title: 'Please try again in a moment',
    from: 'Dunlin',
    paragraphs: ['Dunlin could not finish just now. Go back and press the button again: nothing is done twice.'],
  }),
  headers: { ...PAGE_HEADERS, 'retry-after': '2' },
});

function factsOf({ invoice, customer, creditor, link, task }: OpenLink): NonNullable<Page['facts']> {
  const { locale } = creditor;
  const due = invoice && dueDate(invoice);
  const stepId = link.target.stepId ?? task?.stepId;
  const outcome = link.target.outcome;
  return [
    { label: 'Customer', value: `${customer.name} (${customer.customerId})` },
    ...(invoice
      ? [
          { label: 'Invoice', value: invoice.invoiceNumber },
          { label: 'Owed', value: formatMoney({ minor: invoice.owedMinor, currency: invoice.currency }, locale) },
        ]
      : [{ label: 'Invoices', value: 'All of this customer’s' }]),
    ...(due ? [{ label: 'Due', value: formatDate(due, locale) }] : []),
    ...(stepId ? [{ label: 'Step', value: stepId }] : []),
    ...(outcome ? [{ label: 'Outcome', value: outcomeWords(outcome) }] : []),
  ];
}

const boundTo = ({ address }: OpenLink): string =>
  `This link was made for ${address} and works once. What is done by it is recorded as done by them: please do not forward it.`;

export type Ask = { readonly fields: readonly Field[]; readonly problem?: string };

export function askPage(open: OpenLink, { fields, problem }: Ask): Reply {
  const { title, will, button } = LINK_WORDS[open.link.action];
  return shown(problem === undefined ? 200 : 400, {
    title,
    from: open.creditor.name,
    paragraphs: [will],
    facts: factsOf(open),
    problem,
    form: { fields, button },
    footer: boundTo(open),
  });
}

export function donePage(open: OpenLink, undo: string | undefined): Reply {
  const { title, done, undo: how, undoneBy }: LinkWords = LINK_WORDS[open.link.action];
  const link = undo && undoneBy ? { label: LINK_WORDS[undoneBy].title, href: undo } : undefined;
  return shown(200, {
    title: `Done: ${title.charAt(0).toLowerCase()}${title.slice(1)}`,
    from: open.creditor.name,
    paragraphs: [done, how],
    facts: factsOf(open),
    link,
  });
}

export const refusedPage = (open: OpenLink, message: string): Reply =>
  shown(409, {
    title: 'This cannot be done any more',
    from: open.creditor.name,
    paragraphs: [message, ELSEWHERE],
    facts: factsOf(open),
  });
