/** Makes every check at once, each within its time; one that fails is a finding and stops no other. */
import { cannotTell, type Finding } from './finding.ts';

export interface Check {
  /** What a line is about where the check itself cannot tell. */
  readonly about: string;
  /** Answers one finding per thing it looked at, at least one. */
  readonly look: () => Promise<readonly Finding[]>;
}

/** Real milliseconds per check; two tries of a service that hardly answers fit, and the question that came before. */
const PATIENCE_MS = 60_000;

export async function examine(checks: readonly Check[], patienceMs = PATIENCE_MS): Promise<readonly Finding[]> {
  const findings = await Promise.all(checks.map((check) => within(check, patienceMs)));
  return findings.flat();
}

async function within({ about, look }: Check, patienceMs: number): Promise<readonly Finding[]> {
  const { promise: late, resolve } = Promise.withResolvers<readonly Finding[]>();
  const timer = setTimeout(() => resolve([cannotTell(about, `no answer within ${patienceMs / 1000} s`)]), patienceMs);
  try {
    const findings = await Promise.race([look(), late]);
    return findings.length > 0 ? findings : [cannotTell(about, 'the check found nothing to look at')];
  } catch (error) {
    return [cannotTell(about, error instanceof Error ? error.message : String(error))];
  } finally {
    clearTimeout(timer);
  }
}
