/** The permanent part of every function's environment: the SDK reads `AWS_*` at its first send, not at import. */

export interface Endpoints {
  readonly dynamodb: string;
  /** Base of the services played in this process; each has its own path below it. */
  readonly services: string;
}

/** By path below the services' base: the names that the AWS SDKs derive from each service's id. */
export const servicePaths = {
  states: 'SFN',
  ses: 'SESV2',
  events: 'EVENTBRIDGE',
  sms: 'PINPOINT_SMS_VOICE_V2',
  s3: 'S3',
  secrets: 'SECRETS_MANAGER',
  lambda: 'LAMBDA',
  sqs: 'SQS',
} as const;

export type ServicePath = keyof typeof servicePaths;

/** What another process (the operator's commands) needs as well to talk to this pipeline. */
export function awsVariables({ dynamodb, services }: Endpoints, region: string): Record<string, string> {
  const played = Object.entries(servicePaths).map(([path, id]) => [`AWS_ENDPOINT_URL_${id}`, `${services}/${path}`]);
  return {
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    // A service that nobody wired fails loudly instead of reaching the real one.
    AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
    AWS_ENDPOINT_URL_DYNAMODB: dynamodb,
    AWS_ENDPOINT_URL_DYNAMODB_STREAMS: dynamodb,
    ...Object.fromEntries(played),
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_ACCOUNT_ID_ENDPOINT_MODE: 'disabled',
    // Answers come in real time while requests are signed in virtual time.
    AWS_DISABLE_CLOCK_SKEW_CORRECTION: 'true',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  };
}

/** Variables of a developer's own that would lead the SDK elsewhere. */
export const unwantedVariables = {
  AWS_PROFILE: undefined,
  AWS_SESSION_TOKEN: undefined,
  AWS_MAX_ATTEMPTS: undefined,
  AWS_RETRY_MODE: undefined,
};

/** Sets the variables in this process (an undefined one is taken away) and answers what puts back those that were there. */
export function setEnvironment(variables: Readonly<Record<string, string | undefined>>): () => void {
  const before = Object.keys(variables).map((name) => [name, process.env[name]] as const);
  const put = (entries: Iterable<readonly [string, string | undefined]>): void => {
    for (const [name, value] of entries) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  };
  put(Object.entries(variables));
  return () => put(before);
}
