/** What the doctor makes of Stripe's endpoints, and how it asks for them. */
import { describe, expect, it } from 'vitest';
import { STRIPE_EVENT_TYPES } from '../../../adapters/stripe/event.ts';
import { createStripeQuestions } from '../../../bin/operate/doctor/money/ask-stripe.ts';
import { type Endpoint, judgeStripe, type StripeFacts } from '../../../bin/operate/doctor/money/stripe.ts';

const endpoint: Endpoint = {
  url: 'https://api.demo.example/v1/webhooks/stripe/demo',
  status: 'enabled',
  enabled_events: [...STRIPE_EVENT_TYPES],
  livemode: true,
};
const facts: StripeFacts = {
  creditorId: 'demo',
  stage: 'prod',
  secrets: 1,
  bases: ['https://api.demo.example/'],
  endpoints: [endpoint],
};

describe("a creditor's way in for money", () => {
  it.each([
    { when: 'all is well', more: {}, then: ['ok', 'ok'], says: /sends all/ },
    {
      when: 'it subscribes to everything',
      more: { endpoints: [{ ...endpoint, enabled_events: ['*'] }] },
      then: ['ok', 'ok'],
      says: /sends all/,
    },
    { when: 'the secret is missing', more: { secrets: 0 }, then: ['mend', 'ok'], says: /sends all/ },
    {
      when: 'there is neither secret nor endpoint',
      more: { secrets: 0, endpoints: [] },
      then: ['skip', 'skip'],
      says: /does not use Stripe/,
    },
    { when: 'nobody gave a key', more: { endpoints: undefined }, then: ['ok', 'skip'], says: /STRIPE_API_KEY/ },
    {
      when: 'it posts elsewhere',
      more: { endpoints: [{ ...endpoint, url: 'https://old.example/v1/webhooks/stripe/demo' }] },
      then: ['ok', 'mend'],
      says: /none of the account's 1/,
    },
    {
      when: "it is another creditor's",
      more: { endpoints: [{ ...endpoint, url: `${endpoint.url}2` }] },
      then: ['ok', 'mend'],
      says: /none/,
    },
    {
      when: 'it is disabled',
      more: { endpoints: [{ ...endpoint, status: 'disabled' }] },
      then: ['ok', 'mend'],
      says: /disabled/,
    },
    {
      when: 'refunds are left out',
      more: {
        endpoints: [{ ...endpoint, enabled_events: STRIPE_EVENT_TYPES.filter((type) => type !== 'charge.refunded') }],
      },
      then: ['ok', 'mend'],
      says: /does not send charge\.refunded$/,
    },
    {
      when: 'prod hears the test mode',
      more: { endpoints: [{ ...endpoint, livemode: false }] },
      then: ['ok', 'mend'],
      says: /test mode/,
    },
    {
      when: 'dev hears the test mode',
      more: { stage: 'dev', endpoints: [{ ...endpoint, livemode: false }] },
      then: ['ok', 'ok'],
      says: /sends all/,
    },
    {
      when: 'two endpoints share one secret',
      more: { endpoints: [endpoint, endpoint] },
      then: ['mend', 'ok'],
      says: /sends all/,
    },
    {
      when: 'it comes by the address in front',
      more: { bases: ['https://raw.example', 'https://api.demo.example'] },
      then: ['ok', 'ok'],
      says: /sends all/,
    },
    { when: 'the pipeline is local', more: { bases: [] }, then: ['ok', 'skip'], says: /could reach/ },
  ])('is $then when $when', ({ more, then, says }) => {
    const findings = judgeStripe({ ...facts, ...more });
    expect(findings.map(({ state }) => state)).toEqual(then);
    expect(findings[1]?.says).toMatch(says);
  });
});

describe('asking Stripe', () => {
  const stored = { id: 'we_1', ...endpoint, object: 'webhook_endpoint', secret: 'never returned' };
  const answering = (answers: ReadonlyMap<string, Response>) => {
    const asked: { readonly url: string; readonly authorization: string | null }[] = [];
    const ask: typeof fetch = async (input, init) => {
      const url = String(input);
      asked.push({ url, authorization: new Headers(init?.headers).get('authorization') });
      return answers.get(url) ?? new Response('', { status: 500 });
    };
    return { asked, questions: createStripeQuestions({ ask, base: 'https://stripe.example' }) };
  };
  const first = 'https://stripe.example/v1/webhook_endpoints?limit=100';

  it('reads every page with the key in the header only', async () => {
    const { asked, questions } = answering(
      new Map([
        [first, Response.json({ data: [stored], has_more: true })],
        [`${first}&starting_after=we_1`, Response.json({ data: [{ ...stored, id: 'we_2' }], has_more: false })],
      ]),
    );
    expect(await questions.endpoints('rk_live_key')).toHaveLength(2);
    expect(asked.map(({ authorization }) => authorization)).toEqual(['Bearer rk_live_key', 'Bearer rk_live_key']);
    expect(asked.map(({ url }) => url).join()).not.toContain('rk_live_key');
  });

  it.each([
    { status: 401, says: /refused the key \(status 401\)/ },
    { status: 403, says: /Webhook Endpoints: read/ },
    { status: 500, says: /found status 500/ },
    { status: 200, says: /expected a list of webhook endpoints/ },
  ])('says what it met at status $status, without the key', async ({ status, says }) => {
    const { questions } = answering(new Map([[first, Response.json({ error: 'rk_live_key' }, { status })]]));
    const failure: unknown = await questions.endpoints('rk_live_key').catch((error: unknown) => error);
    expect(String(failure)).toMatch(says);
    expect(String(failure)).not.toContain('rk_live_key');
  });
});
