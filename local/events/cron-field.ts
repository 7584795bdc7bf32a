/** One field of a cron expression: `*`, values, ranges, steps and lists of them. */

export type FieldRange = {
  readonly name: string;
  readonly low: number;
  readonly high: number;
  /** Names that stand for values, counted from `first`. */
  readonly names?: readonly string[];
  readonly first?: number;
};

export function parseField(text: string, range: FieldRange): ReadonlySet<number> {
  return new Set(text.split(',').flatMap((item) => parseItem(item, range)));
}

function parseItem(item: string, range: FieldRange): number[] {
  const [span = '', step, ...more] = item.split('/');
  const size = step === undefined ? 1 : Number(step);
  if (more.length > 0 || !Number.isInteger(size) || size < 1 || step === '') throw wrong(item, range);
  const [from, to] = parseSpan(span, step !== undefined, range);
  return Array.from({ length: Math.floor((to - from) / size) + 1 }, (_, index) => from + index * size);
}

/** `5/15` goes from 5 to the end. */
function parseSpan(span: string, stepped: boolean, range: FieldRange): [number, number] {
  if (span === '*') return [range.low, range.high];
  const [first = '', last, ...more] = span.split('-');
  const from = parseValue(first, range);
  const to = last === undefined ? (stepped ? range.high : from) : parseValue(last, range);
  if (more.length > 0 || from > to) throw wrong(span, range);
  return [from, to];
}

export function parseValue(text: string, range: FieldRange): number {
  const name = (range.names ?? []).indexOf(text.toUpperCase());
  const value = name >= 0 ? name + (range.first ?? 0) : /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= range.low && value <= range.high)) throw wrong(text, range);
  return value;
}

function wrong(text: string, { name, low, high }: FieldRange): Error {
  return new Error(`expected a ${name} from ${low} to ${high}, a range, a step or *, found ${JSON.stringify(text)}`);
}
