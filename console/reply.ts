/** What a page answers with; every answer carries the same strict headers. */
import type { Html } from './markup.ts';

/** Names of headers in lower case; `path` holds the query too. */
export type PageRequest = {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
};
export type PageReply = {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: string | Buffer;
};

/** Mails are shown in frames without scripts, and inherit this: nothing is fetched from anywhere else. */
const POLICY =
  "default-src 'self'; frame-src 'self' data:; style-src 'self' 'unsafe-inline'; img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

const HEADERS = {
  'content-security-policy': POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cache-control': 'no-store',
};

export function page({ html }: Html, status = 200): PageReply {
  return { status, headers: { ...HEADERS, 'content-type': 'text/html; charset=utf-8' }, body: html };
}

/** After a form: the browser asks for the page anew, so that a reload repeats nothing. */
export function seeOther(location: string): PageReply {
  return { status: 303, headers: { ...HEADERS, location }, body: '' };
}

export function file(contentType: string, body: string | Buffer, fileName?: string): PageReply {
  const name = fileName?.replace(/[^\w.-]/g, '_');
  const disposition = name === undefined ? {} : { 'content-disposition': `attachment; filename="${name}"` };
  return { status: 200, headers: { ...HEADERS, 'content-type': contentType, ...disposition }, body };
}
