/** Reads the body of a request: bytes, text, JSON, each step with its own refusal. */

/** Deeper bodies are refused: no request needs them and whoever walks them would have to watch its stack. */
const MAX_DEPTH = 32;

export type ParsedBody =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly detail: string };

export function bytesOf(body: string | undefined, isBase64: boolean): Buffer {
  return Buffer.from(body ?? '', isBase64 ? 'base64' : 'utf8');
}

function isTooDeep(value: unknown, depth = 0): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (depth >= MAX_DEPTH) return true;
  return Object.values(value).some((member) => isTooDeep(member, depth + 1));
}

function textOf(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Whatever content type was declared, a body that parses as JSON is JSON. */
export function parseBody(bytes: Buffer): ParsedBody {
  if (bytes.length === 0) return { ok: false, detail: 'expected a JSON body, found an empty one' };
  const text = textOf(bytes);
  if (text === undefined) return { ok: false, detail: 'expected JSON in UTF-8, found bytes that are not UTF-8' };
  try {
    const value: unknown = JSON.parse(text);
    if (isTooDeep(value)) return { ok: false, detail: `expected at most ${MAX_DEPTH} levels of nesting, found more` };
    return { ok: true, value };
  } catch {
    return { ok: false, detail: 'expected valid JSON, found a syntax error' };
  }
}
