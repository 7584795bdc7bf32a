/** What quiets one invoice: its hold, its dispute and the promise on it; each is placed with PUT and ended with DELETE. */
import { type HoldAnswer, readHold } from '../../contracts/api/holds.ts';
import type { Read } from '../../contracts/api/problems.ts';
import { type DisputeAnswer, type PromiseAnswer, readDispute, readPromise } from '../../contracts/api/silence.ts';
import type { SilenceWish } from '../../core/case/silence-instruction.ts';
import type { Request } from '../_shared/http.ts';
import { pathId } from '../_shared/path-id.ts';
import type { Reply } from '../_shared/reply.ts';
import { invalid } from '../_shared/rows.ts';
import { tellInvoice } from '../_shared/tell-invoice.ts';
import { untilTaken } from '../_shared/until-taken.ts';
import { noInvoice, refusal } from './answers.ts';
import type { Deps } from './deps.ts';

type Instruction = (deps: Deps, request: Request) => Promise<Reply>;

async function tell(deps: Deps, request: Request, wish: SilenceWish, body: object): Promise<Reply> {
  const order = { creditorId: request.creditorId, invoiceId: pathId(request), wish, by: 'api' };
  return untilTaken('record an instruction about an invoice', async () => {
    const answer = await tellInvoice(deps, order);
    if (answer?.kind === 'no-invoice') return noInvoice();
    if (answer?.kind === 'refused') return refusal(answer);
    return answer && { status: 200, body };
  });
}

/** The end is answered as it was asked for: a date stays a date. */
function placed<T extends object>(
  readBody: (body: unknown) => Read<T>,
  wishFor: (asked: T) => readonly [SilenceWish, object],
): Instruction {
  return async (deps, request) => {
    const read = readBody(request.body);
    if (!read.ok) return invalid(read.problems);
    const [wish, body] = wishFor(read.value);
    return tell(deps, request, wish, body);
  };
}

const ended =
  (wish: SilenceWish, body: object): Instruction =>
  (deps, request) =>
    tell(deps, request, wish, body);

export const placeHold = placed(readHold, (asked) => {
  const { until = null, ...rest } = asked;
  return [{ do: 'hold', ...asked }, { held: true, ...rest, until } satisfies HoldAnswer];
});
export const liftHold = ended({ do: 'lift' }, { held: false } satisfies HoldAnswer);

export const openDispute = placed(readDispute, (asked) => {
  const { reason, amount = null, until = null } = asked;
  return [{ do: 'dispute', ...asked }, { disputed: true, reason, amount, until } satisfies DisputeAnswer];
});
export const settleDispute = ended({ do: 'settle' }, { disputed: false } satisfies DisputeAnswer);

export const recordPromise = placed(readPromise, (asked) => {
  const { on, amount = null } = asked;
  return [{ do: 'promise', ...asked }, { promised: true, on, amount } satisfies PromiseAnswer];
});
export const withdrawPromise = ended({ do: 'withdraw' }, { promised: false } satisfies PromiseAnswer);
