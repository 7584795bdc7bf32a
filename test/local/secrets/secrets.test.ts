/** Secrets Manager by its real client: values, their versions, and the names of its refusals. */
import {
  CreateSecretCommand,
  type CreateSecretCommandInput,
  GetSecretValueCommand,
  type GetSecretValueCommandInput,
  ListSecretsCommand,
  PutSecretValueCommand,
  type PutSecretValueCommandInput,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { describe, expect, it } from 'vitest';
import { createSecrets } from '../../../local/secrets/secrets.ts';
import { handClock, memoryJournal, place, served } from '../wire-host.ts';

async function someSecrets() {
  const deps = { place, now: handClock().now, journal: memoryJournal() };
  const secrets = createSecrets(deps);
  return { secrets, deps, client: new SecretsManagerClient(await served(secrets.handle)) };
}
const token = (digit: string) => digit.repeat(32);

describe('a secret', () => {
  it('is read by its name, its ARN and its ARN without the random end', async () => {
    const { client } = await someSecrets();
    const { ARN = '' } = await client.send(
      new CreateSecretCommand({ Name: 'stripe/demo', SecretString: '{"key":"k"}' }),
    );
    for (const SecretId of ['stripe/demo', ARN, ARN.slice(0, -7)]) {
      expect(await client.send(new GetSecretValueCommand({ SecretId }))).toMatchObject({
        ARN,
        Name: 'stripe/demo',
        SecretString: '{"key":"k"}',
        VersionStages: ['AWSCURRENT'],
        CreatedDate: new Date('2026-02-03T10:00:00Z'),
      });
    }
  });

  it('keeps its previous value when a new one is put, and no older one', async () => {
    const { client } = await someSecrets();
    const first = { Name: 's', SecretString: 'one', ClientRequestToken: token('1') };
    await client.send(new CreateSecretCommand(first));
    for (const text of ['two', 'three'])
      await client.send(new PutSecretValueCommand({ SecretId: 's', SecretString: text }));
    const current = await client.send(new GetSecretValueCommand({ SecretId: 's' }));
    const previous = await client.send(new GetSecretValueCommand({ SecretId: 's', VersionStage: 'AWSPREVIOUS' }));
    expect([current.SecretString, previous.SecretString]).toEqual(['three', 'two']);
    const oldest = client.send(new GetSecretValueCommand({ SecretId: 's', VersionId: token('1') }));
    await expect(oldest).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  it('takes the same put twice as one', async () => {
    const { client } = await someSecrets();
    await client.send(new CreateSecretCommand({ Name: 's', SecretString: 'one' }));
    const put = { SecretId: 's', SecretString: 'two', ClientRequestToken: token('2') };
    await client.send(new PutSecretValueCommand(put));
    await client.send(new PutSecretValueCommand(put));
    const previous = await client.send(new GetSecretValueCommand({ SecretId: 's', VersionStage: 'AWSPREVIOUS' }));
    expect(previous.SecretString).toBe('one');
    const other = client.send(new PutSecretValueCommand({ ...put, SecretString: 'three' }));
    await expect(other).rejects.toMatchObject({ name: 'ResourceExistsException' });
  });

  it('may be bytes, and outlives a restart', async () => {
    const { client, deps } = await someSecrets();
    await client.send(new CreateSecretCommand({ Name: 's', SecretBinary: Buffer.from([1, 2, 255]) }));
    const again = new SecretsManagerClient(await served(createSecrets(deps).handle));
    const { SecretBinary } = await again.send(new GetSecretValueCommand({ SecretId: 's' }));
    expect([...(SecretBinary ?? [])]).toEqual([1, 2, 255]);
  });

  it('of the template is created once', async () => {
    const { client, secrets } = await someSecrets();
    const arn = secrets.ensure('s', 'one');
    expect(secrets.ensure('s', 'two')).toBe(arn);
    expect((await client.send(new GetSecretValueCommand({ SecretId: 's' }))).SecretString).toBe('one');
  });
});

const get = (input: GetSecretValueCommandInput) => (client: SecretsManagerClient) =>
  client.send(new GetSecretValueCommand(input));
const put = (input: PutSecretValueCommandInput) => (client: SecretsManagerClient) =>
  client.send(new PutSecretValueCommand(input));
const create = (input: CreateSecretCommandInput) => (client: SecretsManagerClient) =>
  client.send(new CreateSecretCommand(input));
const list = () => (client: SecretsManagerClient) => client.send(new ListSecretsCommand({}));

describe('Secrets Manager refuses', () => {
  const value = { SecretId: 'taken', SecretString: 'x' };
  it.each([
    ['a secret that is not there', get({ SecretId: 'none' }), 'ResourceNotFoundException'],
    ['a value for a secret that is not there', put({ ...value, SecretId: 'none' }), 'ResourceNotFoundException'],
    ['a name that is taken', create({ Name: 'taken', SecretString: 'x' }), 'ResourceExistsException'],
    ['a stage that nothing has', get({ SecretId: 'taken', VersionStage: 'AWSPENDING' }), 'ResourceNotFoundException'],
    ['two values at once', put({ ...value, SecretBinary: Buffer.from('x') }), 'InvalidParameterException'],
    ['a stage of rotation', put({ ...value, VersionStages: ['AWSPENDING'] }), 'ValidationException'],
    ['an operation that is not played', list(), 'UnknownOperationException'],
  ])('%s', async (_, ask, name) => {
    const { client, secrets } = await someSecrets();
    secrets.ensure('taken', 'one');
    await expect(ask(client)).rejects.toMatchObject({ name });
  });
});
