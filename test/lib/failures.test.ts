/**
 * No failure is silent, checked over the whole template: whatever is invoked without a caller who waits has a place for
 * what failed and an alarm on that place, and every place that keeps failures has an alarm.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { one, synthesize } from './synthesis.ts';

const { ofType } = synthesize('prod');
const Arn = z
  .object({ 'Fn::GetAtt': z.tuple([z.string(), z.literal('Arn')]) })
  .transform((arn) => arn['Fn::GetAtt'][0]);
const Ref = z.object({ Ref: z.string() }).transform(({ Ref }) => Ref);
const ids = (type: string): readonly string[] => ofType(type).map(({ logicalId }) => logicalId);

const Metric = z.object({
  Namespace: z.string(),
  MetricName: z.string(),
  Dimensions: z.array(z.object({ Name: z.string(), Value: z.unknown() })).default([]),
});
const Alarm = z.union([
  Metric.transform((metric) => [metric]),
  z
    .object({ Metrics: z.array(z.object({ MetricStat: z.object({ Metric }).optional() })) })
    .transform(({ Metrics }) => Metrics.flatMap(({ MetricStat }) => (MetricStat ? [MetricStat.Metric] : []))),
]);
/** Every metric that some alarm watches, as `AWS/SQS ApproximateNumberOfMessagesVisible UndeliveredQueue…`. */
const watched: readonly string[] = ofType('AWS::CloudWatch::Alarm')
  .flatMap(({ Properties }) => Alarm.parse(Properties))
  .map(({ Namespace, MetricName, Dimensions }) => `${Namespace} ${MetricName} ${JSON.stringify(Dimensions)}`);
const isWatched = (metric: string, logicalId: string): boolean =>
  watched.some((one) => one.startsWith(`${metric} `) && one.includes(`"${logicalId}"`));

const Target = z.object({
  Arn,
  DeadLetterConfig: z.object({ Arn }),
  RetryPolicy: z.object({ MaximumRetryAttempts: z.number().min(1), MaximumEventAgeInSeconds: z.number() }),
});
const rules = ofType('AWS::Events::Rule').map(({ logicalId, Properties }) => ({
  logicalId,
  targets: z.array(Target).parse(Properties.Targets),
}));
const Kept = z.object({
  FunctionName: Ref,
  MaximumRetryAttempts: z.number().min(1),
  DestinationConfig: z.object({ OnFailure: z.object({ Destination: Arn }) }),
});
const asynchronous = ofType('AWS::Lambda::EventInvokeConfig').map(({ Properties }) => Kept.parse(Properties));

describe('every rule and schedule', () => {
  it('retries, leaves what it could not deliver in a queue, and tells when it cannot even do that', () => {
    expect(rules.length).toBeGreaterThan(0);
    for (const { logicalId, targets } of rules) {
      expect(targets.length).toBeGreaterThan(0);
      for (const { DeadLetterConfig } of targets) expect(ids('AWS::SQS::Queue')).toContain(DeadLetterConfig.Arn);
      expect(isWatched('AWS/Events InvocationsFailedToBeSentToDlq', logicalId), logicalId).toBe(true);
    }
  });

  it('rings when a schedule stops, for a rule that is switched off fails nowhere', () => {
    const scheduled = ofType('AWS::Events::Rule').filter(({ Properties }) => Properties.ScheduleExpression);
    expect(scheduled.length).toBeGreaterThan(0);
    const quiet = ofType('AWS::CloudWatch::Alarm').filter(
      ({ Properties }) =>
        Properties.ComparisonOperator === 'LessThanThreshold' && Properties.TreatMissingData === 'breaching',
    );
    for (const { Properties } of scheduled)
      for (const target of z.array(Target).parse(Properties.Targets))
        expect(
          quiet.filter((alarm) => JSON.stringify(alarm.Properties.Dimensions).includes(`"${target.Arn}"`)),
        ).toHaveLength(1);
  });

  it('reaches functions only, which keep what they could not do', () => {
    const keeping = new Set(asynchronous.map(({ FunctionName }) => FunctionName));
    const reached = rules.flatMap(({ targets }) => targets.map((target) => target.Arn));
    expect(reached.filter((id) => !keeping.has(id))).toEqual([]);
  });
});

describe('every function that is invoked without a caller who waits', () => {
  it('retries, leaves what it could not do in a queue, and tells when it cannot even do that', () => {
    expect(asynchronous.length).toBeGreaterThan(0);
    for (const { FunctionName, DestinationConfig } of asynchronous) {
      expect(ids('AWS::SQS::Queue')).toContain(DestinationConfig.OnFailure.Destination);
      expect(isWatched('AWS/Lambda DestinationDeliveryFailures', FunctionName), FunctionName).toBe(true);
    }
  });
});

