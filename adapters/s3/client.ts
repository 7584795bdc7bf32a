/**
 * Puts and gets one object of S3 with the SDK's own signer, connections and settings, but without its S3 client:
 * that one brings XML, event streams and its endpoint rules along, a fifth of what a task's bundle may weigh.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { fromEnv } from '@aws-sdk/credential-provider-env';
import { Sha256 } from '@smithy/core/checksum';
import { loadConfig, NODE_REGION_CONFIG_FILE_OPTIONS, NODE_REGION_CONFIG_OPTIONS } from '@smithy/core/config';
import { extendedEncodeURIComponent, HttpRequest } from '@smithy/core/protocols';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { SignatureV4 } from '@smithy/signature-v4';
import { type ClientPlace, clientConfig } from '../aws/client.ts';
import { failureOf } from '../aws/failure.ts';

export type S3Place = { readonly bucket: string; readonly key: string };

export type S3Client = {
  readonly put: (place: S3Place, body: string, contentType: string) => Promise<void>;
  /** Throws an error named NoSuchKey where there is no such object. */
  readonly get: (place: S3Place) => Promise<string>;
};

const PATIENCE_MS = 5_000;
const ATTEMPTS = 3;
const FIRST_PAUSE_MS = 50;

/** The setting by which every SDK of AWS is led to another endpoint. */
const ENDPOINT = {
  environmentVariableSelector: ({ AWS_ENDPOINT_URL_S3, AWS_ENDPOINT_URL }: NodeJS.ProcessEnv) =>
    AWS_ENDPOINT_URL_S3 ?? AWS_ENDPOINT_URL,
  configFileSelector: () => undefined,
  default: () => Promise.resolve(undefined),
};

/** Settings are read at the first call, as the SDK's clients do. */
export function s3Client(place: ClientPlace = {}): S3Client {
  const { region, endpoint } = settingsOf(place);
  const { requestHandler } = clientConfig(place, { requestMs: PATIENCE_MS, attempts: ATTEMPTS });
  const handler = new NodeHttpHandler({ ...requestHandler, socketTimeout: PATIENCE_MS });
  const signing = { sha256: Sha256, credentials: fromEnv(), uriEscapePath: false };
  const signer = new SignatureV4({ service: 's3', region, ...signing });

  async function once(ask: Ask): Promise<string> {
    const address = addressOf(ask, { region: await region(), endpoint: await endpoint() });
    const signed = await signer.sign(requestOf(ask, address));
    const { response } = await handler.handle(new HttpRequest({ ...signed }));
    const text = await textOf(response.body);
    if (response.statusCode >= 200 && response.statusCode < 300) return text;
    throw new S3Failure(response.statusCode, text);
  }

  return {
    put: async (place, body, contentType) =>
      void (await untilDone(() => once({ ...place, method: 'PUT', body, contentType }))),
    get: (place) => untilDone(() => once({ ...place, method: 'GET' })),
  };
}

type Ask = S3Place & { readonly method: 'PUT' | 'GET'; readonly body?: string; readonly contentType?: string };

/** What S3 said instead of doing it, in the shape in which the SDK throws. */
class S3Failure extends Error {
  readonly $metadata: { readonly httpStatusCode: number };

  constructor(status: number, body: string) {
    const code = /<Code>(\w+)<\/Code>/.exec(body)?.[1] ?? `Status${status}`;
    super(`expected S3 to carry out a request, found ${code}`);
    this.name = code;
    this.$metadata = { httpStatusCode: status };
  }
}

function settingsOf(place: ClientPlace) {
  const region =
    place.region === undefined
      ? loadConfig(NODE_REGION_CONFIG_OPTIONS, NODE_REGION_CONFIG_FILE_OPTIONS)
      : () => Promise.resolve(String(place.region));
  const endpoint = place.endpoint === undefined ? loadConfig(ENDPOINT) : () => Promise.resolve(place.endpoint);
  return { region, endpoint };
}

/** The bucket stands in the path of an endpoint of one's own, for that may be an IP address, and in AWS's host name. */
export function addressOf(
  { bucket, key }: S3Place,
  { region, endpoint }: { readonly region: string; readonly endpoint: string | undefined },
): URL {
  const path = key.split('/').map(extendedEncodeURIComponent).join('/');
  if (endpoint !== undefined) return new URL(`${endpoint.replace(/\/$/, '')}/${bucket}/${path}`);
  const suffix = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  return new URL(`https://${bucket}.s3.${region}.${suffix}/${path}`);
}

function requestOf({ method, body, contentType }: Ask, { protocol, hostname, port, host, pathname }: URL): HttpRequest {
  const headers: Record<string, string> = { host };
  if (contentType !== undefined) headers['content-type'] = contentType;
  if (body !== undefined) headers['content-length'] = String(Buffer.byteLength(body));
  const where = { protocol, hostname, path: pathname, ...(port === '' ? {} : { port: Number(port) }) };
  return new HttpRequest({ ...where, method, headers, body });
}

async function textOf(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

/** Repeats what may help, with a growing pause of random length, so that many do not come back at once. */
async function untilDone<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt === ATTEMPTS || failureOf(error).kind === 'refused') throw error;
      await pause(Math.random() * FIRST_PAUSE_MS * 2 ** attempt);
    }
  }
}
