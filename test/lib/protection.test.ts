/** How everything that keeps data is protected, resource by resource, in each stage and with the edge before the API. */
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { ROUTES } from '../../contracts/api/routes.ts';
import { resourceName } from './privilege/granted.ts';
import { one, type Resource, synthesize, synthesizeAnew, withEdge } from './synthesis.ts';

const prod = synthesize('prod');
const stages = [
  { stage: 'dev', ...synthesize('dev') },
  { stage: 'prod', ...prod },
  { stage: 'prod behind its edge', ...synthesizeAnew('prod', { context: withEdge }) },
];

/** Types that keep nothing of a customer's; every type that is neither here nor protected below is refused. */
const keepsNothing =
  /^AWS::(CDK|IAM|CloudWatch|ApiGatewayV2|Budgets|CloudFront|WAFv2|SES|Events)::|^AWS::(Lambda::(Permission|Function|EventInvokeConfig|EventSourceMapping)|StepFunctions::StateMachine|SNS::Subscription)$/;
const protectedTypes = new Set([
  ...['AWS::DynamoDB::Table', 'AWS::S3::Bucket', 'AWS::S3::BucketPolicy', 'AWS::SQS::Queue', 'AWS::SQS::QueuePolicy'],
  ...[
    'AWS::SNS::Topic',
    'AWS::SNS::TopicPolicy',
    'AWS::Logs::LogGroup',
    'AWS::KMS::Key',
    'AWS::SecretsManager::Secret',
  ],
]);

const Statement = z.looseObject({ Effect: z.string(), Principal: z.unknown(), Condition: z.unknown().optional() });
const Policy = z.object({ PolicyDocument: z.object({ Statement: z.array(Statement) }) });
/** Whether a policy of this type refuses the resource's callers who come without TLS. */
function demandsTls(policies: readonly Resource[], logicalId: string): boolean {
  const own = policies.filter(({ Properties }) => JSON.stringify(Properties).includes(`"${logicalId}"`));
  const statements = own.flatMap(({ Properties }) => Policy.parse(Properties).PolicyDocument.Statement);
  return statements.some(
    ({ Effect, Principal, Condition }) =>
      Effect === 'Deny' &&
      /^("\*"|\{"AWS":"\*"\})$/.test(JSON.stringify(Principal)) &&
      JSON.stringify(Condition) === '{"Bool":{"aws:SecureTransport":"false"}}',
  );
}

