/**
 * Links that nobody but this creditor's stage can have made: `<base64url of the fields>.<base64url of HMAC-SHA256>`.
 * The key is derived from the creditor's own, so that it belongs to one creditor and to nothing else.
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Instant } from '../calendar/dates.ts';
import type { Creditor } from '../contact/creditor.ts';
import { addressDigest } from '../contact/digest.ts';
import { expiryOf, type Link, type LinkTarget } from './link.ts';

const PURPOSE = 'dunlin-links-v1';
/** Longer than any token made here; what is longer is not looked at. */
const MAX_TOKEN = 4096;
const TOKEN = /^([\w-]+)\.([\w-]+)$/;

/** The fields as they travel; short names keep links short. */
export type Fields = {
  readonly v: 1;
  readonly c: string;
  readonly r: string;
  readonly a: Link['action'];
  readonly t: LinkTarget;
  readonly e: Instant;
};

function macOf(addressKey: string, payload: string): Buffer {
  const key = createHmac('sha256', addressKey).update(PURPOSE).digest();
  return createHmac('sha256', key).update(payload).digest();
}

export function tokenOf({ creditorId, recipient, action, target, expiresAt }: Link, addressKey: string): string {
  const fields: Fields = { v: 1, c: creditorId, r: recipient, a: action, t: target, e: expiresAt };
  const payload = Buffer.from(JSON.stringify(fields)).toString('base64url');
  return `${payload}.${macOf(addressKey, payload).toString('base64url')}`;
}

/** The fields that a token claims, before anybody has checked its signature; undefined where it is no token at all. */
export function claimedBy(token: string): unknown {
  const [, payload] = token.length > MAX_TOKEN ? [] : (TOKEN.exec(token) ?? []);
  if (payload === undefined) return undefined;
  try {
    return JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}

/** Compared as text in constant time, so that no second spelling of the same bytes passes for another link. */
export function isSigned(token: string, addressKey: string): boolean {
  const [, payload, mac] = TOKEN.exec(token) ?? [];
  if (payload === undefined || mac === undefined) return false;
  const expected = Buffer.from(macOf(addressKey, payload).toString('base64url'));
  const found = Buffer.from(mac);
  return expected.length === found.length && timingSafeEqual(expected, found);
}

/** The name of the claim by which a link is used once. */
export const linkUse = (token: string): string => `link-${createHash('sha256').update(token).digest('hex')}`;

export type LinkWish = {
  /** The colleague's address. */
  readonly recipient: string;
  readonly action: Link['action'];
  readonly target: LinkTarget;
};

/** The address of a link that expires as its action asks for, counted from `now`. */
export function linkFor(
  { creditorId, addressKey }: Pick<Creditor, 'creditorId' | 'addressKey'>,
  { recipient, action, target }: LinkWish,
  { publicUrl, now }: { readonly publicUrl: string; readonly now: Instant },
): string {
  const digest = addressDigest(addressKey, recipient);
  const link: Link = { creditorId, recipient: digest, action, target, expiresAt: expiryOf(action, now) };
  return `${publicUrl.replace(/\/+$/, '')}/v1/links/${tokenOf(link, addressKey)}`;
}
