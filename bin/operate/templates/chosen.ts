/** Which messages an operator wants to see: of which tone and language, in whose words, about what. */
import type { Instant } from '../../../core/calendar/dates.ts';
import { assemble } from '../../../core/case/group.ts';
import { recipientFor } from '../../../core/contact/customer.ts';
import { consolidatedView } from '../../../core/message/consolidate.ts';
import { LANGUAGES, type Language } from '../../../core/message/language.ts';
import type { ConsolidatedView } from '../../../core/message/views.ts';
import { type OwnWords, type Policy, type ReminderStep, TONES, type Tone } from '../../../core/policy/policy.ts';
import type { Loaded } from '../../../core/ports.ts';
import { readPolicy } from '../documents.ts';
import { misused, OperatorError } from '../operator-error.ts';
import type { Target } from '../target.ts';
import type { Values } from '../values.ts';
import { sampleView } from './sample.ts';

/** One message: `name` tells it apart, as a file name does. */
export type Chosen = {
  readonly name: string;
  readonly view: ConsolidatedView;
  readonly own?: OwnWords | undefined;
};

function among<T extends string>(values: Values, option: string, all: readonly T[]): readonly T[] {
  const asked = values.text(option);
  if (asked === undefined) return all;
  const found = all.filter((each) => each === asked);
  if (found.length === 0) throw misused(`expected --${option} to be one of ${all.join(', ')}, found "${asked}"`);
  return found;
}

function countOf(values: Values): number {
  const count = Number(values.text('count') ?? '1');
  if (Number.isInteger(count) && count >= 1 && count <= 80) return count;
  throw misused(`expected --count from 1 to 80, found "${values.text('count')}"`);
}

/** Words by name: the tones, or the templates of a policy's file. */
function wordsOf(values: Values): readonly { readonly id: string; readonly tone: Tone; readonly own?: OwnWords }[] {
  const file = values.text('policy');
  if (file === undefined) return among(values, 'tone', TONES).map((tone) => ({ id: tone, tone }));
  const templates = Object.entries(readPolicy(file).templates ?? {});
  if (templates.length === 0) throw misused(`expected templates in ${file}, found none`);
  return templates.map(([id, own]) => ({ id, tone: own.tone, own }));
}

/** The messages about a sample, or about what a real invoice's customer owes now. */
export async function chosenMessages(values: Values, target: Target): Promise<readonly Chosen[]> {
  const words = wordsOf(values);
  const languages = among(values, 'language', LANGUAGES);
  const real = values.text('invoice') === undefined ? undefined : await realCase(values, target);
  return words.flatMap(({ id, tone, own }) =>
    languages
      .filter((language) => own === undefined || own.byLanguage[language] !== undefined)
      .map((language): Chosen => {
        const view = real ? realView(real, tone, language) : sampleView(tone, language, countOf(values));
        return { name: `${id}-${language}`, view, own };
      }),
  );
}

type RealCase = { readonly loaded: Loaded; readonly now: Instant };

async function realCase(values: Values, target: Target): Promise<RealCase> {
  const creditorId = values.required('creditor');
  const invoiceId = values.required('invoice');
  const caseId = target.ledger.caseIdOf(creditorId, invoiceId);
  const loaded = await target.ledger.loadCase(caseId, { addresses: true, siblings: true });
  if (!loaded) throw new OperatorError(`"${creditorId}" has no invoice "${invoiceId}"`);
  return { loaded, now: await target.now() };
}

/** The path's own step of the tone, else one like it: a preview need not wait for its day. */
function stepOf({ steps }: Policy, tone: Tone): ReminderStep {
  const own = steps.find((step): step is ReminderStep => step.action === 'remind' && step.template === tone);
  return own ?? { id: 'preview', at: 0, action: 'remind', channel: 'email', template: tone, namesDateIn: 10 };
}

function realView(
  { loaded: { creditor, situation }, now }: RealCase,
  tone: Tone,
  language: Language,
): ConsolidatedView {
  const step = stepOf(situation.policy, tone);
  const assembly = { ...assemble(situation, step, now), tone };
  const to = recipientFor(situation.customer, 'email', situation.addresses ?? []);
  const carrying = { ...assembly.carrying, step };
  const view = consolidatedView({
    creditor,
    situation,
    assembly: { ...assembly, carrying },
    contact: to?.contact,
    now,
  });
  return view.language === language
    ? view
    : { ...view, language, locale: new Intl.Locale(view.locale ?? 'en', { language }).baseName };
}
