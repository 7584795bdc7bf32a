/** What a reader can do about a row of the report by a link: which actions make sense on which row. */
import type { LinkAction, LinkTarget } from '../link/link.ts';

export type Act = { readonly label: string; readonly action: LinkAction; readonly target: LinkTarget };
export type RowLink = { readonly label: string; readonly href: string };
/** The address of the act's page for one reader; undefined where mails carry no links. */
export type LinkOf = (act: Act) => string | undefined;

type OfInvoice = { readonly invoiceId: string; readonly customerId: string };

const LABELS: Readonly<Record<LinkAction, string>> = {
  'stop-today': 'Stop today',
  'hold-7-days': 'Hold 7 days',
  'promised-on': 'Promised',
  disputed: 'Disputed',
  'already-paid': 'Already paid',
  approve: 'Approve',
  skip: 'Leave out',
  'task-done': 'Done',
};

const on = (target: LinkTarget, ...actions: readonly LinkAction[]): readonly Act[] =>
  actions.map((action) => ({ action, target, label: LABELS[action] }));

/**
 * A message that leaves today by itself can be stopped, for the customer as a whole: it would else leave for another
 * invoice. Whatever else is known of the case can be said.
 */
export const actsOnGoingOut = ({ invoiceId, customerId }: OfInvoice): readonly Act[] => [
  ...on({ customerId }, 'stop-today'),
  ...actsOnOwed({ invoiceId, customerId }),
];

export const actsOnOwed = ({ invoiceId }: OfInvoice): readonly Act[] =>
  on({ invoiceId }, 'hold-7-days', 'promised-on', 'disputed', 'already-paid');

export const actsOnPromise = ({ invoiceId }: OfInvoice): readonly Act[] =>
  on({ invoiceId }, 'promised-on', 'already-paid');

export const actsOnApproval = (target: LinkTarget): readonly Act[] => on(target, 'approve', 'skip');

/** Outcomes of a call as the API names them, each behind a link of its own. */
const CALL_OUTCOMES = [
  ['Spoken to', 'done'],
  ['No answer', 'unreachable'],
] as const;

export const actsOnCall = (taskId: string, { invoiceId }: Pick<OfInvoice, 'invoiceId'>): readonly Act[] => [
  ...on({ invoiceId }, 'promised-on', 'disputed'),
  ...CALL_OUTCOMES.map(([label, outcome]): Act => ({ label, action: 'task-done', target: { taskId, outcome } })),
];

export const linksOf = (acts: readonly Act[], linkOf: LinkOf | undefined): readonly RowLink[] =>
  acts.flatMap((act) => {
    const href = linkOf?.(act);
    return href === undefined ? [] : [{ label: act.label, href }];
  });
