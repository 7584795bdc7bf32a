/** The condition under which an execution may rest: the row is open, still its own, and as it was decided on. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import * as z from 'zod';

const file = join(import.meta.dirname, '..', '..', 'statemachines', 'dunning.asl.json');
const Parked = z.object({
  Arguments: z.object({
    ConditionExpression: z.string(),
    ExpressionAttributeValues: z.record(z.string(), z.unknown()),
  }),
});
const { States } = z
  .object({ States: z.record(z.string(), z.unknown()) })
  .parse(JSON.parse(readFileSync(file, 'utf8')));

it.each(['AwaitPaymentOrNextStep', 'AwaitAPerson'])('%s parks its token only on the row it decided on', (name) => {
  const { ConditionExpression, ExpressionAttributeValues } = Parked.parse(States[name]).Arguments;
  expect(ConditionExpression.split(' AND ').sort()).toEqual([
    '#cycle = :cycle',
    '#run = :run',
    'caseState = :open',
    'decisionVersion = :seen',
  ]);
  expect(ExpressionAttributeValues).toMatchObject({
    ':open': { S: 'open' },
    ':cycle': { N: '{% $string($states.context.Execution.Input.cycle) %}' },
    ':run': { N: '{% $string($states.context.Execution.Input.run) %}' },
    ':seen': { N: '{% $string($next.decisionVersion) %}' },
  });
});
