/** Opens a link: whether it is signed, whose it is, whether it can still be used, and what it is about. */
import { linkOf } from '../../contracts/links.ts';
import type { Invoice } from '../../core/case/invoice.ts';
import type { Creditor } from '../../core/contact/creditor.ts';
import type { Customer } from '../../core/contact/customer.ts';
import type { Task } from '../../core/contact/touch.ts';
import { colleagueOf, type Link } from '../../core/link/link.ts';
import { claimedBy, isSigned, linkUse } from '../../core/link/sign.ts';
import type { Clock, Ledger } from '../../core/ports.ts';

export type OpenLink = {
  readonly link: Link;
  readonly token: string;
  readonly creditor: Creditor;
  /** Whom it was mailed to. */
  readonly address: string;
  readonly customer: Customer;
  readonly invoice?: Invoice | undefined;
  readonly task?: Task | undefined;
};

/** `wrong` is all that nobody here made, or made for somebody who is no colleague any more. */
export type Opened =
  | { readonly kind: 'open'; readonly open: OpenLink }
  | { readonly kind: 'wrong' | 'expired' | 'used'; readonly creditorName?: string | undefined };

const WRONG: Opened = { kind: 'wrong' };

export async function openLink(
  { ledger, clock }: { readonly ledger: Ledger; readonly clock: Clock },
  token: string,
): Promise<Opened> {
  const link = linkOf(claimedBy(token));
  const creditor = link && (await ledger.creditor(link.creditorId));
  if (!link || !creditor || !isSigned(token, creditor.addressKey)) return WRONG;
  const about = await aboutOf(ledger, link);
  if (!about) return WRONG;
  const { payer, ...rest } = about;
  const address = colleagueOf(link.recipient, creditor, payer ? [about.customer, payer] : [about.customer]);
  if (address === undefined) return WRONG;
  if (link.expiresAt <= clock.now()) return { kind: 'expired', creditorName: creditor.name };
  if (await ledger.isClaimed(linkUse(token))) return { kind: 'used', creditorName: creditor.name };
  return { kind: 'open', open: { link, token, creditor, address, ...rest } };
}

type About = Pick<OpenLink, 'customer' | 'invoice' | 'task'> & { readonly payer: Customer | undefined };

async function aboutOf(ledger: Ledger, { creditorId, target }: Link): Promise<About | undefined> {
  const task = target.taskId === undefined ? undefined : await ledger.task(creditorId, target.taskId);
  const invoiceId = target.invoiceId ?? task?.invoiceId;
  const invoice = invoiceId === undefined ? undefined : await ledger.invoice(creditorId, invoiceId);
  const customerId = target.customerId ?? invoice?.customerId;
  const customer = customerId === undefined ? undefined : await ledger.customer(creditorId, customerId);
  if (!customer) return undefined;
  const payer = customer.billToId === undefined ? undefined : await ledger.customer(creditorId, customer.billToId);
  return { customer, invoice, task, payer };
}
