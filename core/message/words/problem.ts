/** What is wrong with words, where, and what to write instead. */
import type { Token } from 'liquidjs';

export type WordsProblem = {
  readonly severity: 'error' | 'warning';
  /** Which of the texts, and in which language: `de.body`. */
  readonly field: string;
  /** Both from 1. */
  readonly line: number;
  readonly column: number;
  readonly problem: string;
};

/** Collects problems of one text. */
export type Finder = {
  readonly at: (token: Token, problem: string) => void;
  readonly error: (line: number, column: number, problem: string) => void;
  readonly warn: (problem: string) => void;
};

export function finderFor(field: string, found: WordsProblem[]): Finder {
  const error = (line: number, column: number, problem: string): void => {
    found.push({ severity: 'error', field, line, column, problem });
  };
  return {
    error,
    at(token, problem) {
      const [line = 1, column = 1] = token.getPosition();
      error(line, column, problem);
    },
    warn(problem) {
      found.push({ severity: 'warning', field, line: 1, column: 1, problem });
    },
  };
}
