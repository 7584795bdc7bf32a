/** The frame every message shares (templates/mail.mjml): sender's name, title, card and footer, dark mode and a preheader. */
import { clean, escapeHtml, shorten } from './clean.ts';
import type { MessageDocument, Mood, RenderedEmail } from './document.ts';
import { blockHtml, fill, sentenceHtml } from './html.ts';
import { LOOK } from './look.ts';
import { MAIL } from './mail.ts';
import { renderText } from './text.ts';

/** The line along the head of the card. */
const EDGES: Readonly<Record<Mood, string>> = { calm: LOOK.estuary, firm: LOOK.chestnut };

/** Invisible filler keeps mail programs from showing the start of the body after a short preheader. */
const FILLER = '&#8199;&#847; '.repeat(40);

function renderHtml(message: MessageDocument): string {
  const line = message.footer.map((inlines) => fill(MAIL.line, { sentence: sentenceHtml(inlines) }));
  return fill(MAIL.frame, {
    language: escapeHtml(message.language ?? 'en'),
    subject: escapeHtml(message.subject),
    preheader: escapeHtml(message.preheader) + FILLER,
    edge: EDGES[message.mood],
    from: escapeHtml(shorten(message.from, 120)),
    title: escapeHtml(message.title),
    block: message.blocks.map(blockHtml).join(''),
    line: line.join(''),
  });
}

/** A message ready to send; the subject is one clean line whatever the data holds. */
export function renderEmail(message: MessageDocument): RenderedEmail {
  return { subject: clean(message.subject).trim(), text: renderText(message), html: renderHtml(message) };
}
