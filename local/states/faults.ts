/** The three ways to go wrong: a definition is refused, a state fails by a name, an API call is refused by a name. */
export type Problem = { readonly state: string; readonly field: string; readonly message: string };

const describe = ({ state, field, message }: Problem) => `${state ? `state ${state}, ` : ''}${field}: ${message}`;

/** The definition breaks a rule of the Amazon States Language: AWS would refuse it too. */
export class InvalidDefinition extends Error {
  override readonly name = 'InvalidDefinition';
  readonly problems: readonly Problem[];
  constructor(problems: readonly Problem[]) {
    super(`The state machine definition is invalid. ${problems.map(describe).join('; ')}`);
    this.problems = problems;
  }
}

/** The definition uses something AWS may know but this engine does not play. */
export class UnsupportedDefinition extends Error {
  override readonly name = 'UnsupportedDefinition';
  readonly problems: readonly Problem[];
  constructor(problems: readonly Problem[]) {
    super(`The local state machine engine does not know this. ${problems.map(describe).join('; ')}`);
    this.problems = problems;
  }
}

/** A state failed; `error` is the name that Retry and Catch match. */
export class StateFault extends Error {
  override readonly name = 'StateFault';
  readonly error: string;
  readonly causeText: string;
  constructor(error: string, causeText: string) {
    super(`${error}: ${causeText}`);
    this.error = error;
    this.causeText = causeText;
  }
}

/** A call of the Step Functions API was refused; `type` is AWS's name of the refusal. */
export class ApiFault extends Error {
  override readonly name = 'ApiFault';
  readonly type: string;
  constructor(type: string, message: string) {
    super(message);
    this.type = type;
  }
}

export const queryFault = (cause: string) => new StateFault('States.QueryEvaluationError', cause);
export const sizeFault = (what: string) =>
  new StateFault(
    'States.DataLimitExceeded',
    `${what} has a size exceeding the maximum number of bytes service limit, 262144.`,
  );
