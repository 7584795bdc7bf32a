/** POST /v1/invoices/{id}/resume: a case that waits, for a person or for anything else, is decided afresh at once. */
import type { ResumeAnswer } from '../../contracts/api/holds.ts';
import type { Request } from '../_shared/http.ts';
import { pathId } from '../_shared/path-id.ts';
import type { Reply } from '../_shared/reply.ts';
import { wakeCase } from '../_shared/wake.ts';
import { noInvoice } from './answers.ts';
import type { Deps } from './deps.ts';

export async function resumeCase(deps: Deps, request: Request): Promise<Reply> {
  const resumed = await wakeCase(deps, request.creditorId, pathId(request), { type: 'case.resumed' });
  if (resumed === undefined) return noInvoice();
  const body: ResumeAnswer = { resumed };
  return { status: 200, body };
}