it('every queue keeps for two weeks and rings as soon as something lies in it', () => {
  for (const { logicalId, Properties } of ofType('AWS::SQS::Queue')) {
    expect(Properties.MessageRetentionPeriod, logicalId).toBe(1_209_600);
    const asName = watched.filter((metric) => metric.startsWith('AWS/SQS ApproximateNumberOfMessagesVisible '));
    expect(
      asName.some((metric) => metric.includes(`["${logicalId}","QueueName"]`)),
      logicalId,
    ).toBe(true);
  }
});

it('every reader of a stream gives up only on one record, keeps it, and tells of it, of a loss and of a delay', () => {
  const Mapping = z.object({
    FunctionName: Ref,
    MaximumRetryAttempts: z.number().min(1).max(100),
    BisectBatchOnFunctionError: z.literal(true),
    DestinationConfig: z.object({ OnFailure: z.object({ Destination: z.unknown() }) }),
  });
  const mappings = ofType('AWS::Lambda::EventSourceMapping');
  expect(mappings.length).toBeGreaterThan(0);
  for (const { logicalId, Properties } of mappings) {
    const { FunctionName, DestinationConfig } = Mapping.parse(Properties);
    expect(JSON.stringify(DestinationConfig)).toMatch(/FailuresBucket\w+Arn/);
    expect(isWatched('AWS/Lambda OnFailureDestinationDeliveredEventCount', logicalId)).toBe(true);
    expect(isWatched('AWS/Lambda DestinationDeliveryFailures', FunctionName)).toBe(true);
    expect(isWatched('AWS/Lambda IteratorAge', FunctionName)).toBe(true);
  }
});

describe('every state machine', () => {
  const machine = one(ofType('AWS::StepFunctions::StateMachine'));

  it.each(['ExecutionsFailed', 'ExecutionsAborted', 'ExecutionsTimedOut'])('rings on %s', (metric) => {
    expect(isWatched(`AWS/States ${metric}`, machine.logicalId)).toBe(true);
  });

  it('catches whatever its tasks throw, and each task rings when it keeps failing', () => {
    const State = z.looseObject({
      Type: z.string(),
      Resource: z.string().optional(),
      Catch: z.array(z.object({ ErrorEquals: z.array(z.string()) })).default([]),
    });
    const file = join(import.meta.dirname, '../../statemachines/dunning.asl.json');
    const { States } = z.object({ States: z.record(z.string(), State) }).parse(JSON.parse(readFileSync(file, 'utf8')));
    const tasks = Object.entries(States).filter(([, { Type }]) => Type === 'Task');
    expect(tasks.length).toBeGreaterThan(0);
    for (const [name, { Resource, Catch }] of tasks) {
      expect(
        Catch.flatMap(({ ErrorEquals }) => ErrorEquals),
        name,
      ).toContain('States.ALL');
      if (Resource !== 'arn:aws:states:::lambda:invoke') continue;
      const fn = one(ofType('AWS::Lambda::Function'), `Functions${name}Handler`).logicalId;
      expect(isWatched('AWS/Lambda Errors', fn), name).toBe(true);
    }
  });
});

it('every API rings on errors of ours, for its callers wait for the answer', () => {
  for (const { logicalId } of ofType('AWS::ApiGatewayV2::Api'))
    expect(isWatched('AWS/ApiGateway 5xx', logicalId)).toBe(true);
});

it('every function is started by one of these ways, and by nothing that this file does not know', () => {
  const integration = z.object({ IntegrationUri: Arn });
  const machine = JSON.stringify(one(ofType('AWS::StepFunctions::StateMachine')).Properties.DefinitionSubstitutions);
  const known = new Set([
    ...asynchronous.map(({ FunctionName }) => FunctionName),
    ...ofType('AWS::ApiGatewayV2::Integration').map(({ Properties }) => integration.parse(Properties).IntegrationUri),
    ...ofType('AWS::Lambda::EventSourceMapping').map(({ Properties }) => Ref.parse(Properties.FunctionName)),
  ]);
  const unknown = ids('AWS::Lambda::Function').filter((id) => !known.has(id) && !machine.includes(`"${id}"`));
  expect(unknown).toEqual([]);
  const starters = /^AWS::(Scheduler|Pipes|SNS::Subscription|S3::BucketNotification|Lambda::Url|IoT|Cognito)/;
  expect(synthesize('prod').types.filter((type) => starters.test(type))).toEqual([]);
});
