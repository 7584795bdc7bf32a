/** What Stripe answers about an account's webhook endpoints; the key stays in the request's header. */
import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod';
import { askingFor } from '../ask.ts';
import type { Endpoint } from './stripe.ts';

const Page = z.object({
  data: z.array(
    z.object({
      id: z.string(),
      url: z.string(),
      status: z.string(),
      enabled_events: z.array(z.string()),
      livemode: z.boolean(),
    }),
  ),
  has_more: z.boolean(),
});

const TIMEOUT_MS = 8_000;

export function createStripeQuestions({
  ask = fetch,
  base = 'https://api.stripe.com',
}: {
  readonly ask?: typeof fetch;
  readonly base?: string;
} = {}) {
  async function page(key: string, after: string | undefined) {
    const from = after === undefined ? '' : `&starting_after=${encodeURIComponent(after)}`;
    const answer = await ask(`${base}/v1/webhook_endpoints?limit=100${from}`, {
      headers: { authorization: `Bearer ${key}` },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (answer.status === 401 || answer.status === 403)
      throw new Error(
        `Stripe refused the key (status ${answer.status}): it needs "Webhook Endpoints: read" of this account`,
      );
    const parsed = Page.safeParse(await answer.json().catch(() => undefined));
    if (answer.ok && parsed.success) return parsed.data;
    throw new Error(`expected a list of webhook endpoints from Stripe, found status ${answer.status}`);
  }
  return {
    async endpoints(key: string): Promise<readonly Endpoint[]> {
      const all: Endpoint[] = [];
      let after: string | undefined;
      do {
        const { data, has_more } = await page(key, after);
        all.push(...data);
        after = has_more ? data.at(-1)?.id : undefined;
      } while (after !== undefined);
      return all;
    },
  };
}
export type StripeQuestions = ReturnType<typeof createStripeQuestions>;

/** A creditor's key of Stripe's API: its own secret, else the one that the environment gives for all. */
export async function stripeApiKey(
  client: SecretsManagerClient,
  {
    stage,
    creditorId,
    given,
  }: { readonly stage: string; readonly creditorId: string; readonly given: string | undefined },
): Promise<string | undefined> {
  const SecretId = `dunlin/${stage}/stripe-api/${creditorId}`;
  const answer = await askingFor('secretsmanager:GetSecretValue', ['ResourceNotFoundException'], () =>
    client.send(new GetSecretValueCommand({ SecretId })),
  );
  return answer?.SecretString?.trim() || given?.trim() || undefined;
}
