/** A policy document as the policy that is walked: repeats become steps, templates are told apart from tones. */

import { dayOf } from '../../core/policy/check-path.ts';
import {
  type Policy,
  PROMISE_TERMS,
  type PromiseTerms,
  type Step,
  TONES,
  type Tone,
} from '../../core/policy/policy.ts';
import type { PolicyDocument, StepDocument } from './document.ts';

/** `origin` says from which step of the document each step of the policy comes. */
export type Expanded = { readonly policy: Policy; readonly origin: readonly number[] };

/** Five weekdays: a week between two messages. */
const USUAL_GAP = 5;

export function isTone(text: string): text is Tone {
  return TONES.some((tone) => tone === text);
}

function occurrencesOf(step: StepDocument): readonly { readonly id: string; readonly at: number }[] {
  const { everyDays, times } = step.repeat ?? { everyDays: 0, times: 1 };
  return Array.from({ length: times }, (_, turn) => ({
    id: turn === 0 ? step.id : `${step.id}.${turn + 1}`,
    at: step.at.at + turn * everyDays,
  }));
}

/** Where the template names words of the company's own, their tone is the step's. */
function reminder(step: Extract<StepDocument, { action: 'remind' }>, { templates = {} }: PolicyDocument) {
  const { template, words } = step;
  if (isTone(template)) return { template, words };
  return { template: templates[template]?.tone ?? 'friendly', words: words ?? template };
}

function stepsOf(step: StepDocument, document: PolicyDocument): readonly Step[] {
  const { repeat: _, at, unit, ...rest } = step;
  return occurrencesOf(step).map((occurrence): Step => {
    const own = { ...occurrence, unit: unit ?? at.unit };
    return withoutGaps(
      rest.action === 'remind'
        ? { ...rest, ...own, ...reminder({ ...rest, at, unit }, document) }
        : { ...rest, ...own },
    );
  });
}

/** Fields that are left out are absent, so that equal policies are written equally. */
function withoutGaps<T extends object>(value: T): T {
  const kept: T = { ...value };
  for (const key in kept) if (kept[key] === undefined) delete kept[key];
  return kept;
}

/** An invoice that arrives old starts no higher than the last reminder that is firm or milder. */
function usualStart(steps: readonly Step[]): string {
  const mild = steps.filter(
    (step) => step.action === 'remind' && TONES.indexOf(step.template) <= TONES.indexOf('firm'),
  );
  return mild.at(-1)?.id ?? steps[0]?.id ?? '';
}

function termsOf({ graceDays, mostBroken, harsherWhenBroken }: NonNullable<PolicyDocument['promises']>): PromiseTerms {
  return {
    graceDays: graceDays ?? PROMISE_TERMS.graceDays,
    mostBroken: mostBroken ?? PROMISE_TERMS.mostBroken,
    harsherWhenBroken: harsherWhenBroken ?? PROMISE_TERMS.harsherWhenBroken,
  };
}

export function expand(document: PolicyDocument): Expanded {
  const { $schema: _, title: __, minimumGap, minimumGapWeekdays, promises, startAtMost, steps, ...rest } = document;
  const placed = steps
    .flatMap((step, index) => stepsOf(step, document).map((made) => ({ made, index })))
    .map((one, turn) => ({ ...one, turn }))
    .sort((one, other) => dayOf(one.made) - dayOf(other.made) || one.turn - other.turn);
  const walked = placed.map(({ made }) => made);
  const policy: Policy = withoutGaps({
    ...rest,
    version: document.version ?? 1,
    startAtMost: startAtMost ?? usualStart(walked),
    minimumGapWeekdays: minimumGap ?? minimumGapWeekdays ?? USUAL_GAP,
    promises: promises && termsOf(promises),
    steps: walked,
  });
  return { policy, origin: placed.map(({ index }) => index) };
}
