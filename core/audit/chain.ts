/** The audit chain: each record of an invoice carries the digest of the one before, so that a change or gap shows. */
import { createHash } from 'node:crypto';
import type { Instant } from '../calendar/dates.ts';

/** A value that can be written down one way only. */
export type Plain = string | number | boolean | null | readonly Plain[] | { readonly [key: string]: Plain | undefined };

export type AuditRecord = {
  readonly version: number;
  readonly type: string;
  readonly at: Instant;
  readonly by: string;
  /** Ids, codes and figures of the decision; never names or addresses. */
  readonly data: { readonly [key: string]: Plain | undefined };
  readonly previous: string;
  readonly hash: string;
};

/** JSON with sorted keys and without undefined fields: the same value always gives the same text. */
export function canonical(value: Plain | undefined): string {
  if (value === undefined || value === null) return 'null';
  if (Array.isArray(value)) return `[${value.map((item: Plain) => canonical(item)).join(',')}]`;
  if (typeof value === 'object') {
    const fields = Object.entries(value)
      .filter(([, field]) => field !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${fields.map(([key, field]) => `${JSON.stringify(key)}:${canonical(field)}`).join(',')}}`;
  }
  return JSON.stringify(value);
}

export function digestOf(value: Plain): string {
  return createHash('sha256').update(canonical(value)).digest('hex');
}

/** Seals the next record of a chain. */
export function seal(previous: string, record: Omit<AuditRecord, 'previous' | 'hash'>): AuditRecord {
  const { version, type, at, by, data } = record;
  return { ...record, previous, hash: digestOf({ version, type, at, by, data, previous }) };
}

export type ChainVerdict = { readonly whole: true } | { readonly whole: false; readonly brokenAt: number };

/** Whether the records are a whole chain from the first to `head`; else the version at which it breaks. */
export function verify(
  records: readonly AuditRecord[],
  head: { readonly version: number; readonly hash: string },
): ChainVerdict {
  let previous = '';
  let version = 0;
  for (const record of records) {
    version++;
    const { hash } = seal(previous, record);
    if (record.version !== version || record.previous !== previous || record.hash !== hash)
      return { whole: false, brokenAt: version };
    previous = record.hash;
  }
  return version === head.version && previous === head.hash ? { whole: true } : { whole: false, brokenAt: version + 1 };
}
