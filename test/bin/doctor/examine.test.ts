/** Checks are made at once, each within its time, and none takes another down; each finding is one line. */
import { describe, expect, it } from 'vitest';
import { examine } from '../../../bin/operate/doctor/examine.ts';
import { lineOf, listed, mend, ok } from '../../../bin/operate/doctor/finding.ts';

describe('the examination', () => {
  it('goes on where a check throws, finds nothing or never ends', async () => {
    const findings = await examine(
      [
        { about: 'broken', look: () => Promise.reject(new Error('AccessDenied, needs permission x:Y')) },
        {
          about: 'thrown',
          look: () => {
            throw new TypeError('undefined is not a function');
          },
        },
        { about: 'empty', look: async () => [] },
        { about: 'endless', look: () => new Promise(() => undefined) },
        { about: 'well', look: async () => [ok('well', 'all is well')] },
      ],
      30,
    );
    expect(findings.map(lineOf)).toEqual([
      'cannot tell broken: AccessDenied, needs permission x:Y',
      'cannot tell thrown: undefined is not a function',
      'cannot tell empty: the check found nothing to look at',
      'cannot tell endless: no answer within 0.03 s',
      'ok well: all is well',
    ]);
  });

  it('makes all checks at once', async () => {
    const { promise: second, resolve } = Promise.withResolvers<void>();
    const findings = await examine([
      {
        about: 'first',
        look: async () => {
          await second;
          return [ok('first', 'waited for the second')];
        },
      },
      {
        about: 'second',
        look: async () => {
          resolve();
          return [ok('second', 'ended')];
        },
      },
    ]);
    expect(findings.map(({ about }) => about)).toEqual(['first', 'second']);
  });
});

describe('a line', () => {
  it('stays one line, with what to do at its end', () => {
    expect(lineOf(mend('SES account', 'in the\nsandbox', 'ask for\n  access'))).toBe(
      'mend SES account: in the sandbox: ask for access',
    );
  });

  it('names the first few of many', () => {
    expect(listed(['a', 'b'])).toBe('a, b');
    expect(listed(['a', 'b', 'c', 'd', 'e', 'f', 'g'])).toBe('a, b, c, d, e and 2 more');
  });
});
