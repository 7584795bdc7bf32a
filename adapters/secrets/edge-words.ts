/** Reads the words that CloudFront shows from Secrets Manager, once per process: new words are a new deployment. */
import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { toStepError } from './secrets.ts';

export function createEdgeWords({
  client,
  names,
}: {
  readonly client: SecretsManagerClient;
  readonly names: readonly string[];
}): () => Promise<readonly string[]> {
  let kept: Promise<readonly string[]> | undefined;

  async function read(name: string): Promise<string> {
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: name }));
    if (SecretString) return SecretString;
    throw new Error(`expected a word in the secret ${name}, found none`);
  }

  return async () => {
    kept ??= Promise.all(names.map(read));
    try {
      return await kept;
    } catch (error) {
      kept = undefined;
      throw toStepError(error);
    }
  };
}
