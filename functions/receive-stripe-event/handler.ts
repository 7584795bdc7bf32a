/** Stripe's webhook: answered 200 only after the money is stored; what is not money is answered 200 and left. */
import type { ProviderEvent } from '../../core/payment/provider.ts';
import type { Clock, Ledger } from '../../core/ports.ts';
import type { Request } from '../_shared/http.ts';
import { log } from '../_shared/log.ts';
import { problem } from '../_shared/problem.ts';
import type { Reply } from '../_shared/reply.ts';
import { storeMoney } from './store.ts';

export type Verified = { readonly ok: true; readonly event: unknown } | { readonly ok: false; readonly reason: string };

export type Deps = {
  readonly ledger: Ledger;
  readonly clock: Clock;
  /** The creditor's signing secrets, two while one is being rolled; `refresh` reads them anew. */
  readonly secrets: (creditorId: string, refresh: boolean) => Promise<readonly string[]>;
  readonly verify: (request: {
    readonly rawBody: Buffer;
    readonly header: string | undefined;
    readonly secrets: readonly string[];
  }) => Verified;
  readonly read: (
    event: unknown,
  ) => ProviderEvent | { readonly kind: 'unreadable'; readonly eventId: string | undefined; readonly problem: string };
};

export const createHandler =
  (deps: Deps) =>
  async ({ params, headers, rawBody, requestId }: Request): Promise<Reply> => {
    const creditorId = params.creditorId ?? '';
    const verified = await verifyWithRolledSecrets(deps, creditorId, rawBody, headers['stripe-signature']);
    if (!verified.ok) return refused(requestId, verified.reason);
    const event = deps.read(verified.event);
    if (event.kind === 'ignored') return { status: 200, body: { received: true, stored: false } };
    if (event.kind === 'unreadable') {
      log('error', 'MONEY_UNREADABLE', { requestId, eventId: event.eventId });
      return problem('unreadable-event', event.problem);
    }
    const stored = await storeMoney(deps.ledger, creditorId, event, deps.clock.now());
    log('info', stored === 'stored' ? 'MONEY_STORED' : 'MONEY_KNOWN', { requestId, eventId: event.eventId });
    return { status: 200, body: { received: true, stored: stored === 'stored' } };
  };

/** One answer whether the creditor has no secret or another one, so that nobody learns here which creditors there are. */
const OF_THE_SECRET: ReadonlySet<string> = new Set(['no-secret', 'signature-mismatch', 'secret-has-whitespace']);

function refused(requestId: string, reason: string): Reply {
  log('warn', 'SIGNATURE_REFUSED', { requestId, reason });
  return problem('invalid-signature', OF_THE_SECRET.has(reason) ? 'signature-mismatch' : reason);
}

/** A signature that fails may be made with a secret that was rolled a moment ago. */
async function verifyWithRolledSecrets(
  { secrets, verify }: Deps,
  creditorId: string,
  rawBody: Buffer,
  header: string | undefined,
): Promise<Verified> {
  const known = await secrets(creditorId, false);
  const first = verify({ rawBody, header, secrets: known });
  // Where there is none it was looked for this moment: a forged event must not cost a second look.
  return first.ok || known.length === 0 ? first : verify({ rawBody, header, secrets: await secrets(creditorId, true) });
}
