/** Whether a creditor's Stripe account tells us of every payment: the secret is kept, the endpoint is right. */
import { STRIPE_EVENT_TYPES } from '../../../../adapters/stripe/event.ts';
import { type Finding, listed, mend, ok, skip } from '../finding.ts';

/** https://docs.stripe.com/api/webhook_endpoints/object, as far as it matters here. */
export interface Endpoint {
  readonly url: string;
  readonly status: string;
  readonly enabled_events: readonly string[];
  readonly livemode: boolean;
}

export type StripeFacts = {
  readonly creditorId: string;
  readonly stage: string;
  /** How many signing secrets are valid. */
  readonly secrets: number;
  /** Where the API answers: the stage's own address, and one in front of it. */
  readonly bases: readonly string[];
  /** Undefined where nobody gave a key of Stripe's API. */
  readonly endpoints: readonly Endpoint[] | undefined;
};

const pathOf = (creditorId: string): string => `/v1/webhooks/stripe/${creditorId}`;
const about = (creditorId: string, what: string): string => `Stripe ${what} of ${creditorId}`;

export function judgeStripe(facts: StripeFacts): readonly Finding[] {
  const { creditorId, bases, endpoints } = facts;
  const urls = bases.map((base) => base.replace(/\/+$/, '') + pathOf(creditorId));
  const ours = endpoints?.filter(({ url }) => urls.includes(url.replace(/\/+$/, '')));
  return [judgeSecret(facts, ours ?? []), judgeEndpoint(facts, ours, urls)];
}

/** Nothing in the ledger says who is paid through Stripe: an endpoint of Stripe's, or a secret of ours, does. */
function judgeSecret({ creditorId, secrets }: StripeFacts, ours: readonly Endpoint[]): Finding {
  const place = about(creditorId, 'signing secret');
  const store = `npm run dunlin -- stripe secret --creditor ${creditorId}`;
  const enabled = ours.filter(({ status }) => status === 'enabled').length;
  if (secrets === 0 && ours.length > 0) return mend(place, 'not stored, so every webhook is refused', store);
  if (secrets === 0) return skip(place, `none is stored; where this creditor is paid through Stripe: ${store}`);
  if (enabled > secrets)
    return mend(
      place,
      `${enabled} endpoints post here and ${secrets} of their secrets is stored`,
      'delete the endpoints that nobody needs',
    );
  return ok(place, `${secrets} stored`);
}

function judgeEndpoint(
  { creditorId, stage, secrets, bases, endpoints }: StripeFacts,
  ours: readonly Endpoint[] | undefined,
  [url = pathOf(creditorId)]: readonly string[],
): Finding {
  const place = about(creditorId, 'endpoint');
  if (bases.length === 0) return skip(place, 'this pipeline has no address that Stripe could reach');
  if (ours === undefined || endpoints === undefined)
    return skip(place, 'no key of its Stripe API: set STRIPE_API_KEY, or see docs/doctor.md');
  if (secrets === 0 && ours.length === 0) return skip(place, 'this creditor does not use Stripe');
  const make = `in Stripe, add the endpoint ${url} with the events of docs/doctor.md`;
  const [best] = ours.toSorted((a, b) => missingEvents(a).length - missingEvents(b).length);
  if (!best) return mend(place, `none of the account's ${endpoints.length} endpoints posts to ${url}`, make);
  const enabled = ours.filter(({ status }) => status === 'enabled');
  if (enabled.length === 0)
    return mend(place, `it is ${best.status}`, 'in Stripe, find why it was switched off and enable it');
  const missing = STRIPE_EVENT_TYPES.filter((type) => enabled.every((one) => missingEvents(one).includes(type)));
  if (missing.length > 0)
    return mend(
      place,
      `Stripe does not send ${listed(missing, missing.length)}`,
      'in Stripe, add these events to the endpoint',
    );
  if (stage === 'prod' && !enabled.some(({ livemode }) => livemode))
    return mend(place, "it belongs to Stripe's test mode", make);
  return ok(place, `enabled, sends all ${STRIPE_EVENT_TYPES.length} events`);
}

function missingEvents({ enabled_events }: Endpoint): readonly string[] {
  return enabled_events.includes('*') ? [] : STRIPE_EVENT_TYPES.filter((type) => !enabled_events.includes(type));
}
