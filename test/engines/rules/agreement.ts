/** Holds the local bus' matcher against AWS's event-ruler, pattern by pattern and event by event. */

import { InvalidEventPattern } from '../../../local/events/invalid-pattern.ts';
import { compilePattern } from '../../../local/events/pattern.ts';
import { type Answer, askRuler, type Question } from './ruler.ts';

export type Named = Question & { readonly name: string };

export type Disagreement = {
  readonly name: string;
  readonly pattern: unknown;
  /** Absent where the two disagree on whether the pattern is one. */
  readonly event?: unknown;
  readonly local: string;
  readonly ruler: string;
};

export type Agreement = {
  readonly patterns: number;
  /** Patterns that both refuse. */
  readonly refused: number;
  readonly pairs: number;
  /** Pairs that both match. */
  readonly matched: number;
  readonly disagreements: readonly Disagreement[];
  /** Patterns that took all their events, or none: their agreement says little. */
  readonly onesided: readonly string[];
};

export async function compare(questions: readonly Named[]): Promise<Agreement> {
  const answers = await askRuler(questions);
  const each = questions.map((question, index) => ({ question, local: askLocal(question), ruler: answers[index] }));
  const verdicts = each.flatMap(({ local }) => ('verdicts' in local ? local.verdicts : []));
  return {
    patterns: questions.length,
    refused: each.filter(({ local, ruler }) => 'invalid' in local && ruler && 'invalid' in ruler).length,
    pairs: verdicts.length,
    matched: verdicts.filter((matches) => matches).length,
    disagreements: each.flatMap(({ question, local, ruler }) => (ruler ? differences(question, local, ruler) : [])),
    onesided: each.flatMap(({ question, local }) => (isOnesided(local) ? [question.name] : [])),
  };
}

export function askLocal({ pattern, events }: Question): Answer {
  try {
    const matches = compilePattern(pattern);
    return { verdicts: events.map(matches) };
  } catch (error) {
    if (error instanceof InvalidEventPattern) return { invalid: error.message };
    throw error;
  }
}

function differences({ name, pattern, events }: Named, local: Answer, ruler: Answer): Disagreement[] {
  if ('verdicts' in local && 'verdicts' in ruler) {
    return events.flatMap((event, index) => {
      const [ours, theirs] = [local.verdicts[index], ruler.verdicts[index]];
      return ours === theirs ? [] : [{ name, pattern, event, local: say(ours), ruler: say(theirs) }];
    });
  }
  if ('invalid' in local && 'invalid' in ruler) return [];
  const tell = (answer: Answer) => ('invalid' in answer ? `refuses it: ${answer.invalid}` : 'takes it');
  return [{ name, pattern, local: tell(local), ruler: tell(ruler) }];
}

function isOnesided(answer: Answer): boolean {
  return !('verdicts' in answer) || !answer.verdicts.includes(true) || !answer.verdicts.includes(false);
}

const say = (matches: boolean | undefined): string => (matches ? 'matches' : 'does not match');

/** One line for the run's report. */
export function tell(what: string, { patterns, refused, pairs, matched, disagreements }: Agreement): string {
  const verdicts = `${pairs} pairs with an event (${matched} match), ${refused} patterns refused by both`;
  return `event patterns, ${what}: ${patterns} patterns, ${verdicts}, ${disagreements.length} disagreements`;
}
