/** Reads what an AWS SDK call threw: by names, codes and statuses, never by message text. */
import { Fault } from '../../core/fault.ts';

/**
 * `throttled`: asked to slow down, nothing was done. `not-reached`: no connection or no valid credentials, nothing was done.
 * `refused`: the request itself is wrong, nothing was done. `unsure`: it may have been done (timeouts, resets, aborts, 5xx).
 */
export type Failure = {
  readonly kind: 'throttled' | 'not-reached' | 'refused' | 'unsure';
  /** The vendor's name of the error, fit for logs: no address, no text. */
  readonly code: string;
};

const THROTTLES: ReadonlySet<string> = new Set([
  'EC2ThrottledException',
  'LimitExceededException',
  'PriorRequestNotComplete',
  'RequestLimitExceeded',
  'RequestThrottled',
  'RequestThrottledException',
  'SlowDown',
  'ThrottledException',
  'Throttling',
  'ThrottlingException',
  'TooManyRequestsException',
]);

/** Nobody there took the request: no name, no connection, or credentials that must be fetched anew. */
const NOT_REACHED: ReadonlySet<string> = new Set([
  'CredentialsProviderError',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ENOTFOUND',
  'ExpiredToken',
  'ExpiredTokenException',
  'RequestExpired',
  'RequestTimeTooSkewed',
]);

function textAt(value: unknown, key: string): string | undefined {
  if (typeof value !== 'object' || value === null || !(key in value)) return undefined;
  const found: unknown = Reflect.get(value, key);
  return typeof found === 'string' && found !== '' ? found : undefined;
}

function statusOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const metadata: unknown = Reflect.get(error, '$metadata');
  if (typeof metadata !== 'object' || metadata === null) return undefined;
  const status: unknown = Reflect.get(metadata, 'httpStatusCode');
  return typeof status === 'number' ? status : undefined;
}

/** Whether the service itself said no: a 4xx (408 is a timeout), or its own client-side exception. */
function isRefusal(error: unknown): boolean {
  const status = statusOf(error);
  if (status !== undefined) return status >= 400 && status < 500 && status !== 408;
  return textAt(error, '$fault') === 'client';
}

/** The system's code where a connection failed ("ECONNRESET": the SDK calls it a timeout), else the vendor's name. */
function codeOf(error: unknown): string {
  const code = textAt(error, 'code') ?? '';
  return /^E[A-Z_]+$/.test(code) ? code : (textAt(error, 'name') ?? 'Unknown');
}

/** Classifies what was thrown; `alsoThrottles` are the service's own names for "later". */
export function failureOf(error: unknown, alsoThrottles: ReadonlySet<string> = new Set()): Failure {
  const code = codeOf(error);
  if (THROTTLES.has(code) || alsoThrottles.has(code) || statusOf(error) === 429) return { kind: 'throttled', code };
  if (NOT_REACHED.has(code)) return { kind: 'not-reached', code };
  if (code === 'RequestTimeout' || code === 'RequestTimeoutException') return { kind: 'unsure', code };
  return { kind: isRefusal(error) ? 'refused' : 'unsure', code };
}

/** The fault of a call that may be repeated without harm; `doing` completes "expected … to". */
export function faultOf(error: unknown, doing: string, alsoThrottles?: ReadonlySet<string>): Fault {
  if (error instanceof Fault) return error;
  const { kind, code } = failureOf(error, alsoThrottles);
  const message = `expected ${doing}, found ${code}`;
  switch (kind) {
    case 'throttled':
      return new Fault('StepDeferred', message, { cause: error });
    case 'refused':
      return new Fault('StepRejected', message, { cause: error });
    case 'not-reached':
    case 'unsure':
      return new Fault('StepUnavailable', message, { cause: error });
  }
}
