/** Reads the signing secrets of creditors' webhooks from Secrets Manager, and keeps them for some minutes. */
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod';
import { Fault } from '../../core/fault.ts';
import { type ClientPlace, clientConfig } from '../aws/client.ts';
import { failureOf, faultOf } from '../aws/failure.ts';

export function secretsClient(place: ClientPlace = {}): SecretsManagerClient {
  return new SecretsManagerClient(clientConfig(place, { requestMs: 3_000, attempts: 3 }));
}

export function toStepError(error: unknown): Fault {
  return faultOf(error, 'Secrets Manager to give the signing secrets');
}

/** Names that Secrets Manager allows; anything else in the webhook's path belongs to no creditor. */
const CREDITOR_ID = /^[A-Za-z0-9_+=.@-]{1,200}$/;
/** Forged webhooks must not become a call each. */
const REFRESH_PAUSE_MS = 30_000;

const Stored = z.object({ signingSecrets: z.array(z.string().trim().min(1)).max(10) });

/** Undefined where the text is no JSON: the parser's own error would quote the secret. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A plain secret, or `{"signingSecrets":["whsec_…","whsec_…"]}` while one is being rolled. */
export function parseSigningSecrets(text: string): readonly string[] {
  if (!text.trimStart().startsWith('{')) return text.trim() === '' ? [] : [text.trim()];
  const stored = Stored.safeParse(jsonOf(text));
  if (stored.success) return stored.data.signingSecrets;
  throw new Fault('StepRejected', 'expected a plain signing secret or {"signingSecrets":[…]}, found neither');
}

type Kept = { readonly secrets: readonly string[]; readonly readAtMs: number };

export function createSecrets({
  client,
  prefix,
  cacheSeconds,
  nowMs = Date.now,
}: {
  readonly client: SecretsManagerClient;
  readonly prefix: string;
  readonly cacheSeconds: number;
  readonly nowMs?: () => number;
}) {
  const kept = new Map<string, Kept>();

  async function read(creditorId: string): Promise<readonly string[]> {
    const { SecretString = '' } = await client.send(new GetSecretValueCommand({ SecretId: prefix + creditorId }));
    const secrets = parseSigningSecrets(SecretString);
    kept.set(creditorId, { secrets, readAtMs: nowMs() });
    return secrets;
  }

  async function secretsNotOlderThan(creditorId: string, ageMs: number): Promise<readonly string[]> {
    if (!CREDITOR_ID.test(creditorId)) return [];
    const known = kept.get(creditorId);
    if (known && nowMs() - known.readAtMs < ageMs) return known.secrets;
    try {
      return await read(creditorId);
    } catch (error) {
      if (failureOf(error).code === 'ResourceNotFoundException') return [];
      throw toStepError(error);
    }
  }

  return {
    /** The creditor's valid secrets, none where it has none: two while one is being rolled. */
    stripeSigningSecrets: (creditorId: string) => secretsNotOlderThan(creditorId, cacheSeconds * 1000),
    /** Reads again after a signature that did not match, for the secret may have been rolled since; at most twice a minute. */
    refresh: (creditorId: string) => secretsNotOlderThan(creditorId, REFRESH_PAUSE_MS),
  };
}
