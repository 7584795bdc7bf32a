/** Both parks: what the row may say against them, what changes while they last, and how people end theirs. */
import { closedToken } from '../known-differences.ts';
import { act, answers, type Case, close, decision, rest, throws, wait } from '../script.ts';
import { ask, closed, decide, fork, outage, park, person, remind, superseded, toTheEnd } from './states.ts';

const asked: Case['answers'] = { EvaluateEscalation: [throws('StepRejected')], AskAPerson: [rest] };

/** What the row may say against a park. */
const refusals: readonly (readonly [string, Case['row']])[] = [
  ['was closed', { caseState: 'closed' }],
  ['belongs to a newer run', { run: 8 }],
  ['belongs to a newer cycle', { cycle: 2 }],
  ['was changed since the decision', { decisionVersion: 5 }],
  ['is gone', 'missing'],
];

const conditions = refusals.flatMap(([what, row]): readonly Case[] => [
  {
    name: `looks anew where the row ${what} before the case could wait`,
    answers: { EvaluateEscalation: [rest] },
    ...(row && { row }),
    path: [decide, fork, park, ...toTheEnd],
  },
  {
    name: `looks anew where the row ${what} before a person could be waited for`,
    answers: asked,
    ...(row && { row }),
    path: [decide, ask, person, ...toTheEnd],
  },
]);

const races: readonly Case[] = [
  {
    name: 'is changed between the decision and the park, looks anew and parks on the new version',
    answers: { EvaluateEscalation: [rest, wait({ waitSeconds: 3600, decisionVersion: 5, action: 'evaluate' })] },
    row: { decisionVersion: 5 },
    path: [decide, fork, park, decide, fork, park, fork, ...toTheEnd],
  },
  {
    name: 'is paid while it waits: the wake finds it closed',
    answers: { EvaluateEscalation: [rest, close] },
    async drive(run) {
      const token = await run.parked();
      await run.change({ caseState: 'closed', decisionVersion: 5 });
      await run.wake(token);
      await run.ended();
    },
    path: [decide, fork, park, decide, fork, closed],
  },
  {
    name: 'is paid while it waits and the wake is lost: the reminder re-decides, and the park refuses',
    answers: { EvaluateEscalation: [wait()], SendReminder: [answers(decision('close', { decisionVersion: 5 }))] },
    async drive(run) {
      await run.parked();
      await run.change({ caseState: 'closed', decisionVersion: 5 });
      await run.ended();
    },
    path: [decide, fork, park, fork, remind, park, ...toTheEnd],
  },
  {
    name: 'is taken over while it waits: its next look tells it so',
    answers: { EvaluateEscalation: [rest, answers(decision('superseded'))] },
    async drive(run) {
      const token = await run.parked();
      await run.change({ run: 8 });
      await run.wake(token);
      await run.ended();
    },
    path: [decide, fork, park, decide, fork, superseded],
  },
  {
    name: 'is taken over while a reminder was under way: the park refuses, the next look tells it so',
    answers: { EvaluateEscalation: [act(), answers(decision('superseded'))], SendReminder: [rest] },
    row: { run: 8 },
    path: [decide, fork, remind, park, decide, fork, superseded],
  },
];

const people: readonly Case[] = [
  {
    name: 'is resumed by a person',
    answers: asked,
    async drive(run) {
      await run.wake(await run.parked(), '{"resumed":true}');
      await run.ended();
    },
    path: [decide, ask, person, ...toTheEnd],
  },
  {
    name: 'looks again by itself after a week without a person',
    answers: { EvaluateEscalation: [throws('StepRejected')], AskAPerson: [wait({ waitSeconds: 7 * 24 * 3600 })] },
    path: [decide, ask, person, ...toTheEnd],
  },
  {
    name: 'is resumed too late, while it waits for a person once more',
    answers: { EvaluateEscalation: [throws('StepRejected'), throws('StepRejected')], AskAPerson: [wait(), rest] },
    async drive(run) {
      const token = await run.parked();
      await run.parked(2);
      await run.wake(token);
      await run.wake(await run.parked(2));
      await run.ended();
    },
    path: [decide, ask, person, decide, ask, person, ...toTheEnd],
    known: [closedToken],
  },
  {
    name: 'takes a failure reported for the person for an outage',
    answers: asked,
    async drive(run) {
      await run.fail(await run.parked(), 'Scripted');
      await run.ended();
    },
    path: [decide, ask, person, outage, ...toTheEnd],
  },
];

export const parks: readonly Case[] = [...conditions, ...races, ...people];
