/** A policy's own words, checked: what LiquidJS made of them is kept with them, for a message is written from that alone. */
import { compileWords, type WordsProblem } from '../../core/message/words/check.ts';
import { error, type Finding, warning } from '../../core/policy/finding.ts';
import type { OwnWords, Policy } from '../../core/policy/policy.ts';

export function withCheckedWords(policy: Policy): { readonly policy: Policy; readonly findings: readonly Finding[] } {
  if (!policy.templates) return { policy, findings: [] };
  const checked = Object.entries(policy.templates).map(([id, own]) => ({ id, own, ...compileWords(own) }));
  const templates = checked.map(({ id, own, words }): [string, OwnWords] => [id, words ?? own]);
  return {
    policy: { ...policy, templates: Object.fromEntries(templates) },
    findings: checked.flatMap(({ id, problems }) => problems.map((problem) => finding(id, problem))),
  };
}

function finding(id: string, { severity, at, line, column, message }: WordsProblem): Finding {
  const tell = severity === 'error' ? error : warning;
  return tell('wrong-words', ['templates', id, ...at], `${message} (line ${line}, column ${column} of the words)`);
}
