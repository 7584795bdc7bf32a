/** Writes the holidays of many years in few letters: by what they have in common, and one by one where they have nothing. */
import { addDays, daysBetween } from '../../core/calendar/dates.ts';
import { easternEaster, nthWeekday, westernEaster } from '../../core/calendar/holidays/moving.ts';

export type Years = { readonly from: number; readonly to: number };

type Pattern = { readonly name: string; readonly on: (year: number) => string | undefined };

/** Fewer years than this are cheaper one by one. */
const LEAST_RUN = 3;

/** Month and day in two letters to the base of 36: `11` is New Year's Day, `cp` Christmas Day. */
const short = (date: string): string => Number(date.slice(5, 7)).toString(36) + Number(date.slice(8)).toString(36);

/** The patterns under which a date may fall, the simplest first. */
function patternsOf(date: string): readonly Pattern[] {
  const year = Number(date.slice(0, 4));
  const fixed = short(date);
  const west = daysBetween(westernEaster(year), date);
  const east = daysBetween(easternEaster(year), date);
  const month = Number(date.slice(5, 7));
  const day = ((daysBetween('1970-01-01', date) + 3) % 7) + 1;
  const nths = [1, 2, 3, 4, 5, 0].filter((nth) => nthWeekday(year, { month, nth, day }) === date);
  const signed = (value: number): string => (value < 0 ? String(value) : `+${value}`);
  return [
    { name: fixed, on: (of) => `${of}-${date.slice(5)}` },
    ...(Math.abs(west) < 100
      ? [{ name: `E${signed(west)}`, on: (of: number) => addDays(westernEaster(of), west) }]
      : []),
    ...(Math.abs(east) < 100
      ? [{ name: `O${signed(east)}`, on: (of: number) => addDays(easternEaster(of), east) }]
      : []),
    ...nths.map((nth) => ({
      name: `N${month.toString(36)}${nth}${day}`,
      on: (of: number) => nthWeekday(of, { month, nth, day }),
    })),
  ];
}

/** The longest run of years in which every date of the pattern is among the days. */
function longestRun({ on }: Pattern, days: ReadonlySet<string>, { from, to }: Years): Years | undefined {
  let best: Years | undefined;
  let start: number | undefined;
  for (let year = from; year <= to + 1; year++) {
    const date = year > to ? undefined : on(year);
    const hit = date !== undefined && days.has(date);
    if (hit) start ??= year;
    else if (start !== undefined) {
      if (!best || year - 1 - start > best.to - best.from) best = { from: start, to: year - 1 };
      start = undefined;
    }
  }
  return best;
}

function rangeOf(run: Years, { from, to }: Years): string {
  const brief = (year: number): string => String(year).slice(2);
  if (run.from === from && run.to === to) return '';
  return `@${run.from === from ? '' : brief(run.from)}-${run.to === to ? '' : brief(run.to)}`;
}

/** `11 E-2 N513 6j@21- 19:78cv`: fixed days, Easter's, n-th weekdays, with the years they hold in, and single days. */
export function encode(days: readonly string[], years: Years): string {
  const left = new Set(days);
  const words: string[] = [];
  for (;;) {
    const found = [...left]
      .flatMap(patternsOf)
      .flatMap((pattern) => {
        const run = longestRun(pattern, left, years);
        return run && run.to - run.from + 1 >= LEAST_RUN ? [{ pattern, run, length: run.to - run.from + 1 }] : [];
      })
      .reduce<{ pattern: Pattern; run: Years; length: number } | undefined>(
        (best, one) => (!best || one.length > best.length ? one : best),
        undefined,
      );
    if (!found) break;
    words.push(found.pattern.name + rangeOf(found.run, years));
    for (let year = found.run.from; year <= found.run.to; year++) left.delete(found.pattern.on(year) ?? '');
  }
  return [...words, ...singles(left)].join(' ');
}

function singles(left: ReadonlySet<string>): readonly string[] {
  const byYear = new Map<string, string[]>();
  for (const date of [...left].sort()) {
    const year = date.slice(2, 4);
    byYear.set(year, [...(byYear.get(year) ?? []), short(date)]);
  }
  return [...byYear].map(([year, dates]) => `${year}:${dates.join('')}`);
}
