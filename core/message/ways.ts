/** How to pay what a reminder asks for: one button where there is one invoice, the bank and the rows' links where there are more. */

import { askedCount, askedSums } from './asked.ts';
import { webLink } from './clean.ts';
import type { Block } from './document.ts';
import { heading, quiet } from './document.ts';
import { formatMoney, type Money } from './figures.ts';
import { howToPay } from './parts.ts';
import type { Phrases } from './phrases/phrases.ts';
import type { ConsolidatedView, HowToPayView } from './views.ts';

/** The ways of one currency; a single invoice's own link counts as its currency's. */
function waysOf({ items, rest, howToPay: ways }: ConsolidatedView, currency: string): HowToPayView {
  const known = ways[currency] ?? {};
  const [only] = items;
  return askedCount({ items, rest }) === 1 ? { ...known, paymentUrl: known.paymentUrl ?? only.paymentUrl } : known;
}

/** Whether every invoice of a currency can be paid by a link in its row. */
function allLinked({ items, rest }: ConsolidatedView, currency: string): boolean {
  const own = items.filter(({ asked }) => asked.currency === currency);
  return !rest && own.length > 0 && own.every(({ paymentUrl }) => webLink(paymentUrl) !== undefined);
}

function waysInOneCurrency(view: ConsolidatedView, sum: Money, phrases: Phrases): readonly Block[] {
  const ways = waysOf(view, sum.currency);
  const [first, ...others] = howToPay(ways, view.contact, phrases.pay(formatMoney(sum, view.locale)), phrases);
  const isMany = askedCount(view) > 1;
  if (!first) return [];
  const hasBank = ways.bank !== undefined && ways.bank.length > 0;
  if (isMany && first.kind !== 'button' && !hasBank && allLinked(view, sum.currency))
    return [quiet(phrases.eachHasALink)];
  const several = askedSums(view).length > 1;
  const title = heading(several ? phrases.howToPayIn(sum.currency) : phrases.howToPay);
  if (first.kind !== 'heading') return [...(several ? [title] : []), first, ...others];
  return [title, ...others, ...(isMany ? [quiet(phrases.nameTheNumbers)] : [])];
}

/** A check-in shows how to pay for later, without a button: it asks for nothing. */
function forLater(blocks: readonly Block[], several: boolean, phrases: Phrases): readonly Block[] {
  const [first] = blocks;
  if (first?.kind === 'button') return [quiet(phrases.whenTheTimeComesHere, { label: first.href, href: first.href })];
  const quieter = blocks.flatMap((block): readonly Block[] => {
    if (block.kind === 'button') return [quiet({ label: block.href, href: block.href })];
    if (block.kind !== 'heading') return [block];
    return several ? [{ kind: 'subheading', text: block.text }] : [];
  });
  return [heading(phrases.whenTheTimeComes), ...quieter];
}

export function payBlocks(view: ConsolidatedView, phrases: Phrases): readonly Block[] {
  const sums = askedSums(view);
  const blocks = sums.flatMap((sum) => waysInOneCurrency(view, sum, phrases));
  return view.tone === 'check-in' ? forLater(blocks, sums.length > 1, phrases) : blocks;
}
