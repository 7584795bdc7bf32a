/** One reminder for all that a person is asked to pay: the words of its tone and language around tables of figures. */
import type { OwnWords } from '../policy/policy.ts';
import { apartBlocks, askedBlocks, askedCount, askedSums } from './asked.ts';
import { shorten } from './clean.ts';
import type { Block, MessageDocument, RenderedEmail } from './document.ts';
import { paragraph, quiet } from './document.ts';
import { formatDate, formatMoney } from './figures.ts';
import { renderEmail } from './layout.ts';
import { footer, greeting, NAME_LIMIT, signOff } from './parts.ts';
import { PHRASES } from './phrases/of.ts';
import { listed, type Phrases } from './phrases/phrases.ts';
import type { ConsolidatedView } from './views.ts';
import { payBlocks } from './ways.ts';
import { BUILT_IN } from './words/built-in.ts';
import { type Draft, draftOf, plainLine } from './words/markup.ts';
import { run } from './words/run.ts';
import { scopeOf } from './words/scope.ts';
import { speaksOf } from './words/speaks.ts';
import type { CompiledWords, Place } from './words/tree.ts';

/** The company's own words in the message's language, else ours: also where the message became firmer than theirs are. */
export function wordsFor({ language, tone }: ConsolidatedView, own: OwnWords | undefined): CompiledWords {
  const written = own?.tone === tone ? own.byLanguage[language]?.compiled : undefined;
  return written ?? BUILT_IN[language][tone];
}

/** The one message of a step: a single invoice reads as a letter about it, several as a list. */
export function renderConsolidated(view: ConsolidatedView, own?: OwnWords): RenderedEmail {
  return renderEmail(documentOf(view, wordsFor(view, own)));
}

function documentOf(view: ConsolidatedView, words: CompiledWords): MessageDocument {
  const { language, locale, tone, sender, recipient, contact, copiedTo, optOutUrl } = view;
  const phrases = PHRASES[language];
  const sums = askedSums(view);
  const scope = scopeOf(view, { sums, count: askedCount(view) }, phrases);
  const subject = plainLine(run(words.subject ?? BUILT_IN[language][tone].subject ?? [], scope, locale));
  const draft = draftOf(run(words.body, scope, locale));
  const inWords = listed(
    sums.map((sum) => formatMoney(sum, locale)),
    phrases.and,
  );
  const unsaid = view.payBy && !speaksOf(words.body, 'pay_by') ? view.payBy : undefined;
  return {
    subject,
    preheader: draft.preheader ?? inWords,
    from: sender.name,
    title: draft.title ?? subject,
    language,
    mood: tone === 'firm' || tone === 'final' ? 'firm' : 'calm',
    blocks: [
      greeting(recipient, phrases),
      ...placed(draft, view, phrases),
      ...(unsaid ? [paragraph(phrases.payBy(inWords, formatDate(unsaid, locale)))] : []),
      ...apartBlocks(view, phrases),
      ...signOff(contact, sender, phrases),
      ...(copiedTo ? [quiet(...phrases.receivesACopy(shorten(copiedTo, NAME_LIMIT)))] : []),
    ],
    footer: footer(sender, recipient, { optOutUrl, phrases }),
  };
}

/** The tables and ways to pay where the words want them, once each; at the end where the words forgot them. */
function placed({ parts }: Draft, view: ConsolidatedView, phrases: Phrases): readonly Block[] {
  const drawn: Readonly<Record<Place, readonly Block[]>> = {
    invoices: askedBlocks(view, phrases),
    pay: payBlocks(view, phrases),
  };
  const seen = new Set<Place>();
  const inOrder = parts.flatMap((part): readonly Block[] => {
    if (!('place' in part)) return [part];
    if (seen.has(part.place)) return [];
    seen.add(part.place);
    return drawn[part.place];
  });
  const forgotten = (['invoices', 'pay'] as const).filter((place) => !seen.has(place));
  return [...inOrder, ...forgotten.flatMap((place) => drawn[place])];
}
