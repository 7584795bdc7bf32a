/** The vault over real HTTP: documents come back as they were put, signed, and each fault has its name. */
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { addressOf, s3Client } from '../../../adapters/s3/client.ts';
import { createVault } from '../../../adapters/s3/vault.ts';
import { messageKey } from '../../../core/contact/touch.ts';
import { aStore, secret, type Trouble } from './a-store.ts';

const store = await aStore();
const vault = createVault({ client: s3Client({ region: 'eu-west-1', endpoint: store.endpoint }), bucket: 'kept' });

beforeAll(() => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'an id');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', secret);
  vi.stubEnv('AWS_SESSION_TOKEN', 'a session');
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await store.close();
});
beforeEach(() => {
  store.fail();
  store.objects.clear();
  store.asked.length = 0;
});

describe('vault', () => {
  it('puts a document as JSON under its key', async () => {
    await vault.put(messageKey('m-1'), { subject: 'Größe' });
    expect([...store.objects]).toEqual([
      ['/s3/kept/messages/m-1.json', { body: '{"subject":"Größe"}', contentType: 'application/json' }],
    ]);
  });

  it.each(['messages/m-1.json', 'messages/a b+c(d)=é.json'])('gets back what was put as %s', async (key) => {
    await vault.put(key, { text: 'naïve ☂', list: [1] });
    expect(await vault.get(key)).toEqual({ text: 'naïve ☂', list: [1] });
  });

  it('finds nothing where nothing was put', async () => {
    expect(await vault.get('messages/none.json')).toBeUndefined();
  });

  it('finds its endpoint and region in the environment', async () => {
    vi.stubEnv('AWS_ENDPOINT_URL_S3', store.endpoint);
    vi.stubEnv('AWS_REGION', 'eu-north-1');
    const other = createVault({ client: s3Client(), bucket: 'kept' });
    await other.put('k', 1);
    expect(await vault.get('k')).toBe(1);
  });

  it.each<{ readonly trouble: Trouble; readonly times: number }>([
    { trouble: { status: 503, code: 'SlowDown' }, times: 2 },
    { trouble: { status: 500, code: 'InternalError' }, times: 1 },
    { trouble: 'cut', times: 2 },
  ])('tries again after $trouble, $times times', async ({ trouble, times }) => {
    store.fail(...Array.from({ length: times }, () => trouble));
    await vault.put('k', { kept: true });
    expect(store.asked).toHaveLength(times + 1);
    expect(await vault.get('k')).toEqual({ kept: true });
  });

  it.each<{ readonly trouble: Trouble; readonly name: string; readonly asked: number }>([
    { trouble: { status: 503, code: 'SlowDown' }, name: 'StepDeferred', asked: 3 },
    { trouble: { status: 503, code: 'ServiceUnavailable' }, name: 'StepDeferred', asked: 3 },
    { trouble: { status: 403, code: 'AccessDenied' }, name: 'StepRejected', asked: 1 },
    { trouble: { status: 404, code: 'NoSuchBucket' }, name: 'StepRejected', asked: 1 },
    { trouble: { status: 500, code: 'InternalError' }, name: 'StepUnavailable', asked: 3 },
    { trouble: 'cut', name: 'StepUnavailable', asked: 3 },
  ])('throws $name after $asked tries that end with $trouble', async ({ trouble, name, asked }) => {
    const always = Array.from({ length: 3 }, () => trouble);
    store.fail(...always);
    await expect(vault.put('k', {})).rejects.toMatchObject({ name });
    expect(store.asked).toHaveLength(asked);
    store.fail(...always);
    await expect(vault.get('k')).rejects.toMatchObject({ name });
  });

  it('is rejected with wrong credentials, and unavailable without any', async () => {
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'another');
    await expect(vault.get('k')).rejects.toMatchObject({
      name: 'StepRejected',
      message: expect.stringContaining('SignatureDoesNotMatch'),
    });
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', '');
    await expect(vault.get('k')).rejects.toMatchObject({ name: 'StepUnavailable' });
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', secret);
  });
});

describe('the address of an object', () => {
  it.each([
    {
      region: 'eu-west-1',
      endpoint: undefined,
      address: 'https://kept.s3.eu-west-1.amazonaws.com/messages/m%201.json',
    },
    {
      region: 'cn-north-1',
      endpoint: undefined,
      address: 'https://kept.s3.cn-north-1.amazonaws.com.cn/messages/m%201.json',
    },
    {
      region: 'eu-west-1',
      endpoint: 'http://127.0.0.1:9/s3/',
      address: 'http://127.0.0.1:9/s3/kept/messages/m%201.json',
    },
  ])('in $region with the endpoint $endpoint is $address', ({ address, ...place }) => {
    expect(addressOf({ bucket: 'kept', key: 'messages/m 1.json' }, place).href).toBe(address);
  });
});
