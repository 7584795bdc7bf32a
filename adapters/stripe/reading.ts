/** What one Stripe object says about money, before the event around it gives the time and the ids. */
import type { ProviderEvent } from '../../core/payment/provider.ts';
import { toIsoMoney } from './amounts.ts';

/** Which money it is, and whom it is for. */
export type Money = {
  readonly moneyId: string;
  readonly invoiceId?: string | undefined;
  readonly invoiceNumber?: string | undefined;
  /** Stripe's id of the invoice that the money belongs to ("in_…"): newer versions tell it apart from the PaymentIntent. */
  readonly providerInvoiceId?: string | undefined;
};

type Told<E> = E extends { readonly eventId: string; readonly at: string } ? Omit<E, 'eventId' | 'at'> : never;

/** A provider's event without what its envelope adds. */
export type Saying = Told<ProviderEvent>;

export type Reading = Saying | { readonly kind: 'ignored' } | { readonly kind: 'unreadable'; readonly problem: string };

export const IGNORED = { kind: 'ignored' } as const;

export function unreadable(problem: string): Reading {
  return { kind: 'unreadable', problem };
}

/** Only what is there, so that events compare equal however their objects spell "nothing". */
export function moneyOf(money: {
  readonly moneyId: string;
  readonly invoiceId?: string | null | undefined;
  readonly invoice?: { readonly id: string; readonly number?: string | null | undefined } | null | undefined;
}): Money {
  const { moneyId, invoiceId, invoice } = money;
  return {
    moneyId,
    ...(invoiceId ? { invoiceId } : {}),
    ...(!invoiceId && invoice?.number ? { invoiceNumber: invoice.number } : {}),
    ...(invoice ? { providerInvoiceId: invoice.id } : {}),
  };
}

/** Money that is on its way or has come: nothing where the amount is zero, for then no money moves. */
export function paid(
  kind: 'processing' | 'succeeded',
  money: Money,
  what: { readonly amount: number; readonly currency: string; readonly method?: string | undefined },
): Reading {
  const iso = toIsoMoney(what.amount, what.currency);
  if ('problem' in iso) return unreadable(iso.problem);
  if (iso.minor === 0) return IGNORED;
  const method = what.method === undefined ? {} : { method: what.method };
  return { kind, ...money, amountMinor: iso.minor, currency: iso.currency, ...method };
}
