/** Disputes: money that the payer's bank takes back, and gives again where it finds for the creditor. */
import { toIsoMoney } from './amounts.ts';
import type { Dispute } from './objects.ts';
import { IGNORED, moneyOf, type Reading, unreadable } from './reading.ts';

function disputed(kind: 'disputed' | 'dispute-won', dispute: Dispute): Reading {
  const { charge, payment_intent: intentId, metadata } = dispute;
  const iso = toIsoMoney(dispute.amount, dispute.currency);
  if ('problem' in iso) return unreadable(iso.problem);
  const money = moneyOf({ moneyId: intentId ?? charge.payment_intent ?? charge.id, invoiceId: metadata });
  return { kind, ...money, disputeId: dispute.id, amountMinor: iso.minor, currency: iso.currency };
}

/** An inquiry (`warning_…`) asks and takes no money, so nothing is owed again; if it grows, funds are withdrawn. */
export function disputeCreated(dispute: Dispute): Reading {
  return dispute.status.startsWith('warning_') ? IGNORED : disputed('disputed', dispute);
}

export function disputeFundsWithdrawn(dispute: Dispute): Reading {
  return disputed('disputed', dispute);
}

export function disputeFundsReinstated(dispute: Dispute): Reading {
  return disputed('dispute-won', dispute);
}

export function disputeClosed(dispute: Dispute): Reading {
  switch (dispute.status) {
    case 'won':
      return disputed('dispute-won', dispute);
    case 'lost':
      return disputed('disputed', dispute);
    default:
      return IGNORED;
  }
}
