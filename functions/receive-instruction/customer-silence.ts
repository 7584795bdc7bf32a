/** What quiets a whole customer: its hold, and a reply of its that waits for an answer. */
import { type HoldAnswer, readHold } from '../../contracts/api/holds.ts';
import { type ReplyAnswer, readReply } from '../../contracts/api/silence.ts';
import type { CustomerWish } from '../../core/case/customer-instruction.ts';
import type { Request } from '../_shared/http.ts';
import { pathId } from '../_shared/path-id.ts';
import type { Reply } from '../_shared/reply.ts';
import { invalid } from '../_shared/rows.ts';
import { tellCustomer } from '../_shared/tell-customer.ts';
import { noCustomer, refusal } from './answers.ts';
import type { Deps } from './deps.ts';

async function tell(deps: Deps, request: Request, wish: CustomerWish, body: object): Promise<Reply> {
  const order = { creditorId: request.creditorId, customerId: pathId(request), wish, by: 'api' };
  const answer = await tellCustomer(deps, order);
  if (answer.kind === 'no-customer') return noCustomer();
  return answer.kind === 'refused' ? refusal(answer) : { status: 200, body };
}

export async function placeCustomerHold(deps: Deps, request: Request): Promise<Reply> {
  const read = readHold(request.body);
  if (!read.ok) return invalid(read.problems);
  const { until = null, ...rest } = read.value;
  return tell(deps, request, { do: 'hold', ...read.value }, { held: true, ...rest, until } satisfies HoldAnswer);
}

export async function liftCustomerHold(deps: Deps, request: Request): Promise<Reply> {
  return tell(deps, request, { do: 'lift' }, { held: false } satisfies HoldAnswer);
}

export async function noteReply(deps: Deps, request: Request): Promise<Reply> {
  const read = readReply(request.body);
  if (!read.ok) return invalid(read.problems);
  const { until } = read.value;
  return tell(deps, request, { do: 'reply', until }, { waiting: true, until: until ?? null } satisfies ReplyAnswer);
}

export async function noteAnswer(deps: Deps, request: Request): Promise<Reply> {
  return tell(deps, request, { do: 'answered' }, { waiting: false } satisfies ReplyAnswer);
}
