/** Where the two engines answer differently, which of them AWS's documentation supports, and what it says there. */
import type { Trace } from './trace.ts';

export type KnownDifference = {
  readonly what: string;
  /** The page of AWS's documentation that settles it. */
  readonly page: string;
  readonly agreesWithAws: 'local' | 'ministack';
  /** The other engine's trace, put right. The suite fails where nothing is left to put right. */
  readonly asOnAws: (trace: Trace) => Trace;
};

const API = 'https://docs.aws.amazon.com/step-functions/latest/apireference';
const GUIDE = 'https://docs.aws.amazon.com/step-functions/latest/dg';

const replying =
  (from: string, to: string) =>
  (trace: Trace): Trace => ({ ...trace, replies: trace.replies.map((reply) => (reply === from ? to : reply)) });

/** Of a standard workflow: a call "with the same name and input as a running execution" succeeds. */
export const secondStart: KnownDifference = {
  what: 'a second start with the same name and input, while the first runs, succeeds; MiniStack refuses it',
  page: `${API}/API_StartExecution.html`,
  agreesWithAws: 'local',
  asOnAws: replying('start: ExecutionAlreadyExists', 'start: taken'),
};

/** "TaskTimedOut: The task token has either expired or the task associated with the token has already been closed." */
export const closedToken: KnownDifference = {
  what: 'a token that was used, or whose time is over, is answered TaskTimedOut; MiniStack knows it no more',
  page: `${API}/API_SendTaskSuccess.html`,
  agreesWithAws: 'local',
  asOnAws: replying('wake: TaskDoesNotExist', 'wake: TaskTimedOut'),
};

export const closedTokenFailing: KnownDifference = {
  ...closedToken,
  page: `${API}/API_SendTaskFailure.html`,
  asOnAws: replying('fail: TaskDoesNotExist', 'fail: TaskTimedOut'),
};

export const tokenOfAnEndedExecution: KnownDifference = {
  what: 'the token of an execution that was stopped is answered TaskTimedOut; MiniStack takes it, to no effect',
  page: `${API}/API_SendTaskSuccess.html`,
  agreesWithAws: 'local',
  asOnAws: replying('wake: taken', 'wake: TaskTimedOut'),
};

/** "InvalidToken: The provided token is not valid." */
export const strangeToken: KnownDifference = {
  what: 'a token that nobody gave out is answered InvalidToken; MiniStack answers TaskDoesNotExist',
  page: `${API}/API_SendTaskSuccess.html`,
  agreesWithAws: 'local',
  asOnAws: replying('wake: TaskDoesNotExist', 'wake: InvalidToken'),
};

/** "InvalidOutput: The provided JSON output data is not valid." */
export const outputNoJson: KnownDifference = {
  what: 'an output that is no JSON is refused, and the task waits on; MiniStack takes it',
  page: `${API}/API_SendTaskSuccess.html`,
  agreesWithAws: 'local',
  asOnAws: ({ replies, ...trace }) => ({
    ...trace,
    replies: replies.map((reply, index) =>
      index === 0 ? 'wake: InvalidOutput' : reply.replace('TaskDoesNotExist', 'taken'),
    ),
  }),
};

/** "InvalidExecutionInput: The provided JSON input data is not valid." */
export const inputNoJson: KnownDifference = {
  what: 'an input that is no JSON is refused; MiniStack starts an execution with it',
  page: `${API}/API_StartExecution.html`,
  agreesWithAws: 'local',
  asOnAws: replying('start: taken', 'start: InvalidExecutionInput'),
};

/** "A name must not contain" special characters, `#` among them; "InvalidName: The provided name is not valid." */
export const nameWithSpecialCharacters: KnownDifference = {
  what: 'a name with special characters is refused; MiniStack starts an execution by it',
  page: `${API}/API_StartExecution.html`,
  agreesWithAws: 'local',
  asOnAws: replying('start: taken', 'start: InvalidName'),
};

/** "TimeoutSeconds: The maximum number of seconds an execution of the state machine can run." */
export const timeoutOfTheMachine: KnownDifference = {
  what: "the machine's own TimeoutSeconds ends an execution as TIMED_OUT; MiniStack does not know the field",
  page: `${GUIDE}/statemachine-structure.html`,
  agreesWithAws: 'local',
  asOnAws: ({ output: _output, ...trace }) => ({
    ...trace,
    status: 'TIMED_OUT',
    visits: trace.visits.slice(0, 3).map((visit) => ({ ...visit, errors: [] })),
    calls: trace.calls.slice(0, 1),
  }),
};

/** "States.DataLimitExceeded ... This is a terminal error that can't be caught by the States.ALL error type." */
export const resultTooLarge: KnownDifference = {
  what: 'a result of more than 256 KiB fails the execution, and no wildcard catches it; MiniStack has no such limit',
  page: `${GUIDE}/concepts-error-handling.html`,
  agreesWithAws: 'local',
  asOnAws: ({ output: _output, ...trace }) => ({
    ...trace,
    status: 'FAILED',
    error: 'States.DataLimitExceeded',
    visits: trace.visits.slice(0, 1).map((visit) => ({ ...visit, errors: ['States.DataLimitExceeded'] })),
    calls: trace.calls.slice(0, 1),
  }),
};
