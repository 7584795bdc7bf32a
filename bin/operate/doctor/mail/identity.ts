/** The identity that a creditor sends from: verified, signed by DKIM for its own domain, with an envelope of its own domain. */
import type { GetEmailIdentityResponse } from '@aws-sdk/client-sesv2';
import { type Finding, mend, ok } from '../finding.ts';
import { SES_INCLUDE, spfVerdict } from './spf.ts';

/** One identity that SES knows, from the narrowest (the address itself) to the widest. */
export interface Identity {
  readonly name: string;
  readonly answer: GetEmailIdentityResponse;
}

export const domainOf = (name: string): string => name.slice(name.lastIndexOf('@') + 1).toLowerCase();

/** Names of identities that would let this address send: itself, its domain, and the domains above it. */
export function identitiesFor(address: string): readonly string[] {
  const labels = domainOf(address).split('.');
  const domains = labels.slice(0, -1).map((_, at) => labels.slice(at).join('.'));
  return [address, ...domains];
}

/**
 * The identity whose settings hold: the narrowest that is verified. "An email address identity that's using the inherited
 * verification from its domain" sends by the domain's settings (https://docs.aws.amazon.com/ses/latest/dg/creating-identities.html).
 */
export const identityInForce = (identities: readonly Identity[]): Identity | undefined =>
  identities.find(({ answer }) => answer.VerifiedForSendingStatus === true);

export function judgeVerified(address: string, identities: readonly Identity[]): Finding {
  const about = `SES identity of ${address}`;
  const inForce = identityInForce(identities);
  if (inForce) return ok(about, `verified by ${inForce.name}`);
  const domain = domainOf(address);
  const known = identities.map(({ name, answer }) => `${name} is ${answer.VerificationStatus ?? 'not verified'}`);
  return mend(
    about,
    known.length > 0 ? known.join(', ') : 'SES knows neither the address nor its domain',
    `aws sesv2 create-email-identity --email-identity ${domain}, and publish the three CNAME records it answers`,
  );
}

/** CNAME records that Easy DKIM asks for, by name (https://docs.aws.amazon.com/ses/latest/dg/send-email-authentication-dkim-easy.html). */
export function dkimRecords({ name, answer }: Identity): ReadonlyMap<string, string> {
  const {
    Tokens = [],
    SigningAttributesOrigin,
    SigningHostedZone = 'dkim.amazonses.com',
  } = answer.DkimAttributes ?? {};
  if (SigningAttributesOrigin === 'EXTERNAL') return new Map();
  return new Map(Tokens.map((token) => [`${token}._domainkey.${domainOf(name)}`, `${token}.${SigningHostedZone}`]));
}

/** `cnames` is what the name servers answer for each of `dkimRecords`. */
export function judgeDkim(identity: Identity, cnames: ReadonlyMap<string, readonly string[]>): Finding {
  const { name, answer } = identity;
  const about = `DKIM of ${name}`;
  const { SigningEnabled, Status = 'NOT_STARTED' } = answer.DkimAttributes ?? {};
  if (SigningEnabled !== true)
    return mend(
      about,
      'mails are not signed',
      `aws sesv2 put-email-identity-dkim-attributes --signing-enabled --email-identity ${domainOf(name)}`,
    );
  const lacking = [...dkimRecords(identity)].filter(([record, target]) => !cnames.get(record)?.includes(target));
  const [first] = lacking;
  if (first)
    return mend(
      about,
      `SES says ${Status}, and ${lacking.length} of its records ${lacking.length === 1 ? 'is' : 'are'} not in the DNS`,
      `publish ${lacking.map(([record, target]) => `CNAME ${record} ${target}`).join(' and ')}`,
    );
  if (Status !== 'SUCCESS')
    return mend(about, `SES says ${Status}`, 'wait up to 72 hours after publishing the records, then ask again');
  return ok(about, 'signed, and its records are in the DNS');
}

export type EnvelopeFacts = {
  readonly identity: Identity;
  readonly region: string;
  readonly mx: readonly string[];
  /** TXT records of the MAIL FROM domain and of those its SPF record leans on. */
  readonly texts: ReadonlyMap<string, readonly string[]>;
};

/** The custom MAIL FROM domain of an identity: undefined where Amazon's own is used. */
export const envelopeOf = ({ answer }: Identity): string | undefined =>
  answer.MailFromAttributes?.MailFromDomain?.toLowerCase() || undefined;

/** https://docs.aws.amazon.com/ses/latest/dg/mail-from.html: the records that SES looks for, and what it does without them. */
export function judgeEnvelope({ identity, region, mx, texts }: EnvelopeFacts): Finding {
  const about = `SPF and MAIL FROM of ${identity.name}`;
  const domain = envelopeOf(identity);
  if (domain === undefined)
    return mend(
      about,
      "SPF passes for Amazon's domain and not for the sender's",
      `aws sesv2 put-email-identity-mail-from-attributes --email-identity ${identity.name} --mail-from-domain bounce.${domainOf(identity.name)}, and publish its MX and TXT records`,
    );
  const host = `feedback-smtp.${region}.amazonses.com`;
  if (!mx.includes(host))
    return mend(
      about,
      `bounces to ${domain} reach ${mx.join(', ') || 'nobody'}`,
      `publish MX ${domain} "10 ${host}", as its only MX`,
    );
  const spf = spfVerdict(domain, texts);
  if (spf !== 'ses')
    return mend(
      about,
      `the SPF record of ${domain} does not name SES (${spf})`,
      `publish one TXT ${domain} "v=spf1 include:${SES_INCLUDE} ~all"`,
    );
  const status = identity.answer.MailFromAttributes?.MailFromDomainStatus ?? 'PENDING';
  if (status !== 'SUCCESS')
    return mend(
      about,
      `SES says ${status} of ${domain}`,
      'wait up to 72 hours after publishing the records, then ask again',
    );
  return ok(about, `${domain} bounces to SES and lets it send`);
}
