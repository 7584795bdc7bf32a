/** Events that differ from a given one in one place, in every way in which a matcher could be too lax or too strict. */
import { isRecord } from './shared-data.ts';

type Path = readonly (string | number)[];

/** One event per leaf or branch and way of being wrong; the given event itself is not among them. */
export function nearMisses(event: unknown): unknown[] {
  return [...placesOf(event, [])].flatMap((path) => {
    const value = at(event, path);
    const replaced = substitutes(value).map((substitute) => put(event, path, substitute));
    return [remove(event, path), ...replaced];
  });
}

function* placesOf(value: unknown, path: Path): Generator<Path> {
  if (path.length > 0) yield path;
  if (Array.isArray(value)) for (const index of value.keys()) yield* placesOf(value[index], [...path, index]);
  else if (isRecord(value)) for (const key of Object.keys(value)) yield* placesOf(value[key], [...path, key]);
}

function substitutes(value: unknown): unknown[] {
  const always = [null, '', [], {}, [value], [value, 'another'], { inner: value }, true, 0];
  if (typeof value === 'string') {
    const cases = [
      value.toUpperCase(),
      value.toLowerCase(),
      `${value}x`,
      `x${value}`,
      value.slice(1),
      value.slice(0, -1),
    ];
    return [...always, ...cases, ` ${value}`, value.replaceAll('.', '*'), ['another', value]];
  }
  if (typeof value === 'number') return [...always, value + 1, value - 1, -value, String(value), value / 3];
  if (Array.isArray(value)) return [...always, [...value].reverse(), [...value, ...value], value[0]];
  return [...always, false];
}

function at(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((inner, key) => {
    if (Array.isArray(inner)) return inner[Number(key)];
    return isRecord(inner) ? inner[String(key)] : undefined;
  }, value);
}

function put(value: unknown, [key, ...rest]: Path, substitute: unknown): unknown {
  if (key === undefined) return substitute;
  if (Array.isArray(value)) return value.with(Number(key), put(value[Number(key)], rest, substitute));
  return isRecord(value) ? { ...value, [key]: put(value[key], rest, substitute) } : value;
}

function remove(value: unknown, path: Path): unknown {
  const last = path.at(-1);
  const parent = at(value, path.slice(0, -1));
  if (Array.isArray(parent)) {
    return put(value, path.slice(0, -1), parent.toSpliced(Number(last), 1));
  }
  const { [String(last)]: _, ...others } = isRecord(parent) ? parent : {};
  return put(value, path.slice(0, -1), others);
}
