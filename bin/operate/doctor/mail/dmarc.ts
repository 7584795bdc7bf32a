/** A domain's DMARC record, and whether what SES signs and names is aligned with it (RFC 7489 sections 3.1 and 6). */
import { type Finding, mend, ok } from '../finding.ts';

export type DmarcRecord = {
  readonly policy: 'none' | 'quarantine' | 'reject';
  /** For subdomains of the domain that the record stands at. */
  readonly subdomainPolicy: 'none' | 'quarantine' | 'reject';
  readonly dkim: 'relaxed' | 'strict';
  readonly spf: 'relaxed' | 'strict';
  readonly reportsTo: readonly string[];
};

const isPolicy = (text: string | undefined): text is DmarcRecord['policy'] =>
  text === 'none' || text === 'quarantine' || text === 'reject';

/**
 * The record among a name's TXT records; none where there are several, as a receiver takes them (RFC 7489 section 6.6.3).
 * A record without a valid policy counts as `none` where it names a place for reports, else not at all.
 */
export function parseDmarc(texts: readonly string[]): DmarcRecord | undefined {
  const [record, ...others] = texts.filter((text) => /^v\s*=\s*DMARC1\s*(;|$)/.test(text.trim()));
  if (record === undefined || others.length > 0) return undefined;
  const tags = new Map(
    record.split(';').flatMap((part): [string, string][] => {
      const at = part.indexOf('=');
      return at < 1 ? [] : [[part.slice(0, at).trim().toLowerCase(), part.slice(at + 1).trim()]];
    }),
  );
  const reportsTo = (tags.get('rua') ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
  const given = tags.get('p')?.toLowerCase();
  if (!isPolicy(given) && reportsTo.length === 0) return undefined;
  const policy = isPolicy(given) ? given : 'none';
  const sub = tags.get('sp')?.toLowerCase();
  return {
    policy,
    subdomainPolicy: isPolicy(sub) ? sub : policy,
    dkim: tags.get('adkim')?.toLowerCase() === 's' ? 'strict' : 'relaxed',
    spf: tags.get('aspf')?.toLowerCase() === 's' ? 'strict' : 'relaxed',
    reportsTo,
  };
}

/**
 * Relaxed alignment asks for the same organisational domain. SES signs and bounces for the sender's domain or one above or
 * below it only, so that one must contain the other; no list of public suffixes is needed.
 */
export function isAligned(from: string, other: string, mode: 'relaxed' | 'strict'): boolean {
  if (from === other) return true;
  return mode === 'relaxed' && (from.endsWith(`.${other}`) || other.endsWith(`.${from}`));
}

export type DmarcFacts = {
  /** Of the sender's address. */
  readonly domain: string;
  /** TXT records by the domain that `_dmarc.` was put before: the sender's own first, then those above it. */
  readonly found: readonly { readonly domain: string; readonly texts: readonly string[] }[];
  /** The domain that SES signs for; undefined where nothing is signed. */
  readonly signedBy: string | undefined;
  /** The envelope's domain where its SPF record lets SES send; undefined where it is Amazon's or not in order. */
  readonly envelope: string | undefined;
};

export function judgeDmarc({ domain, found, signedBy, envelope }: DmarcFacts): Finding {
  const about = `DMARC of ${domain}`;
  const place = found.find(({ texts }) => texts.some((text) => /^v\s*=\s*DMARC1/.test(text.trim())));
  const example = `TXT _dmarc.${domain} "v=DMARC1; p=none; rua=mailto:dmarc@${domain}"`;
  if (!place) return mend(about, 'there is no record', `publish ${example}`);
  const record = parseDmarc(place.texts);
  if (!record)
    return mend(
      about,
      `the record at _dmarc.${place.domain} is not valid or not the only one`,
      `keep one such as ${example}`,
    );
  const byDkim = signedBy !== undefined && isAligned(domain, signedBy, record.dkim);
  const bySpf = envelope !== undefined && isAligned(domain, envelope, record.spf);
  const policy = place.domain === domain ? record.policy : record.subdomainPolicy;
  const told = `policy ${policy}, DKIM ${byDkim ? 'aligned' : 'not aligned'} (${record.dkim}), SPF ${bySpf ? 'aligned' : 'not aligned'} (${record.spf})`;
  if (byDkim || bySpf) return ok(about, told);
  return mend(about, told, `let SES sign for ${domain} itself, or send from a custom MAIL FROM domain below it`);
}
