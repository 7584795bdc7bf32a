/** In whose name a message is written and who gets the answers: the colleague who looks after the customer, else the creditor. */
import type { Creditor } from './creditor.ts';
import type { Customer } from './customer.ts';

type Address = { readonly address: string; readonly name?: string | undefined };

/** The address is always the creditor's, for it is the one that may send. */
export function senderOf(
  { name, email, replyTo, owner }: Pick<Creditor, 'name' | 'email' | 'replyTo' | 'owner'>,
  customer: Pick<Customer, 'owner'>,
): { readonly from: Address; readonly replyTo: readonly Address[] } {
  const own = customer.owner?.name;
  const answers = customer.owner?.email
    ? { address: customer.owner.email, name: own }
    : owner.email
      ? { address: owner.email, name: owner.name }
      : replyTo === undefined
        ? undefined
        : { address: replyTo, name };
  return {
    from: { address: email, name: own === undefined ? name : `${own}, ${name}` },
    replyTo: answers ? [answers] : [],
  };
}
