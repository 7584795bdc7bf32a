/** The small pages behind links: one card, no script, nothing from elsewhere, readable on a phone and in the dark. */
import { createHash } from 'node:crypto';
import { escapeHtml as esc, shorten } from '../message/clean.ts';
import { LOOK } from '../message/look.ts';

export type Choice = { readonly value: string; readonly label: string };

export type Field = {
  readonly name: string;
  readonly label: string;
  readonly type: 'date' | 'amount' | 'text' | 'choice';
  readonly required?: boolean | undefined;
  readonly hint?: string | undefined;
  readonly value?: string | undefined;
  readonly choices?: readonly Choice[] | undefined;
};

export type Page = {
  readonly title: string;
  /** Who it is from, above the title. */
  readonly from: string;
  readonly paragraphs: readonly string[];
  readonly facts?: readonly { readonly label: string; readonly value: string }[] | undefined;
  /** What was wrong with what was sent. */
  readonly problem?: string | undefined;
  /** Posted to the page's own address. */
  readonly form?: { readonly fields: readonly Field[]; readonly button: string } | undefined;
  /** Relative to the page. */
  readonly link?: { readonly label: string; readonly href: string } | undefined;
  readonly footer?: string | undefined;
};

const STYLE = [
  ':root{color-scheme:light dark}*{box-sizing:border-box}',
  `body{margin:0;background:${LOOK.paper};color:${LOOK.ink};font:16px/25px ${LOOK.font}}`,
  `main{max-width:${LOOK.width}px;margin:24px auto;padding:30px 34px;background:${LOOK.card};border:1px solid ${LOOK.line};border-top:4px solid ${LOOK.estuary};overflow-wrap:anywhere}`,
  'h1{margin:0 0 16px;font-size:22px;line-height:30px;font-weight:600}p{margin:0 0 16px}',
  `.muted,dt,small{color:${LOOK.muted};font-size:14px;line-height:20px}small{display:block}`,
  'dl{display:grid;grid-template-columns:38% 1fr;gap:5px 12px;margin:0 0 18px}dd{margin:0}',
  'label{display:block;margin:0 0 16px;font-weight:600}',
  `input,select,textarea{display:block;width:100%;margin-top:4px;padding:10px 12px;font:inherit;color:inherit;background:${LOOK.card};border:1px solid ${LOOK.muted};border-radius:8px}`,
  `button{width:100%;padding:13px 26px;font:inherit;font-weight:600;color:#fff;background:${LOOK.estuary};border:0;border-radius:8px;cursor:pointer}`,
  `a{color:${LOOK.estuary}}:focus-visible{outline:3px solid ${LOOK.chestnut};outline-offset:2px}`,
  `.problem{padding:12px 14px;border-left:4px solid ${LOOK.chestnut};background:${LOOK.tint}}`,
  '@media(max-width:480px){main{margin:0;padding:22px 18px;border-left:0;border-right:0}dl{grid-template-columns:1fr;gap:0}dd{margin-bottom:8px}}',
  `@media(prefers-color-scheme:dark){body{background:${LOOK.darkPaper};color:${LOOK.darkInk}}main{background:${LOOK.darkCard};border-color:${LOOK.darkLine}}`,
  `.muted,dt,small{color:${LOOK.darkMuted}}input,select,textarea{background:${LOOK.darkTint};border-color:${LOOK.darkMuted}}`,
  `.problem{background:${LOOK.darkTint}}a{color:${LOOK.darkEstuary}}}`,
].join('');

/** Nothing but this one style, and a form that is sent to where it came from. */
const POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** A page tells of one case: it is kept nowhere, found by no search, and gives its address to nobody. */
export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy': POLICY,
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'x-robots-tag': 'noindex, nofollow',
};

function input({ name, type, required, value = '', choices = [] }: Field): string {
  const must = required ? ' required' : '';
  const filled = value === '' ? '' : ` value="${esc(value)}"`;
  switch (type) {
    case 'date':
      return `<input type="date" name="${name}"${filled}${must}>`;
    case 'amount':
      return `<input type="text" inputmode="decimal" name="${name}" maxlength="20" autocomplete="off"${filled}${must}>`;
    case 'text':
      return `<textarea name="${name}" rows="3" maxlength="500"${must}>${esc(value)}</textarea>`;
    case 'choice':
      return `<select name="${name}"${must}>${choices.map((choice) => option(choice, value)).join('')}</select>`;
  }
}

const option = ({ value, label }: Choice, chosen: string): string =>
  `<option value="${esc(value)}"${value === chosen ? ' selected' : ''}>${esc(label)}</option>`;

const field = (one: Field): string =>
  `<label>${esc(one.label)}${one.hint ? `<small>${esc(one.hint)}</small>` : ''}${input(one)}</label>`;

function body({ paragraphs, facts = [], problem, form, link, footer }: Page): string {
  const rows = facts.map(({ label, value }) => `<dt>${esc(label)}</dt><dd><bdi>${esc(shorten(value, 200))}</bdi></dd>`);
  return [
    problem === undefined ? '' : `<p class="problem" role="alert">${esc(problem)}</p>`,
    ...paragraphs.map((text) => `<p>${esc(text)}</p>`),
    rows.length === 0 ? '' : `<dl>${rows.join('')}</dl>`,
    form ? `<form method="post">${form.fields.map(field).join('')}<button>${esc(form.button)}</button></form>` : '',
    link ? `<p><a href="${esc(link.href)}">${esc(link.label)}</a></p>` : '',
    footer === undefined ? '' : `<p class="muted">${esc(footer)}</p>`,
  ].join('');
}

export function renderPage(page: Page): string {
  return (
    '<!doctype html><html lang="en"><head><meta charset="utf-8">' +
    '<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex">' +
    `<title>${esc(page.title)}</title><style>${STYLE}</style></head><body><main>` +
    `<p class="muted"><bdi>${esc(shorten(page.from, 120))}</bdi></p><h1>${esc(page.title)}</h1>${body(page)}</main></body></html>`
  );
}
