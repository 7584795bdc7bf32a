/** By which channel, and to whom, a message leaves that stands for more than the step that fell due. */
import type { Instant } from '../calendar/dates.ts';
import { type Way, wayOf } from '../contact/way.ts';
import type { ReminderStep } from '../policy/policy.ts';
import type { Situation } from './decide.ts';
import { contactable } from './rules/contact.ts';

/** The carrying step's, or that of the step that fell due where the other's people or channel have to be left alone. */
export function wayFor(
  situation: Situation,
  { carrying, due }: { readonly carrying: ReminderStep; readonly due: ReminderStep },
  now: Instant,
): Way | undefined {
  const step = carrying === due || contactable(situation, carrying, now) === undefined ? carrying : due;
  return wayOf(situation, step, now);
}
