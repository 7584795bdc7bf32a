/** Every Retry and every Catch of every state that calls a function, by each name it lists, and what is in no list. */
import { act, answers, type Case, type FunctionState, holds, type Turn, throws, times, wait } from '../script.ts';
import { ask, decide, fork, outage, park, person, remind, task, toTheEnd } from './states.ts';

/** The names that mean "not now", as sections 4 of the design and of statemachines/README.md have them. */
const LATER = [
  'StepUnavailable',
  'StepDeferred',
  'Lambda.ServiceException',
  'Lambda.AWSLambdaException',
  'Lambda.SdkClientException',
  'Lambda.TooManyRequestsException',
] as const;

/** Tried once and six times more. */
const SPENT = 7;

/** How the case comes to each function, and which states it enters on the way. */
const ROADS: Readonly<Record<FunctionState, { readonly before: readonly Turn[]; readonly path: readonly string[] }>> = {
  EvaluateEscalation: { before: [], path: [decide] },
  SendReminder: { before: [act()], path: [decide, fork, remind] },
  OpenTask: { before: [act({ action: 'open-task' })], path: [decide, fork, task] },
  AskAPerson: { before: [answers({ kind: 'sing' })], path: [decide, fork, ask] },
};
const STATES = Object.keys(ROADS).flatMap((name) => (isFunctionState(name) ? [name] : []));

function isFunctionState(name: string): name is FunctionState {
  return Object.hasOwn(ROADS, name);
}

/** The answers of a case that comes to `state` and meets `turns` there. */
function meeting(state: FunctionState, turns: readonly Turn[]): NonNullable<Case['answers']> {
  const { before } = ROADS[state];
  return state === 'EvaluateEscalation' ? { [state]: turns } : { EvaluateEscalation: before, [state]: turns };
}

const spent = STATES.flatMap((state) =>
  LATER.map(
    (error): Case => ({
      name: `${state} meets ${error} until its retries are spent, waits an hour and looks again`,
      answers: meeting(state, times(SPENT, throws(error))),
      path: [...ROADS[state].path, outage, ...toTheEnd],
    }),
  ),
);

/** Two names of one list share its count: the third try succeeds. */
const recovered = STATES.map((state): Case => {
  const turn = state === 'EvaluateEscalation' ? act({ action: 'evaluate' }) : wait({ action: 'evaluate' });
  const after = {
    EvaluateEscalation: [fork],
    SendReminder: [park, fork],
    OpenTask: [park, fork],
    AskAPerson: [person],
  };
  return {
    name: `${state} is unavailable, then throttled, and then answers`,
    answers: meeting(state, [throws('StepUnavailable'), throws('Lambda.TooManyRequestsException'), turn]),
    path: [...ROADS[state].path, ...after[state], ...toTheEnd],
  };
});

/** Errors that neither waiting nor retrying mends. */
const toAPerson = (['EvaluateEscalation', 'SendReminder', 'OpenTask'] as const).flatMap((state) =>
  ['StepRejected', 'Error', 'Sandbox.Timedout', 'Runtime.ExitError'].map(
    (error): Case => ({
      name: `${state} throws ${error}, and a person is asked`,
      answers: { ...meeting(state, [throws(error)]), AskAPerson: [wait()] },
      path: [...ROADS[state].path, ask, person, ...toTheEnd],
    }),
  ),
);

const outOfTime = STATES.map((state): Case => {
  const asks = state !== 'AskAPerson';
  return {
    name: `${state} gives no answer in its time, and what it answers later counts for nothing`,
    machine: 'hasty-functions',
    answers: {
      ...(asks && { AskAPerson: [wait()] }),
      ...meeting(state, [holds('late', answers({ kind: 'superseded' }))]),
    },
    async drive(run) {
      await run.called(state);
      run.runOutOfTime();
      await run.entered(asks ? ask : outage);
      run.release('late');
      await run.ended();
    },
    path: [...ROADS[state].path, ...(asks ? [ask, person] : [outage]), ...toTheEnd],
  };
});

export const faults: readonly Case[] = [
  ...[...spent, ...recovered, ...toAPerson, ...outOfTime],
  {
    name: 'is unavailable three times and then rejects: a person is asked after the fourth try',
    answers: {
      EvaluateEscalation: [act()],
      SendReminder: [...times(3, throws('StepUnavailable')), throws('StepRejected')],
      AskAPerson: [wait()],
    },
    path: [decide, fork, remind, ask, person, ...toTheEnd],
  },
  {
    name: 'counts the retries of each visit apart',
    answers: {
      EvaluateEscalation: [
        ...times(6, throws('StepUnavailable')),
        act({ action: 'evaluate' }),
        ...times(6, throws('StepDeferred')),
      ],
    },
    path: [decide, fork, ...toTheEnd],
  },
  {
    name: 'outlives two outages in a row',
    answers: { EvaluateEscalation: times(2 * SPENT, throws('StepUnavailable')) },
    path: [decide, outage, decide, outage, ...toTheEnd],
  },
  {
    name: 'tries again in an hour where a person cannot be asked either',
    answers: {
      EvaluateEscalation: [throws('StepRejected'), throws('StepRejected')],
      AskAPerson: [throws('StepRejected'), wait()],
    },
    path: [decide, ask, outage, decide, ask, person, ...toTheEnd],
  },
];
