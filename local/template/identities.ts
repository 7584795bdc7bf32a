/** What `Ref` and `GetAtt` of a resource give here: the names and ARNs under which the local pipeline plays it. */
import type { Place } from '../wire.ts';

export interface Identity {
  readonly type: string;
  readonly logicalId: string;
  /** The physical name: what the template asks for, else the logical id. */
  readonly name: string;
  readonly place: Place;
}

/** How each type's ARN ends after `arn:aws:<service>:<region>:<account>:`. */
const arnTails: Readonly<Record<string, (name: string) => readonly [service: string, tail: string]>> = {
  'AWS::Lambda::Function': (name) => ['lambda', `function:${name}`],
  'AWS::DynamoDB::Table': (name) => ['dynamodb', `table/${name}`],
  'AWS::DynamoDB::GlobalTable': (name) => ['dynamodb', `table/${name}`],
  'AWS::Events::EventBus': (name) => ['events', `event-bus/${name}`],
  'AWS::Events::Rule': (name) => ['events', `rule/${name}`],
  'AWS::StepFunctions::StateMachine': (name) => ['states', `stateMachine:${name}`],
  'AWS::SQS::Queue': (name) => ['sqs', name],
  'AWS::SNS::Topic': (name) => ['sns', name],
  'AWS::SecretsManager::Secret': (name) => ['secretsmanager', `secret:${name}`],
  'AWS::Logs::LogGroup': (name) => ['logs', `log-group:${name}:*`],
  'AWS::KMS::Key': (name) => ['kms', `key/${name}`],
  'AWS::IAM::Role': (name) => ['iam', `role/${name}`],
};

/** Types whose `Ref` is their ARN. */
const refIsArn = new Set(['AWS::StepFunctions::StateMachine', 'AWS::SNS::Topic', 'AWS::SecretsManager::Secret']);

export function arnOf({ type, name, place }: Identity): string {
  if (type === 'AWS::S3::Bucket') return `arn:aws:s3:::${name}`;
  const [service, tail] = arnTails[type]?.(name) ?? [type.split('::')[1]?.toLowerCase() ?? 'local', name];
  return `arn:aws:${service}:${place.region}:${place.account}:${tail}`;
}

export function refOf(identity: Identity): string {
  if (identity.type === 'AWS::SQS::Queue')
    return `https://sqs.${identity.place.region}.amazonaws.com/${identity.place.account}/${identity.name}`;
  return refIsArn.has(identity.type) ? arnOf(identity) : identity.name;
}

export function attributeOf(identity: Identity, attribute: string): string {
  switch (attribute) {
    case 'Arn':
    case 'TopicArn':
      return arnOf(identity);
    case 'StreamArn':
      return `${arnOf(identity)}/stream/local`;
    case 'Name':
    case 'QueueName':
    case 'TopicName':
      return identity.name;
    case 'ApiEndpoint':
      return 'http://127.0.0.1';
    default:
      return `${identity.name}.${attribute}`;
  }
}
