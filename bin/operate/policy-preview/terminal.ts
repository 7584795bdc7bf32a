/** A preview for a terminal of 80 to 120 columns: the calendar first, then why, then what differs from the live policy. */
import type { Day, Sent, Summary } from '../../../core/preview/summary.ts';
import { channelInWords, counted, longDate, taskInWords } from '../../../core/preview/words.ts';
import { type Column, header, row, wrap } from './columns.ts';
import {
  assumptionsOf,
  bookOf,
  CHANGES,
  dayName,
  isQuiet,
  nameOfCustomer,
  type PreviewReport,
  periodOf,
  putOffLines,
  reasonOf,
  signed,
  titleOf,
  totalsOf,
} from './report.ts';

const NARROW = 80;
const WIDE = 120;
const CUSTOMERS_SHOWN = 12;

export function terminalLines(report: PreviewReport, columns: number): readonly string[] {
  const width = Math.min(WIDE, Math.max(NARROW, columns));
  return [
    `${titleOf(report)}, ${periodOf(report)}`,
    bookOf(report),
    ...assumptionsOf(report).flatMap((line) => wrap(`· ${line}`, width)),
    '',
    ...calendarLines(report.summary, width),
    '',
    `${totalsOf(report)}.`,
    ...reasonLines(report.summary, width),
    ...waitingLines(report.summary, width),
    ...differenceLines(report, width),
  ];
}

/** Words share what the day and the count leave: messages, tasks and put-offs as 3 to 3 to 4. */
function calendarColumns(width: number): readonly Column[] {
  const [day, count, gaps] = [10, 4, 4 * 2];
  const share = width - day - count - gaps;
  const [messages, tasks] = [Math.floor(share * 0.31), Math.floor(share * 0.28)];
  return [
    { title: 'Day', width: day },
    { title: 'Sent', width: count, right: true },
    { title: 'Messages', width: messages },
    { title: 'For colleagues', width: tasks },
    { title: 'Put off from this day', width: share - messages - tasks },
  ];
}

function calendarLines({ days, messages, sent, tasks }: Summary, width: number): readonly string[] {
  const columns = calendarColumns(width);
  const lines = [...header(columns)];
  let quiet: Day[] = [];
  const fold = (): void => {
    lines.push(...quietLine(quiet));
    quiet = [];
  };
  for (const day of days) {
    if (isQuiet(day)) quiet.push(day);
    else {
      fold();
      lines.push(...dayLines(columns, day));
    }
  }
  fold();
  const total = ['Total', String(messages), sent.map(sentInWords).join(', '), tasksInWords(tasks), ''];
  return [
    ...lines,
    columns.map((column) => '─'.repeat(column.width)).join('  '),
    ...row(
      columns,
      total.map((cell) => [cell]),
    ),
  ];
}

const dayLines = (columns: readonly Column[], day: Day): readonly string[] =>
  row(columns, [
    [dayName(day)],
    [day.messages === 0 ? '–' : String(day.messages)],
    [day.sent.map(sentInWords).join(', ')],
    [tasksInWords(day.tasks)],
    putOffLines(day.putOff),
  ]);

function quietLine(days: readonly Day[]): readonly string[] {
  const [first, last] = [days[0], days.at(-1)];
  if (!first || !last) return [];
  return [first === last ? `${dayName(first)}: quiet` : `${dayName(first)} – ${dayName(last)}: quiet`];
}

const sentInWords = ({ stepId, channel, count }: Sent): string =>
  `${count} ${stepId}${channel === 'sms' ? ` (${channelInWords({ channel })})` : ''}`;

const tasksInWords = (tasks: Summary['tasks']): string =>
  tasks.map(({ name, count }) => taskInWords(name, count)).join(', ');

function reasonLines({ deferrals }: Summary, width: number): readonly string[] {
  if (deferrals.length === 0) return ['', 'Nothing is put off.'];
  const words = deferrals.map((one) => {
    const { count, customers, longestDays } = one;
    const whom = `${counted(count, 'time')}, ${counted(customers, 'customer')}`;
    return `${reasonOf(one)}: ${whom}, for ${counted(longestDays, 'day')} at most`;
  });
  return ['', 'Why steps are put off', ...words.flatMap((line) => indented(line, width))];
}

function waitingLines({ waiting }: Summary, width: number): readonly string[] {
  const words = waiting.map(({ name, count }) => `${counted(count, 'invoice')}: ${reasonOf({ reason: name })}`);
  return words.length === 0
    ? []
    : ['', 'Where open invoices stand after the last day', ...words.flatMap((line) => indented(line, width))];
}

const indented = (line: string, width: number): readonly string[] =>
  wrap(line, width - 4).map((part, index) => `${index === 0 ? '  ' : '    '}${part}`);

function differenceLines(report: PreviewReport, width: number): readonly string[] {
  const { against, summary } = report;
  if (!against) return [];
  const { difference, live } = against;
  const title = 'Compared with the live policy';
  if (difference.firstOn === undefined)
    return ['', title, '  Nothing differs: the same messages and tasks on the same days.'];
  const columns: readonly Column[] = [
    { title: '', width: 34 },
    { title: 'Live', width: 8, right: true },
    { title: 'New', width: 8, right: true },
    { title: 'Change', width: 8, right: true },
  ];
  const figures = [
    ...difference.steps.map((step) => [step.name, step.live, step.candidate] as const),
    ['all messages', live.messages, summary.messages] as const,
    ['customers written to', live.people, summary.people] as const,
    ['most to one customer', live.mostToOne, summary.mostToOne] as const,
  ];
  return [
    '',
    `${title}: the first difference is on ${longDate(difference.firstOn)}`,
    ...header(columns),
    ...figures.flatMap(([name, was, becomes]) =>
      row(columns, [[name], [String(was)], [String(becomes)], [signed(becomes - was)]]),
    ),
    '',
    ...customerLines(report, width),
  ];
}

function customerLines(report: PreviewReport, width: number): readonly string[] {
  const { customers } = report.against?.difference ?? { customers: [] };
  const shown = customers.slice(0, CUSTOMERS_SHOWN).map(({ customerId, kind, live, candidate, firstOn }) => {
    const acts = `${counted(live, 'act')} before, ${candidate} now, from ${longDate(firstOn)}`;
    return `${nameOfCustomer(report, customerId)} ${CHANGES[kind]}: ${acts}`;
  });
  const more = customers.length - shown.length;
  return [
    `It concerns ${counted(customers.length, 'customer')}:`,
    ...shown.flatMap((line) => indented(line, width)),
    ...(more > 0 ? [`  and ${more} more (all of them with --json or --html FILE)`] : []),
  ];
}
