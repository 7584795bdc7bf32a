/** The frame every message shares: sender's name, title, card and footer, with dark mode and a preheader. */
import { clean, escapeHtml, shorten } from './clean.ts';
import type { MessageDocument, RenderedEmail } from './document.ts';
import { blockHtml, sentenceHtml } from './html.ts';
import { LOOK, OUTLOOK_STYLE, STYLE_SHEET } from './look.ts';
import { renderText } from './text.ts';

const TABLE = 'role="presentation" cellpadding="0" cellspacing="0" border="0"';

function head(message: MessageDocument): string {
  return (
    '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">' +
    '<meta name="x-apple-disable-message-reformatting"><meta name="format-detection" content="telephone=no,date=no,address=no,email=no">' +
    '<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">' +
    `<title>${escapeHtml(message.subject)}</title><style>${STYLE_SHEET}</style>${OUTLOOK_STYLE}</head>`
  );
}

/** Invisible filler keeps mail programs from showing the start of the body after a short preheader. */
function preheader(text: string): string {
  return `<div style="display:none;max-height:0;overflow:hidden;mso-hide:all">${escapeHtml(text)}${'&#8199;&#847; '.repeat(40)}</div>`;
}

function card(message: MessageDocument): string {
  const edge = message.mood === 'firm' ? LOOK.chestnut : LOOK.estuary;
  return (
    `<td class="card" bgcolor="${LOOK.card}" style="padding:30px 34px;background:${LOOK.card};border:1px solid ${LOOK.line};border-top:4px solid ${edge};color:${LOOK.ink};font-family:${LOOK.font};font-size:16px;line-height:25px">` +
    `<p class="muted" style="margin:0 0 6px;font-size:14px;line-height:20px;color:${LOOK.muted}"><bdi>${escapeHtml(shorten(message.from, 120))}</bdi></p>` +
    `<h1 style="margin:0 0 16px;font-size:22px;line-height:30px;font-weight:600;overflow-wrap:anywhere;word-break:break-word">${escapeHtml(message.title)}</h1>` +
    `${message.blocks.map(blockHtml).join('')}</td>`
  );
}

function footer(message: MessageDocument): string {
  const lines = message.footer.map(
    (line) => `<p class="muted" style="margin:0 0 8px;color:${LOOK.muted}">${sentenceHtml(line)}</p>`,
  );
  return `<td class="foot" style="padding:16px 34px 30px;font-family:${LOOK.font};font-size:13px;line-height:19px;overflow-wrap:anywhere;word-break:break-word">${lines.join('')}</td>`;
}

function renderHtml(message: MessageDocument): string {
  const outlook = `<!--[if mso]><table ${TABLE} width="${LOOK.width}" align="center"><tr><td><![endif]-->`;
  return (
    `<!doctype html><html lang="${escapeHtml(message.language ?? 'en')}" dir="ltr">${head(message)}` +
    `<body style="margin:0;padding:0;background:${LOOK.paper}">${preheader(message.preheader)}` +
    `<table ${TABLE} width="100%" bgcolor="${LOOK.paper}" style="background:${LOOK.paper}"><tr><td class="page" align="center" style="padding:24px 12px">` +
    `${outlook}<table ${TABLE} width="100%" align="center" style="max-width:${LOOK.width}px;text-align:left"><tr>${card(message)}</tr>` +
    `<tr>${footer(message)}</tr></table><!--[if mso]></td></tr></table><![endif]--></td></tr></table></body></html>`
  );
}

/** A message ready to send; the subject is one clean line whatever the data holds. */
export function renderEmail(message: MessageDocument): RenderedEmail {
  return { subject: clean(message.subject).trim(), text: renderText(message), html: renderHtml(message) };
}
