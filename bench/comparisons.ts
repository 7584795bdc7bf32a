/** Whether the check of a signature takes longer the more of a guess is right; a look, for no clock can prove it. */
import { createHmac } from 'node:crypto';
import { verifyStripeEvent } from '../adapters/stripe/signature.ts';

const ROUNDS = 40_000;
const NOW = 1_767_247_200;
const SECRET = 'whsec_bench';
const BODY = Buffer.from('{"id":"evt_1","object":"event"}');

export function benchComparisons(say: (text: string) => void): void {
  const right = createHmac('sha256', SECRET).update(`${NOW}.`).update(BODY).digest('hex');
  const other = (digit: string): string => (digit === '0' ? '1' : '0');
  const wrongAtOnce = other(right.charAt(0)) + right.slice(1);
  const wrongAtLast = right.slice(0, -1) + other(right.slice(-1));
  const times = { first: [] as number[], last: [] as number[] };
  for (let round = 0; round < ROUNDS; round++) {
    const order = round % 2 === 0;
    const one = order ? wrongAtOnce : wrongAtLast;
    (order ? times.first : times.last).push(take(one));
  }
  const [first, last] = [spreadOf(times.first), spreadOf(times.last)];
  const t = (last.mean - first.mean) / Math.sqrt(first.variance / first.count + last.variance / last.count);
  say(`wrong in its first digit: median ${first.median} ns, mean ${first.mean.toFixed(0)} ns`);
  say(`wrong in its last digit:  median ${last.median} ns, mean ${last.mean.toFixed(0)} ns`);
  say(`Welch's t = ${t.toFixed(2)} over ${ROUNDS} refusals (beyond ±4.5 something is told; noise lies within)`);
}

function take(signature: string): number {
  const header = `t=${NOW},v1=${signature}`;
  const begun = process.hrtime.bigint();
  const { ok } = verifyStripeEvent({ rawBody: BODY, header, secrets: [SECRET], nowMs: NOW * 1000 });
  const took = Number(process.hrtime.bigint() - begun);
  if (ok) throw new Error('expected a wrong signature to be refused, found it taken');
  return took;
}

/** Without the slowest twentieth, which is the machine's and not the code's. */
function spreadOf(times: readonly number[]) {
  const kept = times.toSorted((a, b) => a - b).slice(0, Math.floor(times.length * 0.95));
  const mean = kept.reduce((sum, time) => sum + time, 0) / kept.length;
  const variance = kept.reduce((sum, time) => sum + (time - mean) ** 2, 0) / (kept.length - 1);
  return { count: kept.length, median: kept[Math.floor(kept.length / 2)] ?? 0, mean, variance };
}
