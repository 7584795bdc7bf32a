/** POST /v1/invoices/{id}/steps/{stepId}: a step is approved, left out, or asked for at once. */
import { readStep, type StepAnswer } from '../../contracts/api/steps.ts';
import type { Request } from '../_shared/http.ts';
import { pathId } from '../_shared/path-id.ts';
import { problem } from '../_shared/problem.ts';
import type { Reply } from '../_shared/reply.ts';
import { invalid } from '../_shared/rows.ts';
import { tellStep } from '../_shared/tell-step.ts';
import { untilTaken } from '../_shared/until-taken.ts';
import { noInvoice } from './answers.ts';
import type { Deps } from './deps.ts';

export async function instructOneStep(deps: Deps, request: Request): Promise<Reply> {
  const read = readStep(request.body);
  if (!read.ok) return invalid(read.problems);
  const { do: deed, note } = read.value;
  const invoiceId = pathId(request);
  const stepId = request.params.stepId ?? '';
  const order = { creditorId: request.creditorId, invoiceId, stepId, deed, note, by: 'api' };
  return untilTaken('record an instruction about a step', async () => {
    const answer = await tellStep(deps, order);
    switch (answer?.kind) {
      case undefined:
        return undefined;
      case 'no-invoice':
        return noInvoice();
      case 'no-step':
        return problem('not-found', 'expected the id of a step of the policy that the invoice follows, found another');
      case 'refused':
        return problem('conflict', `expected a step that is still to come, found ${answer.found}`);
      case 'done':
        return done({ invoiceId, stepId, do: deed, changed: answer.change !== undefined });
    }
  });
}

const done = (body: StepAnswer): Reply => ({ status: 200, body });
