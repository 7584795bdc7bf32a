/** Follows a signed link: GET shows what will happen and changes nothing, POST does it, once. */
import { Fault } from '../../core/fault.ts';
import { expiryOf } from '../../core/link/link.ts';
import { tokenOf } from '../../core/link/sign.ts';
import { LINK_WORDS } from '../../core/link/words.ts';
import type { Request } from '../_shared/http.ts';
import { log, traceOf } from '../_shared/log.ts';
import type { Reply } from '../_shared/reply.ts';
import { carryOut, type Deps } from './carry-out.ts';
import { fieldsFor, readForm } from './form.ts';
import { type OpenLink, openLink } from './open.ts';
import { askPage, busyPage, donePage, expiredLink, refusedPage, usedLink, wrongLink } from './pages.ts';

export const createHandler =
  (deps: Deps) =>
  async (request: Request): Promise<Reply> => {
    try {
      return await follow(deps, request);
    } catch (error) {
      if (!(error instanceof Fault) || error.name === 'StepRejected') throw error;
      log('warn', 'LINK_NOT_FOLLOWED', { requestId: request.requestId, ...traceOf(error) });
      return busyPage();
    }
  };

async function follow(deps: Deps, request: Request): Promise<Reply> {
  const opened = await openLink(deps, request.params.token ?? '');
  switch (opened.kind) {
    case 'wrong':
      return wrongLink();
    case 'expired':
      return expiredLink(opened.creditorName);
    case 'used':
      return usedLink(opened.creditorName);
    case 'open':
      return request.route.startsWith('POST ') ? act(deps, opened.open, request) : show(opened.open);
  }
}

/** Mail scanners follow links: looking is all that a GET does. */
const show = (open: OpenLink): Reply => askPage(open, { fields: fieldsFor(open) });

async function act(deps: Deps, open: OpenLink, { rawBody }: Request): Promise<Reply> {
  const fields = fieldsFor(open);
  const form = readForm(fields, rawBody);
  const filled = fields.map((field) => ({ ...field, value: form.answers[field.name] }));
  if (!form.ok) return askPage(open, { fields: filled, problem: form.problem });
  const carriedOut = await carryOut(deps, open, form.answers);
  switch (carriedOut.kind) {
    case 'used':
      return usedLink(open.creditor.name);
    case 'refused':
      return carriedOut.asks
        ? askPage(open, { fields: filled, problem: carriedOut.message })
        : refusedPage(open, carriedOut.message);
    case 'done':
      return donePage(open, undoOf(deps, open));
  }
}

/** A link of the same colleague's about the same thing, beside this one's address. */
function undoOf({ clock }: Deps, { link, creditor }: OpenLink): string | undefined {
  const { undoneBy } = LINK_WORDS[link.action];
  if (!undoneBy) return undefined;
  return tokenOf({ ...link, action: undoneBy, expiresAt: expiryOf(undoneBy, clock.now()) }, creditor.addressKey);
}
