/** ISO 8601 durations for the clock's buttons: `P30D`, `PT6H`, `P1W`, `P1DT12H`; a day is 24 hours here. */
import { BadRequest } from './problem.ts';

const shape = /^P(?=.)(?:(\d+)W)?(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;
const weights = [604_800_000, 86_400_000, 3_600_000, 60_000, 1000];

export function durationMs(text: string): number {
  const match = shape.exec(text);
  if (!match) throw new BadRequest(`expected advanceBy to be a duration like P30D or PT6H, found ${text}`);
  return match.slice(1).reduce((sum, part, index) => sum + Number(part ?? 0) * (weights[index] ?? 0), 0);
}
