/** The words of the edge: read once, and again only after a failure. */
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { mockClient } from 'aws-sdk-client-mock';
import { expect, it } from 'vitest';
import { createEdgeWords } from '../../../adapters/secrets/edge-words.ts';

function words() {
  const mock = mockClient(SecretsManagerClient);
  const client = new SecretsManagerClient({ region: 'eu-west-1' });
  return { mock, read: createEdgeWords({ client, names: ['new', 'old'] }) };
}

it('are those of every secret named, read once per process', async () => {
  const { mock, read } = words();
  mock.on(GetSecretValueCommand, { SecretId: 'new' }).resolves({ SecretString: 'n' });
  mock.on(GetSecretValueCommand, { SecretId: 'old' }).resolves({ SecretString: 'o' });
  expect([await read(), await read()]).toEqual([
    ['n', 'o'],
    ['n', 'o'],
  ]);
  expect(mock.commandCalls(GetSecretValueCommand)).toHaveLength(2);
});

it('are asked for again after a failure, which says nothing of them', async () => {
  const { mock, read } = words();
  mock.on(GetSecretValueCommand).rejectsOnce(new Error('secret text')).resolves({ SecretString: 'n' });
  await expect(read()).rejects.toMatchObject({ message: expect.not.stringContaining('secret text') });
  expect(await read()).toEqual(['n', 'n']);
});

it('are not empty', async () => {
  const { mock, read } = words();
  mock.on(GetSecretValueCommand).resolves({});
  await expect(read()).rejects.toMatchObject({ name: 'StepUnavailable' });
});
