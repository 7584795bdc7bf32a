/** What was used in the last days against what the account may use. */
import { cannotTell, type Finding, mend, ok, skip } from '../finding.ts';

export interface Load {
  readonly about: string;
  /** The most of the last days; undefined where nothing was measured. */
  readonly used: number | undefined;
  /** Undefined where the service does not tell. */
  readonly limit: number | undefined;
  /** Read after both figures: "open executions", "e-mails per second". */
  readonly unit: string;
  readonly todo: string;
}

/** From this share on a busier day, or a first import, may reach the quota. */
const TIGHT = 0.8;

const figure = (value: number): string => (Number.isInteger(value) ? String(value) : value.toFixed(2));

export function judgeLoad({ about, used, limit, unit, todo }: Load): Finding {
  if (limit === undefined && used === undefined) return skip(about, 'nothing was measured in the last days');
  if (limit === undefined)
    return cannotTell(about, `its limit is not told; ${figure(used ?? 0)} ${unit} at most in the last days`);
  const told = `${figure(used ?? 0)} of ${figure(limit)} ${unit} at most in the last days`;
  // -1 stands for "no limit" (API_SendQuota of SES v2).
  if (limit === -1) return ok(about, `no limit on ${unit}`);
  return (used ?? 0) >= TIGHT * limit ? mend(about, told, todo) : ok(about, told);
}

/** Requests that were refused for their rate: the SDK tries again, but cases start late. */
export function judgeThrottled(about: string, count: number, todo: string): readonly Finding[] {
  return count > 0 ? [mend(about, `${count} calls were throttled in the last days`, todo)] : [];
}
