/**
 * LocalStack's table of patterns with the verdicts that EventBridge gave them: three answers each, EventBridge's own,
 * event-ruler's and the local bus'. Then every pattern of the table meets every event of it, and its own event's near-misses.
 */
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { askLocal, compare, type Named, tell } from './agreement.ts';
import { nearMisses } from './near-misses.ts';
import { type Answer, askRuler } from './ruler.ts';
import { folderOf, samplesOf } from './shared-data.ts';

const table = 'eventbridge-patterns-localstack';
const caseSchema = z.object({ Event: z.unknown(), EventPattern: z.unknown() });
const cases = samplesOf(table).map(({ name, content }) => {
  const { Event, EventPattern } = caseSchema.parse(content);
  const recorded = name.includes('_EXC') ? 'invalid' : name.includes('_NEG') ? 'no match' : 'match';
  return { name, recorded, event: Event, pattern: EventPattern };
});
const events = cases.map(({ event }) => event);

const verdict = (answer: Answer | undefined): string => {
  if (!answer) return 'none';
  if ('invalid' in answer) return 'invalid';
  return answer.verdicts[0] ? 'match' : 'no match';
};

describe.skipIf(cases.length === 0)(`the recorded table (skipped where ${folderOf(table)} is absent)`, () => {
  it('is answered by EventBridge, event-ruler and the local bus alike', async () => {
    const questions = cases.map(({ pattern, event }) => ({ pattern, events: [event] }));
    const ruler = (await askRuler(questions)).map(verdict);
    const local = questions.map(askLocal).map(verdict);
    const told = cases.map(({ name, recorded }, index) => ({
      name,
      recorded,
      ruler: ruler[index],
      local: local[index],
    }));
    const counts = ['match', 'no match', 'invalid'].map((one) => `${local.filter((it) => it === one).length} ${one}`);
    console.log(`event patterns, recorded by EventBridge: ${told.length} cases, ${counts.join(', ')}`);
    expect(told.filter((one) => one.ruler !== one.recorded || one.local !== one.recorded)).toEqual([]);
  });

  it('is matched alike with every other event of the table and with near-misses', async () => {
    const questions = cases.map(
      ({ name, pattern, event }): Named => ({ name, pattern, events: [...events, ...nearMisses(event)] }),
    );
    const agreement = await compare(questions);
    console.log(tell('table, crossed with events and near-misses', agreement));
    expect(agreement.matched).toBeGreaterThan(cases.length);
    expect(agreement.disagreements).toEqual([]);
  });
});