describe.each(stages)('in $stage', ({ ofType, types }) => {
  it('everything that may keep data is of a kind whose protection is held here', () => {
    expect(types.filter((type) => !keepsNothing.test(type) && !protectedTypes.has(type))).toEqual([]);
  });

  it('every table is encrypted by the key and can be restored to any second of the last weeks', () => {
    expect(ofType('AWS::DynamoDB::Table').length).toBeGreaterThan(0);
    for (const { Properties } of ofType('AWS::DynamoDB::Table')) {
      const { SSESpecification } = z.object({ SSESpecification: z.record(z.string(), z.unknown()) }).parse(Properties);
      expect(SSESpecification).toMatchObject({ SSEEnabled: true, SSEType: 'KMS' });
      expect(resourceName(SSESpecification.KMSMasterKeyId)).toBe('key');
      expect(Properties.PointInTimeRecoverySpecification).toEqual({ PointInTimeRecoveryEnabled: true });
    }
  });

  it('every bucket is private, encrypted by the key, takes TLS only and lets its objects expire', () => {
    const buckets = ofType('AWS::S3::Bucket');
    expect(buckets.length).toBeGreaterThan(0);
    const encryption = z.object({
      BucketEncryption: z.object({
        ServerSideEncryptionConfiguration: z.tuple([
          z.object({
            ServerSideEncryptionByDefault: z.object({
              SSEAlgorithm: z.literal('aws:kms'),
              KMSMasterKeyID: z.unknown(),
            }),
          }),
        ]),
      }),
    });
    for (const { logicalId, Properties } of buckets) {
      const [{ ServerSideEncryptionByDefault }] =
        encryption.parse(Properties).BucketEncryption.ServerSideEncryptionConfiguration;
      expect(resourceName(ServerSideEncryptionByDefault.KMSMasterKeyID)).toBe('key');
      expect(Properties).toMatchObject({
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
        OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
        LifecycleConfiguration: { Rules: [{ ExpirationInDays: expect.any(Number), Status: 'Enabled' }] },
      });
      expect(demandsTls(ofType('AWS::S3::BucketPolicy'), logicalId), logicalId).toBe(true);
    }
  });

  it.each([
    { kind: 'queue', type: 'AWS::SQS::Queue', policy: 'AWS::SQS::QueuePolicy' },
    { kind: 'topic', type: 'AWS::SNS::Topic', policy: 'AWS::SNS::TopicPolicy' },
  ])('every $kind is encrypted by the key and takes TLS only', ({ type, policy }) => {
    expect(ofType(type).length).toBeGreaterThan(0);
    for (const { logicalId, Properties } of ofType(type)) {
      expect(resourceName(Properties.KmsMasterKeyId), logicalId).toBe('key');
      expect(demandsTls(ofType(policy), logicalId), logicalId).toBe(true);
    }
  });

  it('every log is encrypted by the key and ends', () => {
    expect(ofType('AWS::Logs::LogGroup').length).toBeGreaterThan(0);
    for (const { logicalId, Properties } of ofType('AWS::Logs::LogGroup')) {
      expect(resourceName(Properties.KmsKeyId), logicalId).toBe('key');
      expect(Properties.RetentionInDays, logicalId).toEqual(expect.any(Number));
    }
  });

  it('no policy of a resource lets everybody in, and services act for this account only', () => {
    const policies = ['AWS::S3::BucketPolicy', 'AWS::SQS::QueuePolicy', 'AWS::SNS::TopicPolicy'].flatMap(ofType);
    const documents = policies.map(({ Properties }) => Properties.PolicyDocument);
    const keys = ofType('AWS::KMS::Key').map(({ Properties }) => Properties.KeyPolicy);
    const allowing = [...documents, ...keys]
      .flatMap((document) => z.object({ Statement: z.array(Statement) }).parse(document).Statement)
      .filter(({ Effect }) => Effect === 'Allow');
    expect(allowing.length).toBeGreaterThan(0);
    for (const { Principal, Condition } of allowing) {
      const who = JSON.stringify(Principal);
      expect(who).not.toMatch(/^"\*"|"AWS":"\*"/);
      if (!who.includes('"Service"')) continue;
      // Queues name the rule that may write to them, which lies in this account.
      expect(JSON.stringify(Condition), who).toMatch(/AWS::AccountId|"aws:SourceArn":\{"Fn::GetAtt"/);
    }
  });

  it('no function is told a secret: its environment holds names of resources and plain settings', () => {
    const Variables = z.object({ Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }) });
    const plain = /^(dev|prod|dunlin\/(dev|prod)\/stripe\/)$/;
    const told = ofType('AWS::Lambda::Function').flatMap(({ logicalId, Properties }) =>
      Object.entries(Variables.parse(Properties).Environment.Variables).map(([name, value]) => ({
        logicalId,
        name,
        value,
      })),
    );
    const odd = told.filter(({ name, value }) =>
      typeof value === 'string' ? !plain.test(value) : !/(_(NAME|ARN|BUCKET|SET|SECRETS)|^PUBLIC_URL)$/.test(name),
    );
    expect(odd).toEqual([]);
    expect(JSON.stringify(told)).not.toMatch(/resolve:|NoEcho|SecretString/);
  });

  it('the API is throttled as a whole and tighter where a route writes or asks for no key, and logs each access', () => {
    const Stage = z.object({
      DefaultRouteSettings: z.object({ ThrottlingRateLimit: z.number(), ThrottlingBurstLimit: z.number() }),
      RouteSettings: z.record(
        z.string(),
        z.object({
          ThrottlingRateLimit: z.number(),
          ThrottlingBurstLimit: z.number(),
          DetailedMetricsEnabled: z.literal(true),
        }),
      ),
      AccessLogSettings: z.object({ DestinationArn: z.unknown(), Format: z.string() }),
    });
    const stage = one(ofType('AWS::ApiGatewayV2::Stage'));
    const { DefaultRouteSettings: all, RouteSettings } = Stage.parse(stage.Properties);
    const narrow = Object.entries(ROUTES).filter(([, { scope }]) => scope === null || scope.endsWith(':write'));
    expect(Object.keys(RouteSettings).sort()).toEqual(narrow.map(([key]) => key).sort());
    for (const { ThrottlingRateLimit, ThrottlingBurstLimit } of Object.values(RouteSettings)) {
      expect(ThrottlingRateLimit).toBeLessThan(all.ThrottlingRateLimit);
      expect(ThrottlingBurstLimit).toBeLessThan(all.ThrottlingBurstLimit);
    }
    // AWS refuses settings of a route that is not there yet.
    expect(stage.DependsOn).toEqual(
      expect.arrayContaining(ofType('AWS::ApiGatewayV2::Route').map(({ logicalId }) => logicalId)),
    );
  });
});

it('in prod whatever holds data is kept when its stack goes, and the table cannot be deleted at all', () => {
  const holding = [...protectedTypes].filter((type) => /Table|Bucket|Key$|LogGroup/.test(type) && !/Policy/.test(type));
  const kept = holding.flatMap((type) => prod.ofType(type)).map(({ DeletionPolicy }) => DeletionPolicy);
  expect(kept.length).toBeGreaterThan(5);
  expect(kept.filter((policy) => policy !== 'Retain')).toEqual([]);
  expect(one(prod.ofType('AWS::DynamoDB::Table')).Properties.DeletionProtectionEnabled).toBe(true);
  expect(one(prod.ofType('AWS::KMS::Key')).Properties.EnableKeyRotation).toBe(true);
});
