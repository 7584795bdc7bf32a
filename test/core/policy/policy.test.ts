/** The policies that come with the house, and which of them an invoice follows. */
import { describe, expect, it } from 'vitest';
import { storedPolicy } from '../../../contracts/stored/parties.ts';
import { b2bStandard, type Policy, withSms } from '../../../core/policy/policy.ts';

const stepsOf = ({ steps }: Policy): string => steps.map(({ id, at }) => `${id} ${at}`).join(', ');

it('walks the default path: five e-mails at most, two calls, a decision', () => {
  expect(stepsOf(b2bStandard)).toBe(
    'check-in -7, friendly 3, second 10, call 15, firm 20, call-again 30, final 45, decide 60',
  );
});

it('adds one text before the firm e-mail', () => {
  expect(stepsOf(withSms)).toBe(
    'check-in -7, friendly 3, second 10, call 15, text 17, firm 20, call-again 30, final 45, decide 60',
  );
});

describe('a stored policy', () => {
  it.each([b2bStandard, withSms])('may be $id', (policy) => {
    expect(storedPolicy.parse(policy)).toEqual(policy);
  });

  const [first, ...rest] = b2bStandard.steps;
  it.each<{ when: string; policy: Partial<Policy>; says: string }>([
    {
      when: 'two steps share an id',
      policy: { steps: [...(first ? [first] : []), ...b2bStandard.steps] },
      says: 'expected every step to have an id of its own',
    },
    {
      when: 'it ends in silence',
      policy: { steps: b2bStandard.steps.slice(0, -1) },
      says: 'so that the path never ends in silence',
    },
    { when: 'it has no steps', policy: { steps: [] }, says: 'steps' },
    {
      when: 'its window never opens',
      policy: { window: { days: [1], fromMinute: 690, toMinute: 600 } },
      says: 'expected a window that opens before it closes',
    },
    {
      when: 'its window has no days',
      policy: { window: { days: [], fromMinute: 600, toMinute: 690 } },
      says: 'window',
    },
    {
      when: 'its window reaches into the next day',
      policy: { window: { days: [1], fromMinute: 600, toMinute: 1_441 } },
      says: 'expected a window',
    },
    {
      when: 'old invoices start at no step of it',
      policy: { startAtMost: 'thunder' },
      says: 'expected the id of one of the steps',
    },
    {
      when: 'old invoices start at a step that is gone',
      policy: { startAtMost: 'check-in', steps: rest },
      says: 'expected the id of one of the steps',
    },
  ])('is refused when $when', ({ policy, says }) => {
    const parsed = storedPolicy.safeParse({ ...b2bStandard, ...policy });
    expect(parsed.success).toBe(false);
    expect(JSON.stringify(parsed.error?.issues)).toContain(says);
  });
});
