/** The inbox: every message as its receiver sees it, and in grey what was held back. */
import { InvoiceView } from '../../contracts/api/views.ts';
import { InboxAnswer, Letter } from '../answers.ts';
import { layout, nothing } from '../layout.ts';
import { type Html, html, path } from '../markup.ts';
import { type PageReply, page } from '../reply.ts';
import type { Site } from '../site.ts';
import type { Zone } from '../words.ts';
import { customerOf, type Entry, entriesOf, type Filter, inboxPath, readFilter, selected } from './filter.ts';
import { letterView } from './letter.ts';
import { list, ofKind } from './list.ts';
import { payForm, watched } from './pay.ts';
import { heldPanel, whyPanel } from './why.ts';

export async function inbox(site: Site, query: URLSearchParams, here: string): Promise<PageReply> {
  const filter = readFilter(query);
  const [clock, { letters, heldBack }] = await Promise.all([
    site.clock(),
    site.ask.get(InboxAnswer, '/_local/demo/inbox'),
  ]);
  const all = entriesOf(letters, heldBack);
  const names = await site.names(all.flatMap((entry) => customerOf(entry) ?? []));
  const chosen = selected(all, filter, names);
  const shown = ofKind(chosen, filter.kind);
  const opened = filter.open ? all.find(({ id }) => id === filter.open) : shown[0];
  const zone = clock.timeZone;
  const reading = filter.open !== '';
  const content = html`<div class="inbox${reading && ' reading'}">${list({ filter, selected: chosen, opened, names, zone })}
<section class="pane" aria-label="Message">${await watched(site, query)}${await pane(site, { opened, filter, names, zone, here })}</section></div>`;
  return page(layout({ title: 'Inbox', tab: 'inbox', clock, here, content }));
}

type Opened = {
  readonly opened: Entry | undefined;
  readonly filter: Filter;
  readonly names: ReadonlyMap<string, string>;
  readonly zone: Zone;
  readonly here: string;
};

async function pane({ ask }: Site, { opened, filter, names, zone, here }: Opened): Promise<Html> {
  if (!opened)
    return nothing(
      filter.open ? 'This message is not here' : 'No message yet',
      'Push an invoice, then turn the clock to its due date and beyond.',
    );
  if (opened.type === 'held')
    return heldPanel(
      { held: opened.held, name: names.get(opened.held.customerId), zone },
      inboxPath(filter, { open: '', view: '' }),
    );
  const letter = await ask.get(Letter, path`/_local/demo/letters/${opened.id}`);
  const [only, ...others] = letter.invoiceIds;
  const invoice =
    letter.kind === 'reminder' && only !== undefined && others.length === 0
      ? await ask.get(InvoiceView, path`/v1/invoices/${only}`)
      : undefined;
  const back = filter.open ? here : inboxPath(filter, { open: opened.id });
  const aside = html`${invoice && payForm(invoice, withoutPaid(back))}${whyPanel(letter, invoice, zone)}`;
  return letterView({ letter, filter, zone, customer: names.get(letter.customerId ?? ''), aside });
}

/** A second payment is watched in place of the first. */
function withoutPaid(here: string): string {
  const [to = '/', search = ''] = here.split('?');
  const query = new URLSearchParams(search);
  query.delete('paid');
  query.delete('paidAt');
  return query.size > 0 ? `${to}?${query}` : to;
}
