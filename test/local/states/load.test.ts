/** What is refused before anything runs, and by which name. */
import { describe, expect, it } from 'vitest';
import { loadMachine } from '../../../local/states/load.ts';
import { machineOf } from './house.ts';

const end = { Type: 'Succeed' };
const invoke = {
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke',
  Arguments: { FunctionName: 'f' },
  End: true,
};
const only = (state: object) => machineOf({ Only: state });
const choice = (rule: object) => machineOf({ Only: { Type: 'Choice', Choices: [rule], Default: 'Last' }, Last: end });
const retry = (retrier: object) => only({ ...invoke, Retry: [{ ErrorEquals: ['StepUnavailable'], ...retrier }] });
const refusal = (definition: unknown): string => {
  try {
    loadMachine(definition);
  } catch (error) {
    return String(error);
  }
  return 'accepted';
};

describe('loadMachine', () => {
  it.each([
    ['JSONPath by default', { StartAt: 'A', States: { A: end } }, 'QueryLanguage'],
    ['a Map', only({ Type: 'Map', End: true }), 'Type'],
    ['a Parallel', only({ Type: 'Parallel', End: true }), 'Type'],
    ['heartbeats', only({ ...invoke, HeartbeatSeconds: 5 }), 'HeartbeatSeconds'],
    ['credentials', only({ ...invoke, Credentials: { RoleArn: 'r' } }), 'Credentials'],
    ['an activity', only({ ...invoke, Resource: 'arn:aws:states:eu-central-1:1:activity:a' }), 'Resource'],
    ['waiting for a job', only({ ...invoke, Resource: 'arn:aws:states:::states:startExecution.sync' }), 'Resource'],
    [
      'a token for a function',
      only({ ...invoke, Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken' }),
      'Resource',
    ],
    [
      'an unknown argument',
      only({ ...invoke, Arguments: { FunctionName: 'f', Qualifier: '1' } }),
      'Arguments/Qualifier',
    ],
    ['an unknown field', only({ ...end, Colour: 'red' }), 'Colour'],
    ['an unknown field of the machine', machineOf({ A: end }, { Processor: 1 }), 'Processor'],
    ['an unknown field of a retrier', retry({ Reason: 'x' }), 'Retry[0]/Reason'],
    ['$uuid', only({ ...end, Output: '{% $uuid() %}' }), 'the function $uuid'],
    ['$hash, passed along', only({ ...end, Output: '{% $map(["a"], $hash) %}' }), 'the function $hash'],
    ['$random, deep inside', only({ ...end, Output: { a: [{ b: '{% 1 + $random() %}' }] } }), 'the function $random'],
    ['$ at the top', only({ ...end, Output: '{% $.a %}' }), '$ at the top'],
    ['$$ anywhere', only({ ...end, Output: '{% [1][$$.a] %}' }), '$$ at the top'],
  ])('refuses %s as unsupported and names it', (_what, definition, named) => {
    expect(refusal(definition)).toMatch(/^UnsupportedDefinition: /);
    expect(refusal(definition)).toContain(named);
  });

  it.each([
    ['text that is not JSON', '{', 'expected JSON'],
    ['a list', '[]', 'expected an object'],
    [
      'a key that stands twice',
      '{"QueryLanguage":"JSONata","StartAt":"A","States":{"A":{"Type":"Fail","Type":"Succeed"}}}',
      'Type',
    ],
    ['no states', machineOf({}), 'States'],
    ['a start that is nowhere', machineOf({ A: end }, { StartAt: 'B' }), 'StartAt'],
    ['a next that is nowhere', only({ Type: 'Pass', Next: 'B' }), 'a state called B'],
    [
      'a default that is nowhere',
      machineOf({ Only: { Type: 'Choice', Choices: [{ Condition: true, Next: 'A' }], Default: 'B' }, A: end }),
      'a state called B',
    ],
    ['a catcher to nowhere', only({ ...invoke, Catch: [{ ErrorEquals: ['X'], Next: 'B' }] }), 'a state called B'],
    ['a state out of reach', machineOf({ A: end, B: end }), 'B out of reach'],
    [
      'a circle without an end',
      machineOf({ A: { Type: 'Pass', Next: 'B' }, B: { Type: 'Pass', Next: 'A' } }),
      'ends the execution',
    ],
    ['neither Next nor End', only({ Type: 'Pass' }), 'Next'],
    ['both Next and End', only({ Type: 'Pass', Next: 'Only', End: true }), 'Next'],
    ['End false', only({ Type: 'Pass', End: false }), 'End'],
    ['a type that is none', only({ Type: 'Sing', End: true }), 'Type'],
    ['a name too long', machineOf({ ['n'.repeat(81)]: end }), 'name'],
    ['a timeout of zero', only({ ...invoke, TimeoutSeconds: 0 }), 'TimeoutSeconds'],
    ['a broken timeout', only({ ...invoke, TimeoutSeconds: 1.5 }), 'TimeoutSeconds'],
    ['a timeout in words', only({ ...invoke, TimeoutSeconds: '60' }), 'TimeoutSeconds'],
    ['a machine timeout below one', machineOf({ A: end }, { TimeoutSeconds: -1 }), 'TimeoutSeconds'],
    ['a wait for both', only({ Type: 'Wait', Seconds: 1, Timestamp: '2026-01-01T00:00:00Z', End: true }), 'Seconds'],
    ['a wait for nothing', only({ Type: 'Wait', End: true }), 'Seconds'],
    ['a date without a time', only({ Type: 'Wait', Timestamp: '2026-01-01', End: true }), 'Timestamp'],
    ['a negative wait', only({ Type: 'Wait', Seconds: -1, End: true }), 'Seconds'],
    ['a choice without rules', machineOf({ A: { Type: 'Choice', Choices: [], Default: 'B' }, B: end }), 'Choices'],
    ['a rule without Next', choice({ Condition: true }), 'Choices[0]/Next'],
    ['a rule without a condition', choice({ Next: 'Last' }), 'Choices[0]/Condition'],
    ['a rule that ends', choice({ Condition: true, Next: 'Last', End: true }), 'Choices[0]/End'],
    ['fields of JSONPath', only({ Type: 'Pass', Parameters: {}, End: true }), 'Parameters'],
    ['a task without a function', only({ ...invoke, Arguments: {} }), 'Arguments/FunctionName'],
    ['a task without arguments', only({ ...invoke, Arguments: undefined }), 'Arguments'],
    ['a task without a resource', only({ ...invoke, Resource: undefined }), 'Resource'],
    ['a variable called states', only({ Type: 'Pass', Assign: { states: 1 }, End: true }), 'Assign'],
    ['a variable that is no name', only({ Type: 'Pass', Assign: { 'a-b': 1 }, End: true }), 'Assign'],
    ['Assign that is a list', only({ Type: 'Pass', Assign: [], End: true }), 'Assign'],
    ['an expression that is open', only({ ...end, Output: '{% 1' }), 'Output'],
    ['an expression without spaces', only({ ...end, Output: '{%1%}' }), 'Output'],
    ['an expression that does not parse', only({ ...end, Output: '{% 1 + %}' }), 'Output'],
    ['syntax newer than JSONata 2.0.6', only({ ...end, Output: '{% $states.input.a ?: 1 %}' }), 'Output'],
    ['$eval', only({ ...end, Output: '{% $eval("1") %}' }), '$eval'],
    ['no error names', retry({ ErrorEquals: [] }), 'Retry[0]/ErrorEquals'],
    ['an error name that is no text', retry({ ErrorEquals: [true] }), 'Retry[0]/ErrorEquals'],
    ['a reserved name that is none', retry({ ErrorEquals: ['States.Sorry'] }), 'States.Sorry'],
    ['States.ALL in company', retry({ ErrorEquals: ['States.ALL', 'X'] }), 'States.ALL'],
    ['an interval of zero', retry({ IntervalSeconds: 0 }), 'IntervalSeconds'],
    ['a backoff below one', retry({ BackoffRate: 0.5 }), 'BackoffRate'],
    ['attempts below zero', retry({ MaxAttempts: -1 }), 'MaxAttempts'],
    ['a longest delay below the first', retry({ IntervalSeconds: 10, MaxDelaySeconds: 5 }), 'MaxDelaySeconds'],
    ['a jitter that is none', retry({ JitterStrategy: 'SOME' }), 'JitterStrategy'],
    [
      'States.ALL before the last',
      only({ ...invoke, Retry: [{ ErrorEquals: ['States.ALL'] }, { ErrorEquals: ['X'] }] }),
      'States.ALL',
    ],
    ['a catcher without Next', only({ ...invoke, Catch: [{ ErrorEquals: ['X'] }] }), 'Catch[0]/Next'],
    ['a JSONPath state in a JSONata machine', only({ ...end, QueryLanguage: 'JSONPath' }), 'QueryLanguage'],
  ])('refuses %s as invalid and names it', (_what, definition, named) => {
    expect(refusal(definition)).toMatch(/^InvalidDefinition: /);
    expect(refusal(definition)).toContain(named);
  });

  it('names every problem at once, and puts what it cannot play first', () => {
    const message = refusal(
      machineOf({ A: { Type: 'Pass', Colour: 'red' }, B: { Type: 'Wait', Seconds: -1, End: true } }),
    );
    expect(message).toMatch(/^UnsupportedDefinition: .*state A, Colour.*state A, Next.*state B, Seconds/);
  });

  it('does not call out of reach what lies behind a state that it cannot read', () => {
    expect(refusal(machineOf({ A: { Type: 'Map', Next: 'B' }, B: end }))).not.toContain('out of reach');
  });

  it.each([
    ['$ inside a predicate', '{% [1, 2, 3][$ > 1] %}'],
    ['$ inside a path', '{% $states.input.items.($ * 2) %}'],
    ['functions of its own', '{% ($double := function($x) { $x * 2 }; $double(2)) %}'],
    ['line breaks inside the braces', '{%\n $states.input\n%}'],
  ])('takes %s', (_what, Output) => {
    expect(refusal(only({ ...end, Output }))).toBe('accepted');
  });

  it('takes a machine whose every state says JSONata for itself, and expressions in comments', () => {
    const states = { A: { Type: 'Pass', QueryLanguage: 'JSONata', Comment: '{% open', End: true } };
    expect(refusal({ StartAt: 'A', States: states })).toBe('accepted');
  });
});
