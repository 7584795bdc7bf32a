/** One Lambda function of the pipeline: its own role, its own log group, and no right beyond writing its log and traces. */
import { Duration, type RemovalPolicy, Validations } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as LambdaFunction, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { EncryptionKey } from './encryption-key.ts';
import type { Trigger } from './function-roster.ts';
import type { SandboxClock } from './stages.ts';

/** API Gateway hangs up after 30 seconds; a sweep must end before the next one starts. */
const timeouts: Readonly<Record<Trigger, Duration>> = {
  http: Duration.seconds(29),
  task: Duration.seconds(60),
  event: Duration.seconds(60),
  stream: Duration.seconds(60),
  schedule: Duration.minutes(4),
};

export interface PipelineFunctionProps {
  readonly trigger: Trigger;
  /** The folder with the bundled `index.mjs`. */
  readonly bundle: string;
  readonly stage: string;
  readonly encryption: EncryptionKey;
  readonly logRetention: RetentionDays;
  readonly removalPolicy: RemovalPolicy;
  readonly concurrency?: number | undefined;
  readonly clock: SandboxClock | undefined;
}

export class PipelineFunction extends Construct {
  readonly handler: LambdaFunction;

  constructor(scope: Construct, id: string, props: PipelineFunctionProps) {
    super(scope, id);
    const { encryption, logRetention: retention, removalPolicy } = props;
    const logGroup = new LogGroup(this, 'Logs', { encryptionKey: encryption.key, retention, removalPolicy });
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(role);
    this.handler = new LambdaFunction(this, 'Handler', {
      code: Code.fromAsset(props.bundle),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: 512,
      timeout: timeouts[props.trigger],
      tracing: Tracing.PASS_THROUGH,
      environment: { STAGE: props.stage, ...clockVariables(props.clock) },
      role,
      logGroup,
      ...(props.concurrency !== undefined && { reservedConcurrentExecutions: props.concurrency }),
    });
    Validations.of(role).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason: 'X-Ray takes traces for the account only: its two write actions know no resource.',
    });
  }
}

/** Read by functions/_shared/clock.ts. */
const clockVariables = (clock: SandboxClock | undefined): Record<string, string> =>
  clock ? { SECONDS_PER_DAY: String(clock.secondsPerDay), CLOCK_EPOCH: clock.epoch } : {};
