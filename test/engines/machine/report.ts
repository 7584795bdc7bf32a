/** The table of counts at the end: what was compared, and what is known to differ. */
import type { KnownDifference } from './known-differences.ts';
import type { Played } from './play-cases.ts';
import type { Trace } from './trace.ts';

/** MiniStack's and the local trace with what is known to differ put right on the side that AWS does not support. */
export function asOnAws({ known = [] }: Played['played'], local: Trace, ministack: Trace): readonly [Trace, Trace] {
  const right = (side: KnownDifference['agreesWithAws'], trace: Trace) =>
    known.filter(({ agreesWithAws }) => agreesWithAws !== side).reduce((put, { asOnAws }) => asOnAws(put), trace);
  return [right('local', local), right('ministack', ministack)];
}

type Verdict = { readonly equal: boolean; readonly played: Played };

export function tableOf(verdicts: readonly Verdict[]): string {
  const equal = verdicts.filter((verdict) => verdict.equal);
  const known = equal.filter(({ played }) => (played.played.known ?? []).length > 0);
  const lines: readonly (readonly [string, number])[] = [
    ['cases', verdicts.length],
    ['states entered, local interpreter', sum(verdicts, 'local', ({ visits }) => visits.length)],
    ['states entered, MiniStack', sum(verdicts, 'ministack', ({ visits }) => visits.length)],
    ['errors met, local interpreter', sum(verdicts, 'local', errors)],
    ['errors met, MiniStack', sum(verdicts, 'ministack', errors)],
    ['functions called, local interpreter', sum(verdicts, 'local', ({ calls }) => calls.length)],
    ['functions called, MiniStack', sum(verdicts, 'ministack', ({ calls }) => calls.length)],
    ['equal', equal.length - known.length],
    ['equal but for a known difference', known.length],
    ['different', verdicts.length - equal.length],
  ];
  const width = Math.max(...lines.map(([what]) => what.length));
  const counts = lines.map(([what, count]) => `  ${what.padEnd(width)}  ${String(count).padStart(6)}`);
  return ['State machine: local interpreter and MiniStack', ...counts, ...differencesOf(verdicts)].join('\n');
}

const errors = ({ visits }: Trace) => visits.reduce((count, visit) => count + visit.errors.length, 0);

function sum(verdicts: readonly Verdict[], side: 'local' | 'ministack', count: (trace: Trace) => number): number {
  return verdicts.reduce((total, { played }) => {
    const outcome = played[side];
    return outcome instanceof Error ? total : total + count(outcome);
  }, 0);
}

function differencesOf(verdicts: readonly Verdict[]): readonly string[] {
  const all = verdicts.flatMap(({ played }) => played.played.known ?? []);
  const byText = new Map(all.map(({ what, page, agreesWithAws }) => [`${what}\n    ${page}`, agreesWithAws]));
  return ['  known differences:', ...byText.entries().map(([text, side]) => `  - AWS agrees with ${side}: ${text}`)];
}
