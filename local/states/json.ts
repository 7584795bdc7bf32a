/** JSON values as Step Functions passes them from state to state: how they are checked, copied and measured. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export type JsonObject = { readonly [key: string]: Json };

/** What one input, output, argument list or variable may weigh at most, in bytes of UTF-8. */
export const PAYLOAD_LIMIT = 256 * 1024;

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isObject(value: Json): value is JsonObject {
  return isRecord(value);
}

export function parseJson(text: string): Json {
  return JSON.parse(text);
}

export function byteSize(value: Json): number {
  return Buffer.byteLength(JSON.stringify(value));
}

/**
 * A plain copy of what JSON can carry; throws a TypeError that names the first thing it cannot.
 * Copying also strips the marks that JSONata leaves on its arrays, as AWS does by serialising between states.
 */
export function toJson(value: unknown): Json {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  if (Array.isArray(value)) return value.map(toJson);
  if (isRecord(value) && !value._jsonata_lambda && !value._jsonata_function) return objectToJson(value);
  throw new TypeError(`expected a JSON value, found ${isRecord(value) ? 'a function' : String(value)}`);
}

function objectToJson(value: Readonly<Record<string, unknown>>): JsonObject {
  const copy: Record<string, Json> = {};
  for (const [key, member] of Object.entries(value)) {
    if (member !== undefined) copy[key] = toJson(member);
  }
  return copy;
}

type Level = { readonly keys: Set<string> | undefined; expectsKey: boolean };

/** The keys that stand twice in one object of a valid JSON text; `JSON.parse` keeps the last and says nothing. */
export function duplicateKeys(text: string): readonly string[] {
  const found: string[] = [];
  const levels: Level[] = [];
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\],]/g)) {
    const top = levels.at(-1);
    if (token === '{') levels.push({ keys: new Set(), expectsKey: true });
    else if (token === '[') levels.push({ keys: undefined, expectsKey: false });
    else if (token === '}' || token === ']') levels.pop();
    else if (token === ',') {
      if (top?.keys) top.expectsKey = true;
    } else if (top?.keys && top.expectsKey) {
      const key: string = JSON.parse(token);
      if (top.keys.has(key)) found.push(key);
      top.keys.add(key);
      top.expectsKey = false;
    }
  }
  return found;
}
