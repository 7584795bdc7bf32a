/** The checks of money's way in: each creditor's Stripe secret and endpoint. */

import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { parseSigningSecrets } from '../../../../adapters/secrets/secrets.ts';
import { askingFor } from '../ask.ts';
import type { Check } from '../examine.ts';
import { cannotTell, type Finding, skip } from '../finding.ts';
import { type StripeQuestions, stripeApiKey } from './ask-stripe.ts';
import { type Endpoint, judgeStripe } from './stripe.ts';

export type MoneyPorts = {
  readonly stage: string;
  readonly secrets: SecretsManagerClient;
  readonly stripe: StripeQuestions;
  readonly creditorIds: () => Promise<readonly string[]>;
  readonly bases: () => Promise<readonly string[]>;
  /** A key of Stripe's API for all creditors; undefined where none was given. */
  readonly givenKey: string | undefined;
};

export function moneyChecks(ports: MoneyPorts): readonly Check[] {
  return [{ about: 'Stripe', look: () => look(ports) }];
}

async function look(ports: MoneyPorts): Promise<readonly Finding[]> {
  const creditorIds = await ports.creditorIds();
  if (creditorIds.length === 0) return [skip('Stripe', 'there is no creditor yet')];
  return (await Promise.all(creditorIds.map((creditorId) => lookAt(ports, creditorId)))).flat();
}

/** One creditor's trouble hides no other's. */
async function lookAt(ports: MoneyPorts, creditorId: string): Promise<readonly Finding[]> {
  try {
    const { stage, secrets, bases, givenKey: given } = ports;
    const key = await stripeApiKey(secrets, { stage, creditorId, given });
    const endpoints: readonly Endpoint[] | undefined =
      key === undefined ? undefined : await ports.stripe.endpoints(key);
    return judgeStripe({
      creditorId,
      stage,
      secrets: await countSecrets(ports, creditorId),
      bases: await bases(),
      endpoints,
    });
  } catch (error) {
    return [cannotTell(`Stripe of ${creditorId}`, error instanceof Error ? error.message : String(error))];
  }
}

async function countSecrets({ secrets, stage }: MoneyPorts, creditorId: string): Promise<number> {
  const answer = await askingFor('secretsmanager:GetSecretValue', ['ResourceNotFoundException'], () =>
    secrets.send(new GetSecretValueCommand({ SecretId: `dunlin/${stage}/stripe/${creditorId}` })),
  );
  return parseSigningSecrets(answer?.SecretString ?? '').length;
}
