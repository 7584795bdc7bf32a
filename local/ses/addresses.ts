/** E-mail addresses as SES reads them: `a@b.example` or `Name <a@b.example>`, in ASCII. */
import { WireFault } from '../wire.ts';

const MOST_RECIPIENTS = 50;

/** The bare address, or SES's refusal. */
export function bareAddress(text: string): string {
  const address = /<([^<>]*)>\s*$/.exec(text)?.[1] ?? text.trim();
  const parts = address.split('@');
  const [local = '', domain = ''] = parts;
  if (parts.length !== 2 || domain === '') throw refusal("Missing final '@domain'");
  if (!/^[!-~]{1,64}$/.test(local) || /[\s,;:<>()[\]\\"]/.test(local)) {
    throw refusal('Local address contains control or whitespace, or is empty or too long');
  }
  if (!/^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/i.test(domain)) {
    throw refusal('Domain contains illegal character or has no dot');
  }
  return address;
}

/** The domain in lower case, as event tags name it. */
export function domainOf(address: string): string {
  return (bareAddress(address).split('@')[1] ?? '').toLowerCase();
}

export type Recipients = { readonly to: string[]; readonly cc: string[]; readonly bcc: string[] };

/** The bare addresses of all recipients; refuses none at all, and more than 50. */
export function allRecipients({ to, cc, bcc }: Recipients): string[] {
  const all = [...to, ...cc, ...bcc];
  if (all.length === 0) throw refusal('expected at least one recipient, found none');
  if (all.length > MOST_RECIPIENTS) {
    throw refusal(`Recipient count exceeds ${MOST_RECIPIENTS}: found ${all.length}`);
  }
  return all.map(bareAddress);
}

export function refusal(message: string): WireFault {
  return new WireFault('BadRequestException', message);
}
