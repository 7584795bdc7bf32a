/** The wall clock as the functions see it. */
import { randomUUID } from 'node:crypto';
import { instantOf } from '../../core/calendar/dates.ts';
import type { Clock, Ids } from '../../core/ports.ts';

export const systemClock: Clock = { now: () => instantOf(Date.now()) };
export const randomIds: Ids = { next: () => randomUUID() };
