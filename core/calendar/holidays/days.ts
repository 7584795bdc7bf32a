/** The public holidays of a country or region, read from the packed table: each place is unpacked once, when it is first asked for. */
import { brotliDecompressSync } from 'node:zlib';
import { addDays, type LocalDate } from '../dates.ts';
import { easternEaster, nthWeekday, westernEaster } from './moving.ts';
import { PACKED, YEARS } from './table.ts';

const NONE: ReadonlySet<LocalDate> = new Set();
const unpacked = new Map<string, ReadonlySet<LocalDate>>();
let lines: ReadonlyMap<string, string> | undefined;

/** Holidays from the first to the last year of the table; empty for a place that it does not have. */
export function holidaysOf(country: string, region?: string): ReadonlySet<LocalDate> {
  const name = region === undefined ? country : `${country} ${region}`;
  const known = unpacked.get(name);
  if (known) return known;
  const nationwide = region === undefined ? NONE : holidaysOf(country);
  const line = linesOf().get(region ?? country);
  const days = line === undefined ? nationwide : unpack(line, nationwide);
  unpacked.set(name, days);
  return days;
}

/** Whether the table has the country at all. */
export function hasHolidays(country: string): boolean {
  return linesOf().has(country);
}

/** Whether the table reaches the date; beyond it only weekends are known. */
export function isInTable(date: LocalDate): boolean {
  const year = Number(date.slice(0, 4));
  return year >= YEARS.from && year <= YEARS.to;
}

function linesOf(): ReadonlyMap<string, string> {
  lines ??= new Map(
    brotliDecompressSync(Buffer.from(PACKED, 'base64'))
      .toString()
      .split('\n')
      .map((line) => [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)] as const),
  );
  return lines;
}

function unpack(line: string, nationwide: ReadonlySet<LocalDate>): ReadonlySet<LocalDate> {
  const days = new Set(nationwide);
  let isLess = false;
  for (const word of line.split(' ')) {
    if (word === '-') isLess = true;
    else for (const date of datesOf(word)) isLess ? days.delete(date) : days.add(date);
  }
  return days;
}

const LAST = String(YEARS.to).slice(2);

/** `cp@21-30` is Christmas Day of ten years, `E-2` every Good Friday, `N513` the first Wednesday of May, `19:78` a day of 2019. */
function datesOf(word: string): readonly LocalDate[] {
  const [single, dates] = word.split(':');
  if (dates !== undefined) return (dates.match(/../g) ?? []).map((day) => `20${single}-${dayOf(day)}`);
  const [pattern = '', range = '-'] = word.split('@');
  const [from = '', to = ''] = range.split('-');
  const years: LocalDate[] = [];
  for (let year = from === '' ? YEARS.from : 2000 + Number(from); year <= 2000 + Number(to || LAST); year++) {
    const date = dateIn(year, pattern);
    if (date !== undefined) years.push(date);
  }
  return years;
}

function dateIn(year: number, pattern: string): LocalDate | undefined {
  const [kind = '', month = '', nth = '', day = ''] = pattern;
  if (kind === 'E') return addDays(westernEaster(year), Number(pattern.slice(1)));
  if (kind === 'O') return addDays(easternEaster(year), Number(pattern.slice(1)));
  if (kind === 'N') return nthWeekday(year, { month: Number.parseInt(month, 36), nth: Number(nth), day: Number(day) });
  return `${year}-${dayOf(pattern)}`;
}

/** Month and day from their two letters to the base of 36. */
const dayOf = ([month = '', day = '']: Iterable<string> & string): string =>
  [month, day].map((letter) => String(Number.parseInt(letter, 36)).padStart(2, '0')).join('-');
