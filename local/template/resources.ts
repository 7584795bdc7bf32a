/** All resources of all stacks, each with its identity and its resolved properties. */
import { z } from 'zod';
import type { Place } from '../wire.ts';
import type { Assembly, StackTemplate } from './assembly.ts';
import { arnOf, type Identity } from './identities.ts';
import { refuseUnknownType } from './inert.ts';
import { createResolver, type PseudoParameters, type Resolver } from './resolve.ts';

export interface ResolvedResource {
  readonly logicalId: string;
  readonly name: string;
  readonly arn: string;
  readonly properties: unknown;
  readonly metadata: Readonly<Record<string, unknown>>;
}

export interface Resources {
  readonly of: (...types: readonly string[]) => readonly ResolvedResource[];
  readonly outputs: Readonly<Record<string, unknown>>;
}

/** The property in which a template may ask for a physical name. */
const nameProperties: Readonly<Record<string, string>> = {
  'AWS::DynamoDB::GlobalTable': 'TableName',
  'AWS::DynamoDB::Table': 'TableName',
  'AWS::Events::EventBus': 'Name',
  'AWS::Events::Rule': 'Name',
  'AWS::IAM::Role': 'RoleName',
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::Logs::LogGroup': 'LogGroupName',
  'AWS::S3::Bucket': 'BucketName',
  'AWS::SES::ConfigurationSet': 'Name',
  'AWS::SNS::Topic': 'TopicName',
  'AWS::SQS::Queue': 'QueueName',
  'AWS::Scheduler::Schedule': 'Name',
  'AWS::SecretsManager::Secret': 'Name',
  'AWS::StepFunctions::StateMachine': 'StateMachineName',
};

export function collectResources({ stacks }: Assembly, place: Place): Resources {
  const identities = new Map<string, Identity>();
  const identityOf = (stack: StackTemplate, logicalId: string): Identity | undefined => {
    const key = `${stack.name}/${logicalId}`;
    const known = identities.get(key) ?? identify(stack, logicalId);
    if (known) identities.set(key, known);
    return known;
  };
  const resolver: Resolver = createResolver(stacks, identityOf, pseudoParameters(place));
  const identify = (stack: StackTemplate, logicalId: string): Identity | undefined => {
    const resource = stack.Resources[logicalId];
    if (!resource) return undefined;
    const asked = resolver.resolve(resource.Properties[nameProperties[resource.Type] ?? ''], stack);
    const name = typeof asked === 'string' ? asked : defaultName(stacks, stack, logicalId);
    return {
      type: resource.Type,
      logicalId,
      name: resource.Type === 'AWS::S3::Bucket' ? name.toLowerCase() : name,
      place,
    };
  };
  const resolved = resolveAll(stacks, resolver, identityOf);
  return {
    of: (...types) => resolved.filter(({ type }) => types.includes(type)),
    outputs: Object.fromEntries(
      stacks.flatMap((stack) =>
        Object.entries(stack.Outputs).map(([name, { Value }]) => [name, resolver.resolve(Value, stack)]),
      ),
    ),
  };
}

function resolveAll(
  stacks: readonly StackTemplate[],
  resolver: Resolver,
  identityOf: (stack: StackTemplate, logicalId: string) => Identity | undefined,
): Array<ResolvedResource & { readonly type: string }> {
  const resolved: Array<ResolvedResource & { readonly type: string }> = [];
  for (const stack of stacks)
    for (const [logicalId, { Type: type, Properties, Metadata, Condition }] of Object.entries(stack.Resources)) {
      refuseUnknownType(type, logicalId);
      const identity = identityOf(stack, logicalId);
      if (!identity || !resolver.exists(Condition, stack)) continue;
      const properties = resolver.resolve(Properties, stack);
      resolved.push({ type, logicalId, name: identity.name, arn: arnOf(identity), properties, metadata: Metadata });
    }
  return resolved;
}

/** A logical id is a fine name while only one stack uses it. */
function defaultName(stacks: readonly StackTemplate[], stack: StackTemplate, logicalId: string): string {
  const owners = stacks.filter(({ Resources }) => logicalId in Resources);
  return owners.length > 1 ? `${stack.name}-${logicalId}` : logicalId;
}

function pseudoParameters({ account, region }: Place): PseudoParameters {
  return {
    'AWS::AccountId': account,
    'AWS::Region': region,
    'AWS::Partition': 'aws',
    'AWS::URLSuffix': 'amazonaws.com',
    'AWS::StackId': `arn:aws:cloudformation:${region}:${account}:stack/local/local`,
  };
}

/** Parses a resource's properties, and names the resource where they are not what the local pipeline can play. */
export function parseProperties<S extends z.ZodType>(
  schema: S,
  { logicalId, properties }: ResolvedResource,
): z.output<S> {
  const parsed = schema.safeParse(properties);
  if (parsed.success) return parsed.data;
  throw new Error(
    `expected properties that the local pipeline plays in ${logicalId}, found ${z.prettifyError(parsed.error)}`,
  );
}
