/** The frame around every page: where one is, what time it is, and the buttons that turn the clock. */
import type { ClockAnswer } from './answers.ts';
import { type Html, html, type Value } from './markup.ts';
import { moment, placeOf } from './words.ts';

export type Frame = {
  readonly title: string;
  readonly tab: 'inbox' | 'invoices' | 'tasks' | 'none';
  readonly clock: ClockAnswer | undefined;
  /** The page's own path with its query, to come back to. */
  readonly here: string;
  readonly content: Value;
};

const TABS = [
  ['inbox', '/', 'Inbox'],
  ['invoices', '/invoices', 'Invoices'],
  ['tasks', '/tasks', 'Tasks'],
] as const;

export function layout({ title, tab, clock, here, content }: Frame): Html {
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark"><title>${title} · Dunlin</title>
<link rel="icon" href="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Ccircle cx='16' cy='16' r='16' fill='%2328565b'/%3E%3Cpath d='M5 17c4-8 14-9 17-4l7 3-8 1c-3 6-11 6-16 0z' fill='%23f3f1eb'/%3E%3C/svg%3E">
<link rel="stylesheet" href="/console/style.css"><script src="/console/app.js" defer></script></head>
<body><a class="skip" href="#content">Skip to the content</a>
<header class="top"><div class="bar"><a class="brand" href="/">${bird}Dunlin</a>
<nav aria-label="Pages">${TABS.map(
    ([name, to, label]) => html`<a href="${to}"${name === tab && html` aria-current="page"`}>${label}</a>`,
  )}</nav></div>${clock && clockBar(clock, here)}</header>
<main id="content">${content}</main></body></html>`;
}

const bird = html`<svg viewBox="0 0 32 32" width="26" height="26" aria-hidden="true"><circle cx="16" cy="16" r="16" class="disc"/><path d="M5 17c4-8 14-9 17-4l7 3-8 1c-3 6-11 6-16 0z" class="wing"/></svg>`;

function clockBar({ now, timeZone, tomorrow, nextMonday }: ClockAnswer, here: string): Html {
  const utc = timeZone === 'UTC' || timeZone === 'Etc/UTC';
  return html`<section class="clock" aria-label="Virtual clock"><p><span class="dot" aria-hidden="true"></span>
<time datetime="${now}"><b>${moment(now, timeZone)}</b> ${placeOf(timeZone)}</time>
${!utc && html`<span class="muted">${moment(now, 'UTC')} UTC</span>`}</p>
<form method="post" action="/console/clock" data-busy="The clock is turning: every event on the way is carried out.">
<input type="hidden" name="back" value="${here}">
<button name="to" value="${tomorrow}" title="To ${moment(tomorrow, timeZone)}">Tomorrow</button>
<button name="to" value="${nextMonday}" title="To ${moment(nextMonday, timeZone)}">Next Monday</button>
<button name="by" value="P30D">+30 days</button></form></section>`;
}

/** What stands where there is nothing to list. */
export function nothing(title: string, hint: Value): Html {
  return html`<div class="nothing"><p><b>${title}</b></p><p class="muted">${hint}</p></div>`;
}

export function facts(rows: readonly (readonly [string, Value])[]): Html {
  const shown = rows.filter(([, value]) => value !== undefined && value !== null && value !== '' && value !== false);
  return html`<dl class="facts">${shown.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}
