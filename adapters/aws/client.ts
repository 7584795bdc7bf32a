/** How every AWS client is made: where it calls, how long it waits, how often it tries. */
import type { DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';

type Logger = NonNullable<DynamoDBClientConfig['logger']>;

/** Both are left out on AWS, where the runtime's own region and endpoints hold. */
export type ClientPlace = { readonly region?: string; readonly endpoint?: string };

const CONNECT_MS = 2_000;
const SEND_MS = 8_000;

/** Without `throwOnRequestTimeout` the SDK only logs a breached timeout and waits on. */
function patience(requestMs: number) {
  return { connectionTimeout: CONNECT_MS, requestTimeout: requestMs, throwOnRequestTimeout: true };
}

/**
 * Without `info` and `error`: the SDK's own silent logger has them, and for it every input and output is copied to be
 * logged nowhere. The other methods the SDK calls unasked, for example where it looks for credentials.
 */
const silent = (): void => undefined;
const logger: Logger = Object.assign(Object.create(null), { debug: silent, warn: silent });

function settingsOf({ region, endpoint }: ClientPlace) {
  return { logger, ...(region === undefined ? {} : { region }), ...(endpoint === undefined ? {} : { endpoint }) };
}

/** For calls that may be repeated without harm. */
export function clientConfig(place: ClientPlace, limits: { readonly requestMs: number; readonly attempts: number }) {
  return { ...settingsOf(place), maxAttempts: limits.attempts, requestHandler: patience(limits.requestMs) };
}

/**
 * For calls that send a message: one try, for a repeat after a timeout would send twice, and a new connection for each,
 * for one that died while the function was frozen would make the outcome unknown of a message that never left.
 */
export function sendingClientConfig(place: ClientPlace) {
  const agents = { httpAgent: { keepAlive: false }, httpsAgent: { keepAlive: false } };
  return { ...settingsOf(place), maxAttempts: 1, requestHandler: { ...patience(SEND_MS), ...agents } };
}
