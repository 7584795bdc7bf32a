/** Wires Stripe's webhook to the ledger and the signing secrets. */
import * as z from 'zod';
import { createSecrets, secretsClient } from '../../adapters/secrets/secrets.ts';
import { toProviderEvent } from '../../adapters/stripe/event.ts';
import { verifyStripeEvent } from '../../adapters/stripe/signature.ts';
import { stageClock } from '../_shared/clock.ts';
import { http } from '../_shared/http.ts';
import { ledgerOn } from '../_shared/wiring.ts';
import { createHandler } from './handler.ts';

const env = z.object({ TABLE_NAME: z.string(), STRIPE_SECRETS_PREFIX: z.string() }).parse(process.env);
const clock = stageClock(process.env);
const { ledger, keys } = ledgerOn(env.TABLE_NAME);
const secrets = createSecrets({ client: secretsClient(), prefix: env.STRIPE_SECRETS_PREFIX, cacheSeconds: 300 });

export const handler = http({
  keys,
  handle: createHandler({
    ledger,
    clock,
    secrets: (creditorId, refresh) =>
      refresh ? secrets.refresh(creditorId) : secrets.stripeSigningSecrets(creditorId),
    verify: (request) => verifyStripeEvent({ ...request, nowMs: Date.now() }),
    read: toProviderEvent,
  }),
});
