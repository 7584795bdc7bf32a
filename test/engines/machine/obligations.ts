/** What the cases have to walk through: every transition, every retried and every caught name of the definition. */
import type { Visit } from './trace.ts';

type Clause = { readonly ErrorEquals: readonly string[]; readonly Next: string };
type State = {
  readonly Next?: string;
  readonly Default?: string;
  readonly Choices?: readonly { readonly Next: string }[];
  readonly Retry?: readonly { readonly ErrorEquals: readonly string[] }[];
  readonly Catch?: readonly Clause[];
};
export type Definition = { readonly States: Readonly<Record<string, State>> };

const goes = (from: string, to: string) => `${from} goes to ${to}`;
const retries = (state: string, name: string) => `${state} retries ${name}`;
const catches = (state: string, name: string, to: string) => `${state} catches ${name} and goes to ${to}`;

/** Every obligation by name, in the order of the definition. */
export function obligationsOf({ States }: Definition): readonly string[] {
  return Object.entries(States).flatMap(([name, { Next, Default, Choices = [], Retry = [], Catch = [] }]) => [
    ...[Next, Default, ...Choices.map((choice) => choice.Next)].flatMap((to) =>
      to === undefined ? [] : goes(name, to),
    ),
    ...Retry.flatMap(({ ErrorEquals }) => ErrorEquals.map((error) => retries(name, error))),
    ...Catch.flatMap((clause) => clause.ErrorEquals.map((error) => catches(name, error, clause.Next))),
  ]);
}

/** What one walk has met. An error was retried where another error of the same visit followed it. */
export function metBy({ States }: Definition, visits: readonly Visit[]): readonly string[] {
  return visits.flatMap(({ state, errors }, index) => {
    const next = visits[index + 1]?.state;
    const retried = errors.slice(0, -1).map((error) => retries(state, error));
    const last = errors.at(-1);
    if (next === undefined) return retried;
    if (last === undefined) return [...retried, goes(state, next)];
    const clause = States[state]?.Catch?.find((one) => coveredBy(one, last) !== undefined);
    // After its last error a visit was either left by the clause, or succeeded all the same when it was tried again.
    if (clause?.Next !== next) return [...retried, retries(state, last), goes(state, next)];
    return [...retried, catches(state, coveredBy(clause, last) ?? last, next)];
  });
}

function coveredBy({ ErrorEquals }: Clause, error: string): string | undefined {
  return ErrorEquals.find((name) => name === error) ?? ErrorEquals.find((name) => name === 'States.ALL');
}
