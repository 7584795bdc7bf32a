/** Finance's console: server-rendered pages that show and ask through HTTP, and hold no rule of their own. */
import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { ACTIONS } from './actions.ts';
import { Letter } from './answers.ts';
import { createAsk, type Origin, Refused } from './ask.ts';
import { readForm } from './form.ts';
import { inbox } from './inbox/inbox.ts';
import { aftermathPage } from './inbox/pay.ts';
import { invoicePage } from './invoices/invoice.ts';
import { invoiceList } from './invoices/list.ts';
import { layout } from './layout.ts';
import { html, path, withQuery } from './markup.ts';
import { file, type PageReply, type PageRequest, page, seeOther } from './reply.ts';
import { createSite, type Site } from './site.ts';
import { tasks } from './tasks/tasks.ts';

/** The paths below which the console answers; `/` is the inbox alone. */
export const CONSOLE_PATHS = ['/', '/invoices', '/tasks', '/console'] as const;

const asset = (name: string): string => readFileSync(new URL(`assets/${name}`, import.meta.url), 'utf8');
/** In this order: what is narrow overrules the rest. */
const STYLE = ['base', 'parts', 'inbox', 'invoices', 'lines', 'narrow'].map((name) => asset(`${name}.css`)).join('\n');
const SCRIPT = asset('app.js');

/** Answers a page, or what a form asked for. */
export function createConsole(origin: Origin): (request: PageRequest) => Promise<PageReply> {
  const site = createSite(createAsk(origin));
  return async (request) => {
    try {
      return await (request.method === 'POST' ? act(site, request) : show(site, request));
    } catch (error) {
      return sorry(site, request, error);
    }
  };
}

async function act(site: Site, request: PageRequest): Promise<PageReply> {
  const action = ACTIONS.get(request.path);
  if (!action) throw new Refused(404, 'expected one of the console’s forms, found none here');
  return action(site, readForm(request));
}

async function show(site: Site, { method, path: here }: PageRequest): Promise<PageReply> {
  if (method !== 'GET' && method !== 'HEAD') throw new Refused(405, `expected GET or POST, found ${method}`);
  const [to = '/', search = ''] = here.split('?');
  const query = new URLSearchParams(search);
  const [room = '', ...ids] = to.slice(1).split('/').map(decoded);
  const [id = ''] = ids;
  if (room === '') return inbox(site, query, here);
  if (room === 'tasks' && ids.length === 0) return tasks(site, query, here);
  if (room === 'invoices' && ids.length === 0) return invoiceList(site, query, here);
  if (room === 'invoices' && ids.length === 1 && id) return invoicePage(site, id, query, here);
  if (room === 'console') return apparatus(site, ids, query);
  throw new Refused(404, 'expected a page of the console, found none here');
}

async function apparatus(site: Site, [name, ...rest]: readonly string[], query: URLSearchParams): Promise<PageReply> {
  switch (name) {
    case 'style.css':
      return file('text/css; charset=utf-8', STYLE);
    case 'app.js':
      return file('text/javascript; charset=utf-8', SCRIPT);
    case 'paid':
      return aftermathPage(site, query);
    case 'message':
      return openMessage(site, query.get('id') ?? '');
    case 'attachments':
      return attachment(site, rest);
    default:
      throw new Refused(404, 'expected a page of the console, found none here');
  }
}

/** The timeline knows a message by our id, the inbox by its provider's. */
async function openMessage({ ask }: Site, messageId: string): Promise<PageReply> {
  const { id } = await ask.get(Letter.pick({ id: true }), path`/_local/demo/messages/${messageId}`);
  return seeOther(withQuery('/', { open: id }));
}

const Content = z.object({ fileName: z.string(), contentType: z.string(), content: z.string() });

/** Always saved, never shown: an attachment is not a page of ours. */
async function attachment({ ask }: Site, [id = '', index = '']: readonly string[]): Promise<PageReply> {
  const found = await ask.get(Content, path`/_local/demo/letters/${id}/attachments/${index}`);
  return file(found.contentType, Buffer.from(found.content, 'base64'), found.fileName);
}

async function sorry(site: Site, { path: here }: PageRequest, error: unknown): Promise<PageReply> {
  const status = error instanceof Refused ? error.status : 502;
  const said = error instanceof Error ? error.message : String(error);
  const clock = await site.clock().catch(() => undefined);
  const content = html`<div class="nothing"><h1>${status === 404 ? 'Not here' : 'That did not work'}</h1><p>${said}</p>
<p><a href="/">Back to the inbox</a></p></div>`;
  return page(
    layout({ title: 'Problem', tab: 'none', clock, here: here.startsWith('/console') ? '/' : here, content }),
    status,
  );
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
