/** Every branch of WhatIsDue, with every kind of decision, at once and after a wait. */
import { resultTooLarge } from '../known-differences.ts';
import { AGES, act, answers, type Case, close, decision, HOUR, rest, throws, wait } from '../script.ts';
import {
  ask,
  closed,
  decide,
  fork,
  outage,
  park,
  parked,
  person,
  remind,
  superseded,
  task,
  toTheEnd,
} from './states.ts';

const resume: NonNullable<Case['drive']> = async (run) => {
  await run.wake(await run.parked());
  await run.ended();
};

export const decisions: readonly Case[] = [
  { name: 'closes at once', path: toTheEnd },
  {
    name: 'is parked for months',
    answers: { EvaluateEscalation: [answers(decision('park'))] },
    path: [decide, fork, parked],
  },
  {
    name: 'finds that it was superseded',
    answers: { EvaluateEscalation: [answers(decision('superseded'))] },
    path: [decide, fork, superseded],
  },
  {
    name: 'sends a reminder that is due now, and waits for the next step',
    answers: { EvaluateEscalation: [act()], SendReminder: [wait({ action: 'evaluate' })] },
    path: [decide, fork, remind, park, fork, ...toTheEnd],
  },
  {
    name: 'opens a task that is due now, and waits for the next step',
    answers: { EvaluateEscalation: [act({ action: 'open-task' })], OpenTask: [wait({ action: 'evaluate' })] },
    path: [decide, fork, task, park, fork, ...toTheEnd],
  },
  {
    name: 'looks again at once',
    answers: { EvaluateEscalation: [act({ action: 'evaluate' })] },
    path: [decide, fork, ...toTheEnd],
  },
  {
    name: 'waits, reminds, waits, opens a task and waits, three transitions a step',
    answers: {
      EvaluateEscalation: [wait()],
      SendReminder: [wait({ action: 'open-task', waitSeconds: 10 * HOUR })],
      OpenTask: [wait({ action: 'evaluate', waitSeconds: 5 * HOUR })],
    },
    path: [decide, fork, park, fork, remind, park, fork, task, park, fork, ...toTheEnd],
  },
  {
    name: 'sends the next reminder right after the last where it is due already',
    answers: {
      EvaluateEscalation: [act()],
      SendReminder: [act({ waitSeconds: 1 }), wait({ action: 'evaluate' })],
    },
    path: [decide, fork, remind, park, fork, remind, park, fork, ...toTheEnd],
  },
  ...(['close', 'park', 'superseded'] as const).map(
    (kind, index): Case => ({
      name: `ends after its wait where a reminder answers ${kind} and the row still lets it park`,
      answers: { EvaluateEscalation: [act()], SendReminder: [answers(decision(kind, { waitSeconds: 1 }))] },
      path: [decide, fork, remind, park, fork, [closed, parked, superseded][index] ?? ''],
    }),
  ),
  {
    name: 'asks a person about a decision that nobody knows',
    answers: { EvaluateEscalation: [answers(decision('sing'))], AskAPerson: [rest] },
    drive: resume,
    path: [decide, fork, ask, person, ...toTheEnd],
  },
  {
    name: 'asks a person about an action that nobody knows',
    answers: { EvaluateEscalation: [act({ action: 'sing' })], AskAPerson: [rest] },
    drive: resume,
    path: [decide, fork, ask, person, ...toTheEnd],
  },
  {
    name: 'asks a person when, after the wait, nobody knows what was to be done',
    answers: { EvaluateEscalation: [wait({ action: 'sing' })], AskAPerson: [wait()] },
    path: [decide, fork, park, fork, ask, person, ...toTheEnd],
  },
  ...([null, 'wait', {}, { kind: 'act' }] as const).map(
    (payload): Case => ({
      name: `asks a person where the decision is ${JSON.stringify(payload)}`,
      answers: { EvaluateEscalation: [answers(payload)], AskAPerson: [rest] },
      drive: resume,
      path: [decide, fork, ask, person, ...toTheEnd],
    }),
  ),
  {
    name: 'takes a list of one decision for that decision, as JSONata does',
    answers: { EvaluateEscalation: [answers([decision('close')])] },
    path: toTheEnd,
  },
  ...(['waitSeconds', 'leaseUntil', 'decisionVersion'] as const).map((missing): Case => {
    const { [missing]: _missing, ...decided } = decision('wait');
    return {
      name: `tries again in an hour where a decision lacks ${missing}`,
      answers: { EvaluateEscalation: [answers(decided)] },
      path: [decide, fork, park, outage, ...toTheEnd],
    };
  }),
  {
    name: 'tries again in an hour where the seconds to wait are words',
    answers: { EvaluateEscalation: [answers({ ...decision('wait'), waitSeconds: 'soon' })] },
    path: [decide, fork, park, outage, ...toTheEnd],
  },
  {
    name: 'tries again in an hour where a person was asked and the answer lacks the lease',
    answers: { EvaluateEscalation: [throws('StepRejected')], AskAPerson: [answers({ kind: 'wait', waitSeconds: 1 })] },
    path: [decide, ask, person, outage, ...toTheEnd],
  },
  {
    name: 'minds no field that a later release has added',
    answers: {
      EvaluateEscalation: [answers({ ...decision('wait', { action: 'evaluate' }), reason: 'new', riders: [1] })],
    },
    path: [decide, fork, park, fork, ...toTheEnd],
  },
  {
    name: 'fails on an answer of more than 256 KiB',
    answers: { EvaluateEscalation: [answers({ ...decision('close'), padding: 'x'.repeat(300 * 1024) })] },
    path: [decide],
    known: [resultTooLarge],
  },
  {
    name: 'waits for the longest time there is until it is woken',
    answers: { EvaluateEscalation: [wait({ waitSeconds: AGES }), close] },
    drive: resume,
    path: [decide, fork, park, ...toTheEnd],
  },
];
