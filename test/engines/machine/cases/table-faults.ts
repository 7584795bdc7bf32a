/** Every Retry and every Catch of both parks, by each name they list, and what is in no list. */
import { type Case, rest, type TableTurn, throws } from '../script.ts';
import { ask, decide, fork, outage, park, person, toTheEnd } from './states.ts';

const THROTTLES = [
  'ProvisionedThroughputExceededException',
  'RequestLimitExceededException',
  'ThrottlingException',
  'InternalServerErrorException',
  'TransactionConflictException',
].flatMap((name) => [`DynamoDb.${name}`, `DynamoDB.${name}`]);

/** Tried once and six times more. */
const SPENT = 7;

const refused = (count: number, error: string): readonly TableTurn[] =>
  Array.from({ length: count }, () => ({ kind: 'refuses', error }));

/** How a case comes to each park. */
const PARKS = [
  { state: park, answers: { EvaluateEscalation: [rest] }, path: [decide, fork, park] },
  {
    state: person,
    answers: { EvaluateEscalation: [throws('StepRejected')], AskAPerson: [rest] },
    path: [decide, ask, person],
  },
] as const;

/** Every name is retried; one case per park shows what comes when the retries are spent. */
const throttled = PARKS.flatMap(({ state, answers: given, path }): readonly Case[] => [
  ...THROTTLES.map(
    (error): Case => ({
      name: `${state} meets ${error} twice, tries again and finds the case changed`,
      answers: given,
      table: [...refused(2, error), ...refused(1, 'DynamoDb.ConditionalCheckFailedException')],
      path: [...path, ...toTheEnd],
    }),
  ),
  {
    name: `${state} is throttled until its retries are spent, waits an hour and looks again`,
    answers: given,
    table: refused(SPENT, 'DynamoDb.ThrottlingException'),
    path: [...path, outage, ...toTheEnd],
  },
]);

const atTheTable = PARKS.flatMap(({ state, answers: given, path }): readonly Case[] => [
  {
    name: `${state} is throttled twice, parks and is woken`,
    answers: given,
    table: [...refused(1, 'DynamoDb.ThrottlingException'), ...refused(1, 'DynamoDb.TransactionConflictException')],
    async drive(run) {
      await run.wake(await run.parked());
      await run.ended();
    },
    path: [...path, ...toTheEnd],
  },
  ...['DynamoDb.ConditionalCheckFailedException', 'DynamoDB.ConditionalCheckFailedException'].map(
    (error): Case => ({
      name: `${state} is refused by ${error} and the case is looked at anew`,
      answers: given,
      table: refused(1, error),
      path: [...path, ...toTheEnd],
    }),
  ),
  ...['DynamoDb.DynamoDbException', 'DynamoDb.SdkClientException', 'States.Permissions'].map(
    (error): Case => ({
      name: `${state} meets ${error}, waits an hour and looks again`,
      answers: given,
      table: refused(1, error),
      path: [...path, outage, ...toTheEnd],
    }),
  ),
  {
    name: `${state} finds no table`,
    machine: 'no-table',
    answers: given,
    path: [...path, outage, ...toTheEnd],
  },
]);

export const tableFaults: readonly Case[] = [...throttled, ...atTheTable];
