/** How many requests a key may make: an HTTP API throttles all callers together and knows no keys (docs/adr/007). */
import * as z from 'zod';

/** Where the key names no other figure: 600,000 invoices in calls of 500, a fifth of what a production stage lets in. */
export const REQUESTS_PER_MINUTE = 1200;

/** Beyond the most that the stage's own throttle lets in, a figure would promise what nobody keeps. */
const MOST = 60_000;

export const RequestsPerMinute = z.int().min(1).max(MOST).meta({ description: 'Requests a minute with one key' });
