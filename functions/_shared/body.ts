/** Reads the body of a request: bytes, text, JSON, each step with its own refusal. */

/** Deeper bodies are refused: no request needs them and whoever walks them would have to watch its stack. */
const MAX_DEPTH = 32;

export type ParsedBody =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly detail: string };

export function bytesOf(body: string | undefined, isBase64: boolean): Buffer {
  return Buffer.from(body ?? '', isBase64 ? 'base64' : 'utf8');
}

/** A field of this name is nobody's data: some code on its way would take it for the object's own prototype. */
const PROTOTYPE = '__proto__';
/** The first bytes of gzip (RFC 1952, section 2.3.1). */
const GZIP = Buffer.from([0x1f, 0x8b]);

/** What is wrong with the shape of a document, before anybody looks at its fields. */
function wrongIn(value: unknown, depth = 0): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (depth >= MAX_DEPTH) return `expected at most ${MAX_DEPTH} levels of nesting, found more`;
  if (Object.hasOwn(value, PROTOTYPE)) return `expected no field named "${PROTOTYPE}", found one`;
  for (const member of Object.values(value)) {
    const wrong = wrongIn(member, depth + 1);
    if (wrong !== undefined) return wrong;
  }
  return undefined;
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
  if (bytes.subarray(0, GZIP.length).equals(GZIP))
    return { ok: false, detail: 'expected JSON as it is, found it compressed; send it without Content-Encoding' };
  const text = textOf(bytes);
  if (text === undefined) return { ok: false, detail: 'expected JSON in UTF-8, found bytes that are not UTF-8' };
  try {
    const value: unknown = JSON.parse(text);
    const detail = wrongIn(value);
    return detail === undefined ? { ok: true, value } : { ok: false, detail };
  } catch {
    return { ok: false, detail: 'expected valid JSON, found a syntax error' };
  }
}
