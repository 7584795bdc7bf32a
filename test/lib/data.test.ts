/** What protects the data: the table, the buckets, the key and the logs. */
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { one, synthesize } from './synthesis.ts';

const dev = synthesize('dev');
const prod = synthesize('prod');

describe('the table', () => {
  const { Properties: table } = one(prod.ofType('AWS::DynamoDB::Table'));

  it('is billed by use, recoverable to a point in time, encrypted by our key and streams both images', () => {
    expect(table).toMatchObject({
      BillingMode: 'PAY_PER_REQUEST',
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      SSESpecification: {
        SSEEnabled: true,
        SSEType: 'KMS',
        KMSMasterKeyId: { 'Fn::GetAtt': [expect.any(String), 'Arn'] },
      },
      StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
    });
  });

  it('is kept and protected in prod, and goes with its stack in dev', () => {
    expect(one(prod.ofType('AWS::DynamoDB::Table'))).toMatchObject({
      DeletionPolicy: 'Retain',
      Properties: { DeletionProtectionEnabled: true },
    });
    expect(one(dev.ofType('AWS::DynamoDB::Table'))).toMatchObject({
      DeletionPolicy: 'Delete',
      Properties: { DeletionProtectionEnabled: false },
    });
  });

  it('lets go of items whose moment has passed, under a name that no lasting item uses', () => {
    expect(table.TimeToLiveSpecification).toEqual({ AttributeName: 'purgeAt', Enabled: true });
  });

  it('has the due, customer and list indexes, and copies the parked token into none', () => {
    const index = z.object({
      IndexName: z.string(),
      KeySchema: z.array(z.object({ AttributeName: z.string() })),
      Projection: z.object({ ProjectionType: z.literal('INCLUDE'), NonKeyAttributes: z.array(z.string()) }),
    });
    const indexes = z.array(index).parse(table.GlobalSecondaryIndexes);
    const keys = indexes.map(({ IndexName, KeySchema }) => [IndexName, ...KeySchema.map((key) => key.AttributeName)]);
    expect(keys).toEqual([
      ['due', 'duePk', 'dueAt'],
      ['customer', 'customerPk', 'customerSk'],
      ['list', 'listPk', 'listSk'],
    ]);
    const copies = indexes.flatMap(({ Projection }) => Projection.NonKeyAttributes);
    expect(copies).not.toContain('taskToken');
    expect(copies.length).toBeLessThanOrEqual(100);
  });
});

describe('the key', () => {
  const { Properties: key } = one(prod.ofType('AWS::KMS::Key'));

  it('rotates', () => expect(key.EnableKeyRotation).toBe(true));

  it('may be used for us by EventBridge, CloudWatch, Budgets and Logs, of this account only', () => {
    const statement = z.object({
      Principal: z.object({ Service: z.unknown() }),
      Condition: z.unknown(),
      Action: z.array(z.string()),
    });
    const document = z.object({ Statement: z.array(z.unknown()) }).parse(key.KeyPolicy);
    const services = document.Statement.flatMap((entry) => statement.safeParse(entry).data ?? []);
    expect(services.map(({ Principal }) => JSON.stringify(Principal.Service).replace(/\W+/g, ' ').trim())).toEqual([
      'events amazonaws com',
      'cloudwatch amazonaws com',
      'budgets amazonaws com',
      'Fn Join logs Ref AWS Region amazonaws com',
    ]);
    for (const { Condition } of services) expect(JSON.stringify(Condition)).toContain('AWS::AccountId');
  });
});

it('every log has a retention, and every function writes to a log of the template', () => {
  const groups = dev.ofType('AWS::Logs::LogGroup');
  expect(groups.map(({ Properties }) => Properties.RetentionInDays)).toEqual(groups.map(() => 7));
  const ids = new Set(groups.map(({ logicalId }) => logicalId));
  const logging = z.object({ LoggingConfig: z.object({ LogGroup: z.object({ Ref: z.string() }) }) });
  for (const fn of dev.ofType('AWS::Lambda::Function'))
    expect(ids).toContain(logging.parse(fn.Properties).LoggingConfig.LogGroup.Ref);
});
