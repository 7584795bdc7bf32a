/** S3 by its real client: objects come back as they were put, and everything else is refused under S3's own names. */
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createS3, type S3Deps } from '../../../local/s3/s3.ts';
import { handClock, memoryJournal, served } from '../wire-host.ts';

async function anS3(overrides: Partial<S3Deps> = {}) {
  const deps = { now: handClock().now, journal: memoryJournal(), buckets: ['kept'], ...overrides };
  const s3 = createS3(deps);
  const connection = await served(s3.handle);
  return { s3, deps, connection, client: new S3Client(connection) };
}
const at = (Key: string) => ({ Bucket: 'kept', Key });

describe('an object', () => {
  it('comes back as it was put', async () => {
    const { client } = await anS3();
    const key = 'messages/ü b+c&<1>.html';
    const put = await client.send(
      new PutObjectCommand({ ...at(key), Body: '<p>£5</p>', ContentType: 'text/html', Metadata: { step: 'firm' } }),
    );
    const got = await client.send(new GetObjectCommand(at(key)));
    expect(await got.Body?.transformToString()).toBe('<p>£5</p>');
    expect(got).toMatchObject({
      ETag: put.ETag,
      ContentType: 'text/html',
      ContentLength: 10,
      Metadata: { step: 'firm' },
      LastModified: new Date('2026-02-03T10:00:00Z'),
    });
    const head = await client.send(new HeadObjectCommand(at(key)));
    expect(head).toMatchObject({ ETag: put.ETag, ContentLength: 10 });
  });

  it('may come as a stream in chunks, with its checksum behind it', async () => {
    const { client, s3 } = await anS3();
    const Body = Readable.from(['hello ', 'world']);
    await client.send(new PutObjectCommand({ ...at('k'), Body, ContentLength: 11, ContentEncoding: 'identity' }));
    expect(s3.get('kept', 'k')?.toString()).toBe('hello world');
    const got = await client.send(new GetObjectCommand(at('k')));
    expect([await got.Body?.transformToString(), got.ContentEncoding]).toEqual(['hello world', 'identity']);
  });

  it.each(['SHA1', 'SHA256', 'CRC32'] as const)('may come with %s', async (ChecksumAlgorithm) => {
    const { client, s3 } = await anS3();
    await client.send(new PutObjectCommand({ ...at('k'), Body: 'x', ChecksumAlgorithm }));
    expect(s3.get('kept', 'k')?.toString()).toBe('x');
  });

  it('is replaced, and deleted as often as asked', async () => {
    const { client, s3 } = await anS3();
    await client.send(new PutObjectCommand({ ...at('k'), Body: 'one' }));
    await client.send(new PutObjectCommand({ ...at('k'), Body: 'two' }));
    expect(s3.get('kept', 'k')?.toString()).toBe('two');
    await client.send(new DeleteObjectCommand(at('k')));
    await client.send(new DeleteObjectCommand(at('k')));
    expect(s3.keys('kept')).toEqual([]);
  });

  it('is there after a restart on the same folder, without the bytes it replaced', async () => {
    const home = mkdtempSync(join(tmpdir(), 'objects-'));
    onTestFinished(() => rmSync(home, { recursive: true, force: true }));
    const folder = join(home, 'blobs');
    const { client, deps } = await anS3({ folder });
    await client.send(new PutObjectCommand({ ...at('k'), Body: 'one' }));
    await client.send(new PutObjectCommand({ ...at('k'), Body: 'two' }));
    expect(createS3(deps).get('kept', 'k')?.toString()).toBe('two');
    expect([existsSync(folder), readdirSync(folder).length]).toEqual([true, 1]);
  });

  it('can be put and read by the host itself', async () => {
    const { client, s3 } = await anS3();
    s3.put('kept', 'failed/1.json', Buffer.from('{}'), 'application/json');
    const got = await client.send(new GetObjectCommand(at('failed/1.json')));
    expect([got.ContentType, await got.Body?.transformToString()]).toEqual(['application/json', '{}']);
    expect(() => s3.put('other', 'k', Buffer.from(''), 'text/plain')).toThrow('other');
  });
});

describe('a conditional put', () => {
  it('creates only once', async () => {
    const { client, s3 } = await anS3();
    await client.send(new PutObjectCommand({ ...at('k'), Body: 'one', IfNoneMatch: '*' }));
    const again = client.send(new PutObjectCommand({ ...at('k'), Body: 'two', IfNoneMatch: '*' }));
    await expect(again).rejects.toMatchObject({ name: 'PreconditionFailed' });
    expect(s3.get('kept', 'k')?.toString()).toBe('one');
  });
  it('replaces only the version that is known', async () => {
    const { client, s3 } = await anS3();
    const { ETag } = await client.send(new PutObjectCommand({ ...at('k'), Body: 'one' }));
    await client.send(new PutObjectCommand({ ...at('k'), Body: 'two', IfMatch: ETag }));
    const stale = client.send(new PutObjectCommand({ ...at('k'), Body: 'three', IfMatch: ETag }));
    await expect(stale).rejects.toMatchObject({ name: 'PreconditionFailed' });
    expect(s3.get('kept', 'k')?.toString()).toBe('two');
  });
});

