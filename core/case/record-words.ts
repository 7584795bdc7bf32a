/** Each audit record as the sentence of the timeline. */
import type { AuditRecord } from '../audit/chain.ts';
import { formatAmount } from '../money/amount.ts';
import { reasonWords } from './reason-words.ts';
import { type ChangeType, TRANSITIONS } from './transition.ts';

type Told = {
  readonly text: (field: string) => string | undefined;
  /** The amount with its currency; undefined where the record has none. */
  readonly money: (field: string) => string | undefined;
  readonly owed: string;
  readonly message: string;
  readonly first: boolean;
};

const lower = (sentence: string): string => sentence.charAt(0).toLowerCase() + sentence.slice(1);
const because = (code: string | undefined): string => (code === undefined ? '' : `: ${lower(reasonWords(code))}`);

const WORDS: Readonly<Record<ChangeType, (told: Told) => string>> = {
  'invoice.accepted': ({ text, money, first }) => {
    const open = money('openMinor');
    const due = text('dueOn');
    const said = `${first ? 'The ERP sent the invoice' : 'The ERP sent a newer state'}${open ? `: ${open} open` : ''}`;
    return `${said}${due ? `, due on ${due}` : ''}${closing(text('closedAs'))}`;
  },
  'invoice.refreshed': () => 'The ERP sent the same figures again',
  'payment.received': () => 'A payment is on its way, so nothing is sent meanwhile',
  'payment.applied': ({ money, owed, text }) =>
    `A payment of ${money('minor') ?? 'an unknown amount'} was applied${owed}${closing(text('closedAs'))}`,
  'payment.failed': () => 'A payment that was on its way failed',
  'payment.reversed': ({ money, owed }) => `${money('minor') ?? 'Money'} was taken back${owed}`,
  'hold.placed': ({ text }) => placed(text),
  'hold.lifted': () => 'The hold was lifted',
  'dispute.opened': ({ money }) => `${money('disputedMinor') ?? 'The whole invoice'} is disputed`,
  'dispute.settled': () => 'The dispute was settled',
  'promise.made': ({ text, money }) =>
    `The customer promised to pay ${money('promisedMinor') ?? 'all of it'} by ${text('promisedOn') ?? 'a day not named'}${text('believed') === 'false' ? ', which is not relied upon after the broken ones before' : ''}`,
  'promise.withdrawn': () => 'The promise to pay was taken back',
  'promise.kept': () => 'The promise to pay was kept',
  'promise.partly-kept': ({ owed }) => `The promise to pay was kept in part${owed}`,
  'promise.broken': ({ text }) => {
    const skipped = text('skipped');
    const harsher =
      skipped === undefined ? '' : ` one step further: “${skipped}” is left out, the next step takes its day`;
    return `The promise to pay was broken, so the path goes on${harsher}`;
  },
  'case.moved': ({ text }) => `The case was moved to the policy ${text('policy') ?? 'that is live'}`,
  'step.covered': ({ message }) => `The ${message} is covered by a message that the customer has already`,
  'step.rehearsed': ({ message }) => `The ${message} would have been sent; the policy is only rehearsed`,
  'step.approved': ({ text }) => `The step “${text('stepId') ?? 'next'}” was approved`,
  'step.skipped': ({ text }) => `The step “${text('stepId') ?? 'next'}” is left out${because(text('code'))}`,
  'step.hastened': ({ text }) => `Somebody asked for the step “${text('stepId') ?? 'next'}” at once`,
  'step.lapsed': ({ text }) =>
    text('code') === 'customer-overdue'
      ? `The step “${text('stepId') ?? 'next'}” is left out, for the customer owes something overdue`
      : `The step “${text('stepId') ?? 'next'}” was not approved in time and is left out`,
  'case.resumed': () => 'Somebody asked to resume the case',
  'case.woken': ({ text }) => CAUSES.get(text('cause') ?? '') ?? 'The case was woken to be decided afresh',
  'case.closed': ({ text }) => `The case closed${because(text('rule') ?? text('closedAs'))}`,
  'case.exhausted': () => `The path ended${because('path-exhausted')}`,
  'case.started': ({ text }) =>
    text('replaced') === 'true' ? 'A new execution took over from one that was lost' : 'An execution started',
  'case.parked': ({ text }) => `The case waits without an execution${because(text('rule'))}`,
  'decision.made': ({ text }) => {
    const rule = text('rule');
    return rule === undefined ? 'The case was decided afresh' : reasonWords(rule);
  },
  'message.claimed': ({ message, money }) => {
    const owed = money('owedMinor');
    return `The ${message} was prepared${owed ? ` over ${owed}` : ''}`;
  },
  'message.sent': ({ message }) => `The ${message} was sent`,
  'message.unknown': ({ message }) => `Whether the ${message} left is not known, so it is not repeated`,
  'message.stopped': ({ message, text }) => `The ${message} was stopped at the last moment${because(text('code'))}`,
  'message.released': ({ message }) => `The ${message} did not leave; its step is due again`,
  'message.bounced': ({ message }) => `The ${message} bounced; its address is not written to again`,
  'message.complained': ({ message }) => `The ${message} was reported as unwanted; its address is not written to again`,
  'task.opened': ({ text }) => `The task “${text('kind') ?? text('stepId') ?? 'for a person'}” was opened`,
  'task.done': ({ text }) => `A task was done: ${(text('outcome') ?? 'without an outcome').replaceAll('_', ' ')}`,
  'case.restored': ({ text }) => `The table was restored to ${text('restoredTo') ?? 'an earlier moment'}`,
  'person.asked': ({ text }) => `A person was asked to look${because(text('fault'))}`,
};

const CAUSES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    'customer-hold-placed': 'The customer was put on hold',
    'customer-hold-lifted': 'The hold of the customer was lifted',
    'customer-replied': 'The customer wrote back and waits for an answer',
    'customer-answered': 'The customer was answered',
  }),
);

const closing = (closedAs: string | undefined): string => (closedAs ? `; the case closed as ${closedAs}` : '');

function placed(text: Told['text']): string {
  const promisedOn = text('promisedOn');
  const promise = promisedOn === undefined ? undefined : `the customer promised to pay by ${promisedOn}`;
  const until = text('until');
  const hold = text('code') === 'dispute' ? 'Put on hold for a dispute' : 'Put on hold';
  if (text('held') !== 'true') return promise ? promise.replace('the', 'The') : hold;
  return `${hold}${until ? ` until ${until}` : ' until it is lifted'}${promise ? `; ${promise}` : ''}`;
}

const isKnown = (type: string): type is ChangeType => Object.hasOwn(TRANSITIONS, type);

/** The record as a sentence; undefined for a type that nobody knows any more. */
export function recordWords({ type, version, data }: AuditRecord, currency: string): string | undefined {
  if (!isKnown(type)) return undefined;
  const text = (field: string) => {
    const value = data[field];
    return value === undefined || value === null || typeof value === 'object' ? undefined : String(value);
  };
  const money = (field: string) => {
    const minor = data[field];
    return typeof minor === 'number' ? `${formatAmount(Math.abs(minor), currency)} ${currency}` : undefined;
  };
  const step =
    text('stepId') ??
    text('touch')
      ?.split('#')[2]
      ?.replace(/\.\d+$/, '');
  const channel = text('channel') === 'sms' ? 'text message' : 'e-mail';
  const owed = data.owedMinor === 0 ? '; nothing is owed any more' : `; ${money('owedMinor') ?? 'the rest'} is owed`;
  return WORDS[type]({ text, money, owed, message: step ? `${channel} “${step}”` : 'message', first: version === 1 });
}
