/** Keeps the signing secret of a creditor's Stripe webhook in Secrets Manager; two while one is being rolled. */
import {
  CreateSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  ResourceNotFoundException,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { parseSigningSecrets } from './secrets.ts';

export function createSecretKeeper({
  client,
  prefix,
}: {
  readonly client: SecretsManagerClient;
  readonly prefix: string;
}) {
  async function known(name: string): Promise<readonly string[] | undefined> {
    try {
      const { SecretString = '' } = await client.send(new GetSecretValueCommand({ SecretId: name }));
      return parseSigningSecrets(SecretString);
    } catch (error) {
      if (error instanceof ResourceNotFoundException) return undefined;
      throw error;
    }
  }
  return {
    /** Answers the secret's name, and how many signing secrets are valid from now on. */
    async storeStripeSecret(
      creditorId: string,
      secret: string,
      { keepOld }: { readonly keepOld: boolean },
    ): Promise<{ readonly name: string; readonly valid: number }> {
      const name = prefix + creditorId;
      const before = await known(name);
      const signingSecrets = [secret, ...(keepOld ? (before ?? []) : []).filter((old) => old !== secret)].slice(0, 2);
      const SecretString = JSON.stringify({ signingSecrets });
      if (before === undefined) await client.send(new CreateSecretCommand({ Name: name, SecretString }));
      else await client.send(new PutSecretValueCommand({ SecretId: name, SecretString }));
      return { name, valid: signingSecrets.length };
    },
  };
}
