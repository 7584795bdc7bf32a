/** Signing secrets: both valid ones while one is rolled, kept for a while, read again when a signature does not match. */
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { createSecrets } from '../../../adapters/secrets/secrets.ts';
import { serviceError, systemError } from '../aws/thrown.ts';

const manager = mockClient(SecretsManagerClient);
let now = 0;

function someSecrets() {
  const client = new SecretsManagerClient({ region: 'eu-west-1' });
  return createSecrets({ client, prefix: 'dunlin/stripe/', cacheSeconds: 300, nowMs: () => now });
}

const reads = () => manager.commandCalls(GetSecretValueCommand).map(({ args }) => args[0].input.SecretId);

beforeEach(() => {
  now = 0;
  manager.reset();
  manager.on(GetSecretValueCommand).resolves({ SecretString: 'whsec_one' });
});

describe('stripeSigningSecrets', () => {
  it.each([
    { stored: 'whsec_one', then: ['whsec_one'] },
    { stored: 'whsec_one\n', then: ['whsec_one'] },
    { stored: '{"signingSecrets":["whsec_one"," whsec_two"]}', then: ['whsec_one', 'whsec_two'] },
    { stored: '', then: [] },
  ])('reads $stored as $then', async ({ stored, then }) => {
    manager.on(GetSecretValueCommand).resolves({ SecretString: stored });
    expect(await someSecrets().stripeSigningSecrets('demo')).toEqual(then);
    expect(reads()).toEqual(['dunlin/stripe/demo']);
  });

  it('keeps each creditor’s secrets for the time given', async () => {
    const secrets = someSecrets();
    await secrets.stripeSigningSecrets('demo');
    await secrets.stripeSigningSecrets('other');
    now = 299_999;
    await secrets.stripeSigningSecrets('demo');
    expect(reads()).toEqual(['dunlin/stripe/demo', 'dunlin/stripe/other']);
    now = 300_000;
    await secrets.stripeSigningSecrets('demo');
    expect(reads()).toHaveLength(3);
  });

  it('finds none for a creditor without a secret, and looks again the next time', async () => {
    manager
      .on(GetSecretValueCommand)
      .rejectsOnce(serviceError('ResourceNotFoundException', 400))
      .resolves({ SecretString: 'whsec_one' });
    const secrets = someSecrets();
    expect(await secrets.stripeSigningSecrets('demo')).toEqual([]);
    expect(await secrets.stripeSigningSecrets('demo')).toEqual(['whsec_one']);
  });

  it.each(['../other', 'a b', 'a*', ''])('asks for nothing under the name %j', async (creditorId) => {
    expect(await someSecrets().stripeSigningSecrets(creditorId)).toEqual([]);
    expect(reads()).toEqual([]);
  });

  it.each([
    { error: serviceError('ThrottlingException', 400), name: 'StepDeferred' },
    { error: serviceError('AccessDeniedException', 400), name: 'StepRejected' },
    { error: serviceError('DecryptionFailure', 400), name: 'StepRejected' },
    { error: serviceError('InternalServiceError', 500), name: 'StepUnavailable' },
    { error: systemError('ECONNRESET'), name: 'StepUnavailable' },
  ])('throws $name when Secrets Manager answers $error.name', async ({ error, name }) => {
    manager.on(GetSecretValueCommand).rejects(error);
    await expect(someSecrets().stripeSigningSecrets('demo')).rejects.toMatchObject({ name });
  });

  it.each(['{"signingSecrets":"whsec_one"}', '{whsec_one'])(
    'quotes nothing of a secret it cannot read',
    async (stored) => {
      manager.on(GetSecretValueCommand).resolves({ SecretString: stored });
      const fault = await someSecrets()
        .stripeSigningSecrets('demo')
        .catch((error: unknown) => error);
      expect(fault).toMatchObject({ name: 'StepRejected' });
      expect(fault).not.toHaveProperty('cause');
      expect(String(fault)).not.toContain('whsec_one');
    },
  );
});

describe('refresh', () => {
  it('reads a rolled secret before its time, yet not for every forged call', async () => {
    const secrets = someSecrets();
    await secrets.stripeSigningSecrets('demo');
    manager.on(GetSecretValueCommand).resolves({ SecretString: 'whsec_two' });
    now = 29_000;
    expect(await secrets.refresh('demo')).toEqual(['whsec_one']);
    now = 30_000;
    expect(await secrets.refresh('demo')).toEqual(['whsec_two']);
    expect(await secrets.stripeSigningSecrets('demo')).toEqual(['whsec_two']);
    expect(reads()).toHaveLength(2);
  });
});
