/** What is wrong with words, where, and what to write instead. */
import type { Token } from 'liquidjs';

export type WordsProblem = {
  readonly severity: 'error' | 'warning';
  /** Which of the texts, within the template: `byLanguage`, `de`, `body`. */
  readonly at: readonly string[];
  /** Both from 1. */
  readonly line: number;
  readonly column: number;
  readonly message: string;
};

/** Collects problems of one text. */
export type Finder = {
  readonly at: (token: Token, problem: string) => void;
  readonly error: (line: number, column: number, problem: string) => void;
  readonly warn: (problem: string) => void;
};

export function finderFor(at: readonly string[], found: WordsProblem[]): Finder {
  const error = (line: number, column: number, message: string): void => {
    found.push({ severity: 'error', at, line, column, message });
  };
  return {
    error,
    at(token, message) {
      const [line = 1, column = 1] = token.getPosition();
      error(line, column, message);
    },
    warn(message) {
      found.push({ severity: 'warning', at, line: 1, column: 1, message });
    },
  };
}
