/** Executions stopped in every state that takes time, started twice, and out of their year. */
import {
  inputNoJson,
  nameWithSpecialCharacters,
  secondStart,
  timeoutOfTheMachine,
  tokenOfAnEndedExecution,
} from '../known-differences.ts';
import { act, answers, type Case, close, decision, HOUR, holds, rest, throws, wait } from '../script.ts';
import { ask, decide, fork, outage, park, person, remind, task, toTheEnd } from './states.ts';

const held = holds('answer', answers(decision('wait')));

/** Stopped while the function is under way: what it answers then counts for nothing. */
const underWay = (
  [
    ['EvaluateEscalation', { EvaluateEscalation: [held] }, [decide]],
    ['SendReminder', { EvaluateEscalation: [act()], SendReminder: [held] }, [decide, fork, remind]],
    ['OpenTask', { EvaluateEscalation: [act({ action: 'open-task' })], OpenTask: [held] }, [decide, fork, task]],
    ['AskAPerson', { EvaluateEscalation: [throws('StepRejected')], AskAPerson: [held] }, [decide, ask]],
  ] as const
).map(
  ([state, given, path]): Case => ({
    name: `is stopped in ${state}, whose answer then counts for nothing`,
    answers: given,
    async drive(run) {
      await run.called(state);
      await run.stop('Operator', 'scripted');
      run.release('answer');
      await run.calm();
    },
    path,
  }),
);

const waiting: readonly Case[] = [
  {
    name: 'is stopped in AwaitPaymentOrNextStep: its token has no power',
    answers: { EvaluateEscalation: [rest] },
    async drive(run) {
      const token = await run.parked();
      await run.stop('Operator', 'scripted');
      await run.wake(token);
      await run.calm();
    },
    path: [decide, fork, park],
    known: [tokenOfAnEndedExecution],
  },
  {
    name: 'is stopped in AwaitAPerson: its token has no power',
    answers: { EvaluateEscalation: [throws('StepRejected')], AskAPerson: [rest] },
    async drive(run) {
      const token = await run.parked();
      await run.stop();
      await run.wake(token);
      await run.calm();
    },
    path: [decide, ask, person],
    known: [tokenOfAnEndedExecution],
  },
  {
    name: 'is stopped in AwaitNextTry',
    machine: 'long-outage',
    answers: { EvaluateEscalation: [throws('StepRejected')], AskAPerson: [throws('StepRejected')] },
    async drive(run) {
      await run.entered(outage);
      await run.stop();
    },
    path: [decide, ask, outage],
  },
  {
    name: 'is stopped while a retry is under way',
    answers: { EvaluateEscalation: [throws('StepUnavailable'), held] },
    async drive(run) {
      await run.called('EvaluateEscalation', 2);
      await run.stop();
      run.release('answer');
      await run.calm();
    },
    path: [decide],
  },
  {
    name: 'is stopped before the write of its token was answered',
    answers: { EvaluateEscalation: [rest] },
    table: [{ kind: 'holds', gate: 'answer' }],
    async drive(run) {
      await run.parked();
      await run.stop();
      run.release('answer');
      await run.calm();
    },
    path: [decide, fork, park],
  },
  {
    name: 'is stopped twice',
    answers: { EvaluateEscalation: [rest] },
    async drive(run) {
      await run.parked();
      await run.stop('First', 'scripted');
      await run.stop('Second', 'scripted');
    },
    path: [decide, fork, park],
  },
  {
    name: 'knows no execution that was never started',
    async drive(run) {
      await run.ended();
      await run.stopUnknown();
    },
    path: toTheEnd,
  },
];

const starts: readonly Case[] = [
  {
    name: 'is started again with the same name and input while it runs',
    answers: { EvaluateEscalation: [rest] },
    async drive(run) {
      const token = await run.parked();
      await run.startAgain();
      await run.wake(token);
      await run.ended();
    },
    path: [decide, fork, park, ...toTheEnd],
    known: [secondStart],
  },
  {
    name: 'is started again with another input while it runs',
    answers: { EvaluateEscalation: [rest] },
    async drive(run) {
      const token = await run.parked();
      await run.startAgain({ input: '{}' });
      await run.wake(token);
      await run.ended();
    },
    path: [decide, fork, park, ...toTheEnd],
  },
  {
    name: 'is started again after its end',
    async drive(run) {
      await run.ended();
      await run.startAgain();
    },
    path: toTheEnd,
  },
  {
    name: 'is started on a machine that is not there',
    async drive(run) {
      await run.ended();
      await run.startAgain({ stateMachineArn: `${run.machineArn}-of-nobody` });
    },
    path: toTheEnd,
  },
  {
    name: 'is started by a name with special characters',
    async drive(run) {
      await run.ended();
      await run.startAgain({ name: 'CRED#demo', input: '{"caseId":"nobody","cycle":1,"run":1}' });
      await run.discard('CRED#demo');
    },
    path: toTheEnd,
    known: [nameWithSpecialCharacters],
  },
  {
    name: 'is started with an input that is no JSON',
    async drive(run) {
      await run.ended();
      await run.startAgain({ name: 'no-json', input: '{' });
      await run.discard('no-json');
    },
    path: toTheEnd,
    known: [inputNoJson],
  },
  {
    name: 'runs out of its year while it waits',
    machine: 'short-year',
    answers: { EvaluateEscalation: [wait({ action: 'evaluate', waitSeconds: 30 * HOUR }), close] },
    path: [decide, fork, park],
    known: [timeoutOfTheMachine],
  },
];

export const endings: readonly Case[] = [...underWay, ...waiting, ...starts];
