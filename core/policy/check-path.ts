/** Whether a policy's steps make a path: each reached once, one after the other, with an end that asks a person. */
import { error, type Finding, warning } from './finding.ts';
import { type Policy, type ReminderStep, type Step, TONES } from './policy.ts';

type Check = (policy: Policy) => readonly Finding[];
type Placed<S extends Step> = { readonly step: S; readonly index: number };

/** How far along the path a step stands, in calendar days: five banking days are a week. */
export const dayOf = ({ at, unit }: Pick<Step, 'at' | 'unit'>): number => (unit === 'banking-days' ? (at * 7) / 5 : at);

export function remindersOf({ steps }: Policy): readonly Placed<ReminderStep>[] {
  return steps.flatMap((step, index) => (step.action === 'remind' ? [{ step, index }] : []));
}

const idsTwice: Check = ({ steps }) =>
  steps.flatMap(({ id }, index) =>
    steps.findIndex((other) => other.id === id) < index
      ? [error('id-twice', ['steps', index, 'id'], `expected every step to have an id of its own, found "${id}" twice`)]
      : [],
  );

const sendsNothing: Check = (policy) => {
  const reminders = remindersOf(policy);
  if (reminders.length === 0)
    return [
      error('sends-nothing', ['steps'], 'expected at least one step that reminds, for this policy sends nothing'),
    ];
  return reminders.every(({ step }) => step.when !== undefined)
    ? [
        warning(
          'sends-perhaps-nothing',
          ['steps'],
          'every message depends on a condition, so that some invoices are never written about',
        ),
      ]
    : [];
};

const ends = (step: Step | undefined): boolean => step?.action === 'open-task' && step.endsPath === true;

const endsInSilence: Check = ({ steps }) => {
  const last = steps.at(-1);
  const early = steps.flatMap((step, index) =>
    ends(step) && index < steps.length - 1
      ? [
          error(
            'never-reached',
            ['steps', index, 'endsPath'],
            `expected the end of the path at its last step, found it at "${step.id}", after which nothing is reached`,
          ),
        ]
      : [],
  );
  if (ends(last) && last?.when === undefined) return early;
  const message =
    'expected the last step to be an unconditional task with endsPath, so that the path never ends in silence';
  return [...early, error('ends-in-silence', ['steps', steps.length - 1], message)];
};

const startsNowhere: Check = ({ steps, startAtMost }) =>
  steps.some(({ id }) => id === startAtMost)
    ? []
    : [error('unknown-step', ['startAtMost'], `expected the id of one of the steps, found "${startAtMost}"`)];

const toneOf = ({ step }: Placed<ReminderStep>): number => TONES.indexOf(step.template);

/** A check-in asks for nothing, so that a friendly reminder is the first tone that can be skipped. */
const FIRST_TONE = TONES.indexOf('friendly');

const tones: Check = (policy) => {
  let reached = FIRST_TONE - 1;
  return remindersOf(policy).flatMap((placed) => {
    const tone = toneOf(placed);
    const { step, index } = placed;
    const at = ['steps', index, 'template'];
    const before = reached;
    reached = Math.max(reached, tone);
    if (tone > before + 1)
      return [
        warning('skips-tone', at, `"${step.id}" is ${step.template} and nothing before it is ${TONES[before + 1]}`),
      ];
    return tone < before
      ? [warning('milder-again', at, `"${step.id}" is ${step.template}, after a message that was ${TONES[before]}`)]
      : [];
  });
};

/** The fewest calendar days in which so many weekdays can pass. */
const shortest = (weekdays: number): number => weekdays + 2 * Math.floor(weekdays / 5);

const gaps: Check = (policy) => {
  const reminders = remindersOf(policy);
  const needed = shortest(policy.minimumGapWeekdays);
  return reminders.flatMap(({ step, index }, place) => {
    const before = reminders[place - 1]?.step;
    if (!before || before.at < 0 || dayOf(step) - dayOf(before) >= needed) return [];
    const found = `"${step.id}" comes ${dayOf(step) - dayOf(before)} days after "${before.id}"`;
    const gap = `${policy.minimumGapWeekdays} banking days`;
    return [warning('closer-than-gap', ['steps', index, 'at'], `${found}, and waits until the gap of ${gap} is over`)];
  });
};

const CHECKS: readonly Check[] = [idsTwice, sendsNothing, endsInSilence, startsNowhere, tones, gaps];

export function checkPath(policy: Policy): readonly Finding[] {
  return CHECKS.flatMap((check) => check(policy));
}
