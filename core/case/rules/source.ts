/** Balances that may be wrong are not written about: the ERP is silent for too long, or its totals are other than these books'. */
import { addMs } from '../../calendar/dates.ts';
import { later, type Rule } from './rule.ts';

const HOUR_MS = 3_600_000;
/** Only the ERP's next word ends it, and that wakes nobody: part of a day, so that a morning's sync is met the same day. */
const LOOK_AGAIN_HOURS = 3;

/** Where the source was not looked up, nothing is said about it. */
export const sourceIsFresh: Rule = ({ source, creditor, invoice }, now) => {
  const every = creditor?.syncEveryHours;
  if (!source || every === undefined) return undefined;
  const heard = source.lastSyncAt ?? invoice.acceptedAt;
  if (now <= addMs(heard, every * HOUR_MS)) return undefined;
  return { kind: 'hold', reason: 'source-stale', until: later(now, LOOK_AGAIN_HOURS / 24) };
};

export const sourceAgrees: Rule = ({ source }, now) =>
  source?.disagreesSince === undefined
    ? undefined
    : { kind: 'hold', reason: 'source-disagrees', until: later(now, LOOK_AGAIN_HOURS / 24) };
