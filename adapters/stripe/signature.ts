/**
 * Checks that a webhook comes from Stripe: HMAC-SHA256 over "<t>.<raw body>", as https://docs.stripe.com/webhooks/signature
 * says. Stripe's own library would do it too, and weigh 240 KiB in the bundle of one function; tests hold the two together.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';

export type SignatureRefusal =
  | 'no-secret'
  | 'header-missing'
  | 'header-is-array'
  | 'header-unreadable'
  | 'no-v1-signature'
  | 'body-missing'
  | 'body-not-raw'
  | 'signature-mismatch'
  | 'secret-has-whitespace'
  | 'too-old'
  | 'not-json'
  | 'thin-event';

export type VerifiedEvent =
  | { readonly ok: true; readonly event: unknown }
  | { readonly ok: false; readonly reason: SignatureRefusal };

export type SignedRequest = {
  /** The body's bytes as they came, before any parsing. */
  readonly rawBody: unknown;
  /** The value of Stripe-Signature. */
  readonly header: unknown;
  /** All that are valid now: two while one is being rolled. */
  readonly secrets: readonly string[];
  readonly nowMs: number;
  /** Older events are refused; 0 accepts any age. */
  readonly toleranceSeconds?: number;
};

type Signed = { readonly timestamp: string; readonly signatures: readonly string[] };

const refuse = (reason: SignatureRefusal): { readonly ok: false; readonly reason: SignatureRefusal } => ({
  ok: false,
  reason,
});

function bytesOf(rawBody: unknown): Uint8Array | SignatureRefusal {
  if (rawBody === undefined || rawBody === null || rawBody === '') return 'body-missing';
  if (typeof rawBody === 'string') return Buffer.from(rawBody);
  if (!(rawBody instanceof Uint8Array)) return 'body-not-raw';
  return rawBody.length === 0 ? 'body-missing' : rawBody;
}

function headerOf(header: unknown): Signed | SignatureRefusal {
  if (Array.isArray(header)) return 'header-is-array';
  const text = header instanceof Uint8Array ? Buffer.from(header).toString() : header;
  if (text === undefined || text === null || text === '') return 'header-missing';
  if (typeof text !== 'string') return 'header-unreadable';
  const fields = text.split(',').map((field) => {
    const [key = '', value = ''] = field.split('=');
    return { key: key.trim(), value: value.trim() };
  });
  const timestamp = fields.findLast(({ key }) => key === 't')?.value ?? '';
  if (!/^\d{1,12}$/.test(timestamp)) return 'header-unreadable';
  const signatures = fields.filter(({ key }) => key === 'v1').map(({ value }) => value);
  return signatures.length === 0 ? 'no-v1-signature' : { timestamp, signatures };
}

/** Compares in constant time, so that nobody can guess a signature digit by digit. */
function isSignedWith(secret: string, { timestamp, signatures }: Signed, body: Uint8Array): boolean {
  const expected = Buffer.from(createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest('hex'));
  return signatures.some((signature) => {
    const given = Buffer.from(signature);
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}

function parseEvent(body: Uint8Array): VerifiedEvent {
  try {
    const event: unknown = JSON.parse(Buffer.from(body).toString());
    const isThin = typeof event === 'object' && event !== null && 'object' in event && event.object === 'v2.core.event';
    return isThin ? refuse('thin-event') : { ok: true, event };
  } catch {
    return refuse('not-json');
  }
}

/**
 * The event of a webhook that Stripe signed with one of the secrets not longer than the tolerance ago, or why it is refused.
 * Thin events (`v2.core.event`) carry no money to read, so they are refused: subscribe to snapshot events.
 */
export function verifyStripeEvent(request: SignedRequest): VerifiedEvent {
  const { rawBody, header, secrets, nowMs, toleranceSeconds = 300 } = request;
  const signed = headerOf(header);
  if (signed === 'header-is-array') return refuse(signed);
  const body = bytesOf(rawBody);
  if (typeof body === 'string') return refuse(body);
  if (typeof signed === 'string') return refuse(signed);
  const usable = secrets.filter((secret) => secret.trim() !== '');
  if (usable.length === 0) return refuse('no-secret');
  if (!usable.some((secret) => isSignedWith(secret, signed, body)))
    return refuse(usable.some((secret) => /\s/.test(secret)) ? 'secret-has-whitespace' : 'signature-mismatch');
  const ageSeconds = Math.floor(nowMs / 1000) - Number(signed.timestamp);
  if (toleranceSeconds > 0 && ageSeconds > toleranceSeconds) return refuse('too-old');
  return parseEvent(body);
}
