/** All that a preview tells, ready to be shown on a terminal or a page. */
import { addDays, type LocalDate } from '../../../core/calendar/dates.ts';
import type { Customer } from '../../../core/contact/customer.ts';
import type { Policy } from '../../../core/policy/policy.ts';
import type { Difference } from '../../../core/preview/compare.ts';
import type { PutOff, Summary } from '../../../core/preview/summary.ts';
import { counted, longDate, reasonInWords, shortDate, weekdayName } from '../../../core/preview/words.ts';

export interface PreviewReport {
  readonly creditorName: string;
  readonly from: LocalDate;
  readonly days: number;
  readonly invoices: number;
  readonly customers: ReadonlyMap<string, Customer>;
  readonly summary: Summary;
  readonly approve: boolean;
  readonly stopped: boolean;
  /** Where another version of a policy is previewed beside the live one. */
  readonly against?:
    | { readonly candidate: Policy; readonly live: Summary; readonly difference: Difference }
    | undefined;
}

export const titleOf = ({ against }: PreviewReport): string =>
  against ? `What “${against.candidate.id}” would send` : 'What the live policies will send';

export const periodOf = ({ from, days }: PreviewReport): string =>
  `${longDate(from)} to ${longDate(addDays(from, days - 1))}, ${counted(days, 'day')}`;

export const bookOf = ({ creditorName, invoices, customers }: PreviewReport): string =>
  `${creditorName}: ${counted(invoices, 'open invoice')}, ${counted(customers.size, 'customer')}`;

/** What a preview cannot know is taken for granted, and said. */
export function assumptionsOf({ approve, stopped, against }: PreviewReport): readonly string[] {
  return [
    'Nobody pays, writes back or complains, and no new invoice arrives.',
    approve
      ? 'Every approval is given on the day it is asked for.'
      : 'No approval is given, so steps that need one lapse (--approve shows the other way).',
    'Days are the customers’ own: each message keeps its reader’s clock, weekends and holidays.',
    ...(against ? ['Every open case walks the new version; steps that are done are not repeated.'] : []),
    ...(stopped ? ['The stop switch is on now: nothing of this leaves before it is turned.'] : []),
  ];
}

export function totalsOf({ summary }: PreviewReport): string {
  const { messages, people, mostToOne, rehearsed } = summary;
  if (messages === 0) return 'No message at all';
  const dry = rehearsed > 0 ? ` (${rehearsed === messages ? 'all' : rehearsed} rehearsed only)` : '';
  return `${counted(messages, 'message')}${dry} to ${counted(people, 'customer')}, at most ${mostToOne} to one`;
}

/** Put-offs of a day by their reason, however many days they lead to. */
export function putOffLines(putOff: readonly PutOff[]): readonly string[] {
  const groups = Map.groupBy(putOff, ({ reason, ruleId }) => `${reason} ${ruleId ?? ''}`);
  return [...groups.values()].map((group) => {
    const days = group.map(({ to }) => to).sort();
    const [first = '', last = ''] = [days[0], days.at(-1)];
    const to = first === last ? shortDate(first) : `${shortDate(first)} – ${shortDate(last)}`;
    const count = group.reduce((sum, one) => sum + one.count, 0);
    return `${count} until ${to}: ${reasonOf(group[0])}`;
  });
}

export const reasonOf = (one: { readonly reason: string; readonly ruleId?: string | undefined } | undefined): string =>
  one === undefined ? '' : `${reasonInWords(one.reason)}${one.ruleId === undefined ? '' : ` (${one.ruleId})`}`;

export const dayName = ({ on, weekday }: { readonly on: LocalDate; readonly weekday: number }): string =>
  `${weekdayName(weekday)} ${shortDate(on)}`;

/** A day on which nothing happens and nothing was meant to. */
export const isQuiet = ({ messages, tasks, putOff }: Summary['days'][number]): boolean =>
  messages === 0 && tasks.length === 0 && putOff.length === 0;

export const nameOfCustomer = ({ customers }: PreviewReport, customerId: string): string =>
  customers.get(customerId)?.name ?? customerId;

export const CHANGES = {
  new: 'hears from you, and would not otherwise',
  silent: 'hears nothing any more',
  other: 'gets something else, or on another day',
} as const;

export const signed = (change: number): string => (change === 0 ? '–' : change > 0 ? `+${change}` : `−${-change}`);
