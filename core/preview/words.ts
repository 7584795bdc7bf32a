/** The words of a preview: short enough for a cell of a table, plain enough for whoever keeps the books. */
import type { LocalDate } from '../calendar/dates.ts';
import type { Sent } from './summary.ts';

const REASONS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    'closed-day': 'weekend or holiday',
    'outside-window': 'outside contact hours',
    gap: 'gap after the last message',
    cap: 'contact limit reached',
    'day-full': 'the day’s messages used up',
    hold: 'on hold',
    'customer-hold': 'customer on hold',
    'payment-in-flight': 'payment on its way',
    disputed: 'disputed',
    promised: 'payment promised',
    'reply-unanswered': 'their reply is unanswered',
    covered: 'covered by money or credit on the account',
    'source-stale': 'the ERP has gone silent',
    'source-disagrees': 'the ERP’s totals disagree',
    'small-balance': 'balance too small to write about',
    'awaiting-approval': 'waits for approval',
    'message-under-way': 'another message on its way',
    'not-due': 'next step not due yet',
    'not-chased': 'not chased',
    exhausted: 'path over, a person decides',
  }),
);

export const reasonInWords = (code: string): string => REASONS.get(code) ?? code;

const TASKS: ReadonlyMap<string, readonly [one: string, many: string]> = new Map(
  Object.entries({
    call: ['call', 'calls'],
    'call-again': ['second call', 'second calls'],
    decide: ['decision', 'decisions'],
    approve: ['approval', 'approvals'],
    'nobody-to-write-to': ['nobody to write to', 'nobody to write to'],
  } as const),
);

export function taskInWords(name: string, count: number): string {
  const [one, many] = TASKS.get(name) ?? [name, name];
  return `${count} ${count === 1 ? one : many}`;
}

export const channelInWords = ({ channel }: Pick<Sent, 'channel'>): string => (channel === 'sms' ? 'text' : 'e-mail');

const WEEKDAYS = ['', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `9 Mar`, without its year. */
export const shortDate = (date: LocalDate): string =>
  `${Number(date.slice(8))} ${MONTHS[Number(date.slice(5, 7)) - 1] ?? ''}`;
export const longDate = (date: LocalDate): string => `${shortDate(date)} ${date.slice(0, 4)}`;
export const weekdayName = (iso: number): string => WEEKDAYS[iso] ?? '';

export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString('en-GB')} ${count === 1 ? one : many}`;
