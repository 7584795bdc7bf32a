/** Secrets Manager: creates, versions and reads secrets on its wire protocol. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type Journal, type Place, WireFault, type WireRequest, type WireResponse } from '../wire.ts';
import { answerJson, operation } from '../wire-json.ts';

export type SecretsDeps = { readonly place: Place; readonly now: () => number; readonly journal: Journal };

export type Secrets = {
  readonly handle: (request: WireRequest) => Promise<WireResponse>;
  /** Creates a secret as the template does, unless one of that name is there; returns its ARN. */
  readonly ensure: (name: string, secretString: string) => string;
};

const Version = z.object({
  id: z.string(),
  createdAtMs: z.number(),
  text: z.string().optional(),
  /** Base64. */
  binary: z.string().optional(),
  stages: z.array(z.string()),
});
type Version = z.output<typeof Version>;

const Secret = z.object({ name: z.string(), arn: z.string(), versions: z.array(Version) });
type Secret = z.output<typeof Secret>;

const SECRET = 'secrets.secret';
const CURRENT = 'AWSCURRENT';
const PREVIOUS = 'AWSPREVIOUS';

const Content = {
  ClientRequestToken: z.string().min(32).max(64).optional(),
  SecretString: z.string().min(1).max(65_536).optional(),
  SecretBinary: z.base64().optional(),
};
/** Description, key and tags describe the secret and change nothing here. */
const CreateSecret = z.strictObject({
  ...Content,
  Name: z.string().regex(/^[A-Za-z0-9/_+=.@-]{1,512}$/, 'expected letters, digits and /_+=.@-'),
  Description: z.string().optional(),
  KmsKeyId: z.string().optional(),
  Tags: z.array(z.strictObject({ Key: z.string(), Value: z.string() })).optional(),
});
/** `VersionStages` other than the current one are refused: rotation is not played. */
const PutSecretValue = z.strictObject({ ...Content, SecretId: z.string().min(1) });
const GetSecretValue = z.strictObject({
  SecretId: z.string().min(1),
  VersionId: z.string().optional(),
  VersionStage: z.string().optional(),
});

export function createSecrets({ place, now, journal }: SecretsDeps): Secrets {
  const known = new Map<string, Secret>();
  for (const { key, value } of journal.all(SECRET)) known.set(key, Secret.parse(value));
  const save = (secret: Secret): void => {
    journal.put(SECRET, secret.name, secret);
    known.set(secret.name, secret);
  };
  const create = (input: z.output<typeof CreateSecret>): Secret => {
    const { Name: name } = input;
    if (known.has(name)) {
      const message = `The operation failed because the secret ${name} already exists.`;
      throw new WireFault('ResourceExistsException', message);
    }
    const arn = `arn:aws:secretsmanager:${place.region}:${place.account}:secret:${name}-${randomUUID().slice(0, 6)}`;
    const secret = { name, arn, versions: hasContent(input) ? [newVersion(input, now())] : [] };
    save(secret);
    return secret;
  };
  const put = (input: z.output<typeof PutSecretValue>): object => {
    const secret = find(known, input.SecretId);
    const version = newVersion(input, now());
    const same = secret.versions.find(({ id }) => id === version.id);
    if (same) return described(secret, repeated(same, version));
    const next = { ...secret, versions: [version, ...demoted(secret.versions)] };
    save(next);
    return described(next, version);
  };
  const operations = {
    CreateSecret: operation(CreateSecret, (input) => {
      const secret = create(input);
      const [version] = secret.versions;
      return { ARN: secret.arn, Name: secret.name, ...(version && { VersionId: version.id }) };
    }),
    PutSecretValue: operation(PutSecretValue, put),
    GetSecretValue: operation(GetSecretValue, (input) => read(find(known, input.SecretId), input)),
  };
  return {
    handle: (request) => answerJson({ target: 'secretsmanager', version: '1.1', operations }, request),
    ensure: (name, secretString) => (known.get(name) ?? create({ Name: name, SecretString: secretString })).arn,
  };
}

/** By name, by ARN, or by ARN without its random end. */
function find(known: ReadonlyMap<string, Secret>, id: string): Secret {
  const secrets = [...known.values()];
  const found = known.get(id) ?? secrets.find(({ arn }) => arn === id || arn.slice(0, -7) === id);
  if (found) return found;
  throw new WireFault('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
}

type NewContent = {
  ClientRequestToken?: string | undefined;
  SecretString?: string | undefined;
  SecretBinary?: string | undefined;
};

function hasContent({ SecretString, SecretBinary }: NewContent): boolean {
  return SecretString !== undefined || SecretBinary !== undefined;
}

function newVersion(input: NewContent, nowMs: number): Version {
  const { SecretString: text, SecretBinary: binary } = input;
  if ((text === undefined) === (binary === undefined)) {
    throw new WireFault('InvalidParameterException', 'expected exactly one of SecretString and SecretBinary');
  }
  const id = input.ClientRequestToken ?? randomUUID();
  const content = { ...(text !== undefined && { text }), ...(binary !== undefined && { binary }) };
  return { id, createdAtMs: nowMs, ...content, stages: [CURRENT] };
}

/** The same token with the same content is a repeat and changes nothing; with other content it is a mistake. */
function repeated(same: Version, version: Version): Version {
  if (same.text === version.text && same.binary === version.binary) return same;
  const message = `a version ${version.id} is there already, with other content`;
  throw new WireFault('ResourceExistsException', message);
}

/** The current version becomes the previous one, and the one before it is forgotten. */
function demoted(versions: readonly Version[]): Version[] {
  return versions
    .filter(({ stages }) => stages.includes(CURRENT))
    .map((version) => ({ ...version, stages: [PREVIOUS] }));
}

function described({ arn, name }: Secret, { id, stages }: Version): object {
  return { ARN: arn, Name: name, VersionId: id, VersionStages: stages };
}

function read(secret: Secret, { VersionId, VersionStage }: z.output<typeof GetSecretValue>): object {
  const stage = VersionStage ?? (VersionId === undefined ? CURRENT : undefined);
  const version = secret.versions.find(
    ({ id, stages }) =>
      (VersionId === undefined || id === VersionId) && (stage === undefined || stages.includes(stage)),
  );
  if (!version) {
    const wanted = VersionId ?? `staging label: ${stage}`;
    const message = `Secrets Manager can't find the specified secret value for ${wanted}`;
    throw new WireFault('ResourceNotFoundException', message);
  }
  return {
    ...described(secret, version),
    ...(version.text !== undefined && { SecretString: version.text }),
    ...(version.binary !== undefined && { SecretBinary: version.binary }),
    CreatedDate: version.createdAtMs / 1000,
  };
}
