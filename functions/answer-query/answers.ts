/** Refusals that several queries share. */
import type { Problem } from '../../contracts/api/problems.ts';
import { problem } from '../_shared/problem.ts';
import type { Reply } from '../_shared/reply.ts';

const cursorProblem: Problem = {
  path: 'cursor',
  message: 'expected the "next" of a former page of this very list, found another text',
};

export function wrongQuery(problems: readonly Problem[] | 'cursor'): Reply {
  return problem('invalid-request', 'the query is not as expected; see problems', {
    problems: problems === 'cursor' ? [cursorProblem] : problems,
  });
}
