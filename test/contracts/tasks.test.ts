/** Executions live up to a year, so the payloads of every release stay readable: fixtures are added, never changed. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  AskAPersonInput,
  EvaluateEscalationInput,
  OpenTaskInput,
  SendReminderInput,
} from '../../contracts/tasks/case-ref.ts';
import { NextDecision } from '../../contracts/tasks/next-decision.ts';

const fixture = (name: string): Record<string, unknown> =>
  JSON.parse(readFileSync(join(import.meta.dirname, 'fixtures/v1', `${name}.json`), 'utf8'));

describe.each([
  { name: 'evaluate-escalation.input', schema: EvaluateEscalationInput },
  { name: 'send-reminder.input', schema: SendReminderInput },
  { name: 'open-task.input', schema: OpenTaskInput },
  { name: 'ask-a-person.input', schema: AskAPersonInput },
  { name: 'next-decision.wait', schema: NextDecision },
  { name: 'next-decision.act', schema: NextDecision },
  { name: 'next-decision.close', schema: NextDecision },
  { name: 'next-decision.park', schema: NextDecision },
  { name: 'next-decision.superseded', schema: NextDecision },
])('$name of version 1', ({ name, schema }) => {
  it('is still read', () => {
    expect(schema.parse(fixture(name))).toEqual(fixture(name));
  });

  it('may carry more than is known here', () => {
    expect(schema.parse({ ...fixture(name), addedLater: 1 })).toEqual(fixture(name));
  });

  it('needs each of its fields', () => {
    for (const field of Object.keys(fixture(name)))
      expect(schema.safeParse({ ...fixture(name), [field]: undefined }).success, field).toBe(false);
  });
});

it.each([0, 1.5, -1, 300 * 86_400 + 1])('never waits %d seconds', (waitSeconds) => {
  expect(NextDecision.safeParse({ ...fixture('next-decision.wait'), waitSeconds }).success).toBe(false);
});

it('gives each task what the definition gives it', () => {
  const source = readFileSync(join(import.meta.dirname, '../../statemachines/dunning.asl.json'), 'utf8');
  const { States: states } = JSON.parse(source);
  const schemas = {
    EvaluateEscalation: EvaluateEscalationInput,
    SendReminder: SendReminderInput,
    OpenTask: OpenTaskInput,
    AskAPerson: AskAPersonInput,
  };
  for (const [state, schema] of Object.entries(schemas))
    expect(Object.keys(states[state].Arguments.Payload).sort(), state).toEqual(Object.keys(schema.shape).sort());
});
