/** How every AWS client is made: where it calls, how long it waits, how often it tries. */

/** Both are left out on AWS, where the runtime's own region and endpoints hold. */
export type ClientPlace = { readonly region?: string; readonly endpoint?: string };

const CONNECT_MS = 2_000;

/**
 * Client settings with explicit timeouts. Without `throwOnRequestTimeout` the SDK only logs a breached timeout and waits on.
 * Clients that send messages try once: a repeat after a timeout would send twice.
 */
export function clientConfig(place: ClientPlace, limits: { readonly requestMs: number; readonly attempts: number }) {
  return {
    ...(place.region === undefined ? {} : { region: place.region }),
    ...(place.endpoint === undefined ? {} : { endpoint: place.endpoint }),
    maxAttempts: limits.attempts,
    requestHandler: {
      connectionTimeout: CONNECT_MS,
      requestTimeout: limits.requestMs,
      throwOnRequestTimeout: true,
    },
  };
}
