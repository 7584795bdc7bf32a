/** Carries out what a person or their system asks of cases: reasons to be silent, resumes, steps, outcomes of tasks. */
import type { RouteKey } from '../../contracts/api/routes.ts';
import type { Request } from '../_shared/http.ts';
import { problem } from '../_shared/problem.ts';
import type { Reply } from '../_shared/reply.ts';
import { liftCustomerHold, noteAnswer, noteReply, placeCustomerHold } from './customer-silence.ts';
import type { Deps } from './deps.ts';
import { liftHold, openDispute, placeHold, recordPromise, settleDispute, withdrawPromise } from './invoice-silence.ts';
import { recordOutcome } from './outcome.ts';
import { resumeCase } from './resume.ts';
import { instructOneStep } from './step.ts';
import { takeSyncCheck } from './sync-check.ts';

type Instruction = (deps: Deps, request: Request) => Promise<Reply>;

const INSTRUCTIONS: Partial<Readonly<Record<RouteKey, Instruction>>> = {
  'PUT /v1/invoices/{id}/hold': placeHold,
  'DELETE /v1/invoices/{id}/hold': liftHold,
  'PUT /v1/invoices/{id}/dispute': openDispute,
  'DELETE /v1/invoices/{id}/dispute': settleDispute,
  'PUT /v1/invoices/{id}/promise': recordPromise,
  'DELETE /v1/invoices/{id}/promise': withdrawPromise,
  'POST /v1/invoices/{id}/resume': resumeCase,
  'POST /v1/invoices/{id}/steps/{stepId}': instructOneStep,
  'PUT /v1/customers/{id}/hold': placeCustomerHold,
  'DELETE /v1/customers/{id}/hold': liftCustomerHold,
  'PUT /v1/customers/{id}/reply': noteReply,
  'DELETE /v1/customers/{id}/reply': noteAnswer,
  'POST /v1/sync-checks': takeSyncCheck,
  'POST /v1/tasks/{id}/outcome': recordOutcome,
};
const instructions: ReadonlyMap<string, Instruction> = new Map(Object.entries(INSTRUCTIONS));

export const createHandler =
  (deps: Deps) =>
  async (request: Request): Promise<Reply> => {
    const instruction = instructions.get(request.route);
    if (!instruction) return problem('not-found', `expected an instruction, found "${request.route}"`);
    return instruction(deps, request);
  };
