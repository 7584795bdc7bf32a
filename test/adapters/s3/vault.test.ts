/** The vault: documents come back as they were put, and each fault has its name. */
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { createVault, messageKey } from '../../../adapters/s3/vault.ts';
import { serviceError, systemError } from '../aws/thrown.ts';

const s3 = mockClient(S3Client);
const vault = createVault({ client: new S3Client({ region: 'eu-west-1' }), bucket: 'kept' });

beforeEach(() => {
  s3.reset();
});

/** An answer's body; the SDK's stream has more methods, the vault reads this one. */
function bodyOf(text: string) {
  return Object.assign(Object.create(null), { transformToString: async () => text });
}

describe('vault', () => {
  it('puts a document as JSON under its key', async () => {
    s3.on(PutObjectCommand).resolves({});
    await vault.put(messageKey('m-1'), { subject: 'Größe' });
    expect(s3.commandCalls(PutObjectCommand)[0]?.args[0].input).toEqual({
      Bucket: 'kept',
      Key: 'messages/m-1.json',
      Body: '{"subject":"Größe"}',
      ContentType: 'application/json',
    });
  });

  it('gets back what was put', async () => {
    s3.on(GetObjectCommand, { Bucket: 'kept', Key: 'messages/m-1.json' }).resolves({ Body: bodyOf('{"a":[1]}') });
    expect(await vault.get('messages/m-1.json')).toEqual({ a: [1] });
  });

  it('finds nothing where nothing was put', async () => {
    s3.on(GetObjectCommand).rejects(serviceError('NoSuchKey', 404));
    expect(await vault.get('messages/none.json')).toBeUndefined();
  });

  it.each([
    { error: serviceError('SlowDown', 503), name: 'StepDeferred' },
    { error: serviceError('ServiceUnavailable', 503), name: 'StepDeferred' },
    { error: serviceError('AccessDenied', 403), name: 'StepRejected' },
    { error: serviceError('NoSuchBucket', 404), name: 'StepRejected' },
    { error: serviceError('InternalError', 500), name: 'StepUnavailable' },
    { error: systemError('ECONNRESET'), name: 'StepUnavailable' },
  ])('throws $name when S3 answers $error.name', async ({ error, name }) => {
    s3.on(PutObjectCommand).rejects(error);
    s3.on(GetObjectCommand).rejects(error);
    await expect(vault.put('k', {})).rejects.toMatchObject({ name });
    await expect(vault.get('k')).rejects.toMatchObject({ name });
  });
});
