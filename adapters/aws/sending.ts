/** What became of one message handed to a vendor, as DESIGN section 4 tells the three apart. */
import type { SendFailure } from '../../core/ports.ts';
import { failureOf } from './failure.ts';

/** Names what a failed send means; `alsoThrottles` are the service's own names for "later". */
export function sendFailureOf(error: unknown, alsoThrottles?: ReadonlySet<string>): SendFailure {
  const { kind, code } = failureOf(error, alsoThrottles);
  switch (kind) {
    case 'throttled':
    case 'not-reached':
      return { outcome: 'not-sent', retry: true, code };
    case 'refused':
      return { outcome: 'not-sent', retry: false, code };
    case 'unsure':
      return { outcome: 'unknown', code };
  }
}
