/** The reminder about exactly one invoice. */
import { TONES, type Tone } from '../policy/policy.ts';
import { renderConsolidated } from './consolidated.ts';
import type { RenderedEmail } from './document.ts';
import { chooseLanguage } from './language.ts';
import type { ReminderView } from './views.ts';

export const REMINDER_TEMPLATES = TONES;
export type ReminderTemplate = Tone;

/** The reminder of one step for exactly one invoice. */
export function renderReminder(tone: ReminderTemplate, { invoice, howToPay, ...view }: ReminderView): RenderedEmail {
  const { language } = chooseLanguage({ customer: view.locale });
  return renderConsolidated({
    ...view,
    language,
    tone,
    items: [{ ...invoice, asked: invoice.owed }],
    apart: [],
    howToPay: { [invoice.owed.currency]: howToPay },
  });
}
