/** How many requests a key may make: an HTTP API throttles all callers together and knows no keys (docs/adr/007). */
import * as z from 'zod';

/** Where the key names no other figure: 600,000 invoices in calls of 500, a fifth of what a production stage lets in. */
export const REQUESTS_PER_MINUTE = 1200;

/**
 * Beyond what any stage's own throttle lets in, a figure would promise what nobody keeps. Keys of a local pipeline have
 * it, for its clock may stand still, and a minute lasts until somebody moves it.
 */
export const MOST_REQUESTS_PER_MINUTE = 60_000;

export const RequestsPerMinute = z
  .int()
  .min(1)
  .max(MOST_REQUESTS_PER_MINUTE)
  .meta({ description: 'Requests a minute with one key' });