describe('a list', () => {
  it('goes page by page in the order of keys', async () => {
    const { client, s3 } = await anS3();
    for (const key of ['b', 'a/2', 'a/1', 'é<i>&amp;', 'c']) s3.put('kept', key, Buffer.from(key), 'text/plain');
    const keys: (string | undefined)[] = [];
    let ContinuationToken: string | undefined;
    do {
      const page = await client.send(new ListObjectsV2Command({ Bucket: 'kept', MaxKeys: 2, ContinuationToken }));
      keys.push(...(page.Contents ?? []).map(({ Key }) => Key));
      ContinuationToken = page.NextContinuationToken;
    } while (ContinuationToken);
    expect(keys).toEqual(['a/1', 'a/2', 'b', 'c', 'é<i>&amp;']);
  });
  it('rolls up what shares a prefix', async () => {
    const { client, s3 } = await anS3();
    for (const key of ['m/1/a', 'm/1/b', 'm/2', 'n']) s3.put('kept', key, Buffer.from('x'), 'text/plain');
    const page = await client.send(new ListObjectsV2Command({ Bucket: 'kept', Prefix: 'm/', Delimiter: '/' }));
    expect(page).toMatchObject({
      KeyCount: 2,
      IsTruncated: false,
      CommonPrefixes: [{ Prefix: 'm/1/' }],
      Contents: [{ Key: 'm/2', Size: 1 }],
    });
  });
});

describe('the local S3 refuses', () => {
  it('a key that is not there', async () => {
    const { client } = await anS3();
    await expect(client.send(new GetObjectCommand(at('k')))).rejects.toMatchObject({ name: 'NoSuchKey' });
    await expect(client.send(new HeadObjectCommand(at('k')))).rejects.toMatchObject({ name: 'NotFound' });
  });
  it('a bucket that is not there', async () => {
    const { client } = await anS3();
    const putting = client.send(new PutObjectCommand({ Bucket: 'other', Key: 'k', Body: 'x' }));
    await expect(putting).rejects.toMatchObject({ name: 'NoSuchBucket' });
  });
  it('what it does not play, by name', async () => {
    const { client } = await anS3();
    const copying = client.send(new CopyObjectCommand({ ...at('k'), CopySource: 'kept/j' }));
    await expect(copying).rejects.toMatchObject({
      name: 'NotImplemented',
      message: expect.stringContaining('copy-source'),
    });
    const ranging = client.send(new GetObjectCommand({ ...at('k'), Range: 'bytes=0-1' }));
    await expect(ranging).rejects.toMatchObject({ name: 'NotImplemented' });
    const version = client.send(new GetObjectCommand({ ...at('k'), VersionId: 'v' }));
    await expect(version).rejects.toMatchObject({ name: 'NotImplemented' });
  });
  it('a body without the checksum that it came with', async () => {
    const { client } = await anS3();
    const putting = client.send(new PutObjectCommand({ ...at('k'), Body: 'x', ChecksumCRC32: 'AAAAAA==' }));
    await expect(putting).rejects.toMatchObject({ name: 'BadDigest' });
  });
  it('a stream that ended early', async () => {
    const { client } = await anS3();
    const Body = Readable.from(['hello']);
    const putting = client.send(new PutObjectCommand({ ...at('k'), Body, ContentLength: 9 }));
    await expect(putting).rejects.toMatchObject({ name: 'IncompleteBody' });
  });
  it('a body that was damaged on the way', async () => {
    const { client, s3 } = await anS3();
    client.middlewareStack.add(
      (next) => (args) => {
        if (typeof args.request === 'object' && args.request && 'body' in args.request) args.request.body = 'damaged';
        return next(args);
      },
      { step: 'finalizeRequest', priority: 'low' },
    );
    const putting = client.send(new PutObjectCommand({ ...at('k'), Body: 'correct' }));
    await expect(putting).rejects.toMatchObject({ name: 'XAmzContentSHA256Mismatch' });
    expect(s3.keys('kept')).toEqual([]);
  });
});

it('understands a bucket in front of the host', async () => {
  const { s3, connection } = await anS3();
  s3.put('kept', 'a b', Buffer.from('found'), 'text/plain');
  const { hostname, port } = new URL(connection.endpoint);
  const body = await new Promise<string>((resolve, reject) => {
    const headers = { host: `kept.localhost:${port}` };
    const asking = request({ hostname, port, path: '/a%20b?x-id=GetObject', headers }, (answer) => {
      let text = '';
      answer.on('data', (chunk) => {
        text += chunk;
      });
      answer.on('end', () => resolve(text));
    });
    asking.on('error', reject).end();
  });
  expect(body).toBe('found');
});
