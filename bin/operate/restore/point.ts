/** The moment to which a table is restored, as typed. */
import type { Instant } from '../../../core/calendar/dates.ts';
import { misused } from '../operator-error.ts';
import type { Values } from '../values.ts';

export function restorePoint(values: Values): Instant {
  const given = values.required('since');
  const at = Date.parse(given);
  if (Number.isFinite(at)) return new Date(at).toISOString();
  throw misused(`expected --since 2026-02-03T10:00:00Z, found --since ${given}`);
}
