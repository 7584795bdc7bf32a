/** Does what a link says, once: the link is used up in the same transaction as its effect. */
import { addMs, localClock } from '../../core/calendar/dates.ts';
import type { SilenceWish } from '../../core/case/silence-instruction.ts';
import { linkActor } from '../../core/link/link.ts';
import { linkUse } from '../../core/link/sign.ts';
import type { Clock, Ledger, Lists, Write } from '../../core/ports.ts';
import { endTask } from '../_shared/end-task.ts';
import { tellCustomer } from '../_shared/tell-customer.ts';
import { tellInvoice } from '../_shared/tell-invoice.ts';
import { tellStep } from '../_shared/tell-step.ts';
import { untilTaken } from '../_shared/until-taken.ts';
import { type Answers, outcomeOf } from './form.ts';
import type { OpenLink } from './open.ts';

export type Deps = {
  readonly ledger: Ledger;
  readonly lists: Pick<Lists, 'liveInvoiceIds'>;
  readonly clock: Clock;
};

export type CarriedOut =
  | { readonly kind: 'done' }
  | { readonly kind: 'used' }
  /** `asks` where another answer on the form would do. */
  | { readonly kind: 'refused'; readonly message: string; readonly asks?: boolean };

type Told = {
  readonly kind: string;
  readonly found?: string;
  readonly message?: string;
  readonly path?: string | undefined;
};

const WEEK_MS = 7 * 86_400_000;

export function carryOut(deps: Deps, open: OpenLink, answers: Answers): Promise<CarriedOut> {
  const use: Write = { kind: 'once', name: linkUse(open.token) };
  return untilTaken('follow a link', async () => {
    if (await deps.ledger.isClaimed(use.name)) return { kind: 'used' };
    const told = await tell(deps, open, { answers, also: [use] });
    return told && inWords(told);
  });
}

type Say = { readonly answers: Answers; readonly also: readonly Write[] };

function tell(deps: Deps, open: OpenLink, { answers, also }: Say): Promise<Told | undefined> {
  const { link, invoice, task } = open;
  const { creditorId, action, target } = link;
  const by = linkActor(link);
  const invoiceId = invoice?.invoiceId;
  switch (action) {
    case 'approve':
    case 'skip': {
      const { stepId = '', cycle } = target;
      if (invoiceId === undefined) return NOTHING_TO_DO;
      return tellStep(deps, { creditorId, invoiceId, stepId, cycle, deed: action, by, note: answers.note }, also);
    }
    case 'task-done': {
      const outcome = outcomeOf({ outcome: target.outcome ?? answers.outcome });
      if (!task || !outcome) return NOTHING_TO_DO;
      if (task.state === 'done') return Promise.resolve({ kind: 'refused', found: 'it done already' });
      return endTask(deps, task, { asked: { outcome, note: answers.note, promisedOn: answers.on }, by }, also);
    }
    default: {
      const wish = wishOf(open, answers, deps.clock.now());
      if (invoiceId !== undefined) return tellInvoice(deps, { creditorId, invoiceId, wish, by }, also);
      if (wish.do !== 'hold' && wish.do !== 'lift') return NOTHING_TO_DO;
      return tellCustomer(deps, { creditorId, customerId: open.customer.customerId, wish, by }, also);
    }
  }
}

const NOTHING_TO_DO = Promise.resolve({ kind: 'refused', found: 'nothing that it could be done to' });

/** What the link asks for, as the API would be asked for it; a hold that lasts longer already is left as it is. */
function wishOf(
  { link: { action }, customer }: OpenLink,
  { on = '', amount, reason = '' }: Answers,
  now: string,
): SilenceWish {
  const inAWeek = addMs(now, WEEK_MS);
  switch (action) {
    case 'stop-today':
      return { do: 'hold', reason: 'stopped for today', until: localClock(now, customer.timeZone).date, atLeast: true };
    case 'already-paid':
      return { do: 'hold', reason: 'payment claimed', until: inAWeek, atLeast: true };
    case 'promised-on':
      return { do: 'promise', on, amount };
    case 'disputed':
      return { do: 'dispute', reason, amount };
    case 'lift-hold':
      return { do: 'lift' };
    case 'withdraw-promise':
      return { do: 'withdraw' };
    case 'settle-dispute':
      return { do: 'settle' };
    default:
      return { do: 'hold', reason: 'held for 7 days', until: inAWeek, atLeast: true };
  }
}

function inWords({ kind, found, message, path }: Told): CarriedOut {
  if (kind === 'done') return { kind: 'done' };
  const text =
    message ??
    (found === undefined ? 'What it is about is not there any more.' : `Nothing was changed: Dunlin found ${found}.`);
  return { kind: 'refused', message: text, asks: path !== undefined };
}
