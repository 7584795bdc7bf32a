/**
 * Where the local bus does otherwise than event-ruler 2.1.0, and why. No pattern of the template comes near any of these;
 * each is asserted, so that a newer event-ruler that answers otherwise is noticed here.
 *
 * Sources: EventBridge's user guide, "Comparison operators for use in event patterns"
 * (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html), and event-ruler's README
 * (https://github.com/aws/event-ruler).
 */
import { expect, it } from 'vitest';
import { askLocal } from './agreement.ts';
import { type Answer, askRuler } from './ruler.ts';

type Difference = {
  readonly why: string;
  readonly pattern: object;
  readonly event: object;
  readonly local: 'matches' | 'does not match' | 'refuses';
  readonly ruler: 'matches' | 'does not match' | 'refuses';
};

const differences: readonly Difference[] = [
  {
    why: 'guide and README limit numeric to -5.0e9 to +5.0e9 inclusive; this event-ruler takes wider numbers',
    pattern: { a: [{ numeric: ['<', 6_000_000_000] }] },
    event: { a: 1 },
    local: 'refuses',
    ruler: 'matches',
  },
  {
    why: 'the guide has cidr compare IP addresses; to event-ruler a block of no bits is a range of texts that numbers lie in',
    pattern: { a: [{ cidr: '::/0' }] },
    event: { a: 300 },
    local: 'does not match',
    ruler: 'matches',
  },
  {
    why: 'the guide gives IPv4 and IPv6 addresses blocks of their own; to event-ruler the widest IPv6 block holds both',
    pattern: { a: [{ cidr: '::/0' }] },
    event: { a: '10.0.0.1' },
    local: 'does not match',
    ruler: 'matches',
  },
  {
    why: 'the README has $or take either alternative; event-ruler forgets what follows a value that an earlier one holds too',
    pattern: { $or: [{ a: [1] }, { a: [1, 2] }] },
    event: { a: 2 },
    local: 'matches',
    ruler: 'does not match',
  },
  {
    why: 'the README lets $or be a field’s name; event-ruler then reads the pattern with an older compiler, without such lists',
    pattern: { a: [{ 'anything-but': { prefix: ['x', 'y'] } }], $or: ['v'] },
    event: { a: 'z', $or: 'v' },
    local: 'matches',
    ruler: 'refuses',
  },
  {
    why: 'the guide’s equals-ignore-case compares texts; event-ruler compares half a character beyond U+FFFF and finds nothing',
    pattern: { a: [{ 'equals-ignore-case': '😀' }] },
    event: { a: '😀' },
    local: 'matches',
    ruler: 'does not match',
  },
  {
    why: 'JSON allows an empty key; event-ruler loses the path below one',
    pattern: { a: { '': [1] } },
    event: { a: { '': 1 } },
    local: 'matches',
    ruler: 'does not match',
  },
];

const say = (answer: Answer | undefined): string => {
  if (!answer) return 'does not answer';
  if ('invalid' in answer) return 'refuses';
  return answer.verdicts[0] ? 'matches' : 'does not match';
};

it('event-ruler and the local bus differ in exactly what is written down', async () => {
  const questions = differences.map(({ pattern, event }) => ({ pattern, events: [event] }));
  const ruler = await askRuler(questions);
  const found = differences.map((difference, index) => {
    const question = questions[index] ?? { pattern: {}, events: [] };
    return { ...difference, local: say(askLocal(question)), ruler: say(ruler[index]) };
  });
  console.log(`event patterns, known differences of event-ruler 2.1.0: ${found.length}`);
  expect(found).toEqual(differences);
});
