/** What every rule of a decision is: a look at the situation, and a decision where it has something to say. */
import { addMs, type Instant } from '../../calendar/dates.ts';
import type { Decision, Situation } from '../decide.ts';

export type Rule = (situation: Situation, now: Instant) => Decision | undefined;

const DAY_MS = 86_400_000;
/** Silence that nothing but news ends is looked at again after so many days. */
export const LOOK_AGAIN_DAYS = 30;

export const later = (now: Instant, days: number): Instant => addMs(now, days * DAY_MS);
