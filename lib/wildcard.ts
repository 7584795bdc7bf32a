/** A grant that must reach more than one named resource gives its reason here, where cdk-nag and a reviewer find it. */
import { Stack, Validations } from 'aws-cdk-lib';
import { Grant } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';

export interface BroadGrant {
  readonly grantee: IFunction;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly reason: string;
}

export function grantBroadly({ grantee, actions, resources, reason }: BroadGrant): void {
  Grant.addToPrincipal({ grantee, actions: [...actions], resourceArns: [...resources] });
  for (const resource of resources) acknowledgeWildcard(grantee.role ?? grantee, resource, reason);
}

/**
 * cdk-nag names a finding by the rendered ARN, and an ARN of another stack is rendered only after CDK has resolved
 * references: so the reason is put down during validation, the last moment before cdk-nag looks.
 */
function acknowledgeWildcard(scope: IConstruct, resource: string, reason: string): void {
  const acknowledge = (): string[] => {
    const arn = flat(Stack.of(scope).resolve(resource));
    Validations.of(scope).acknowledge({ id: `AwsSolutions-IAM5[Resource::${arn}]`, reason });
    return [];
  };
  scope.node.addValidation({ validate: acknowledge });
}

/** How cdk-nag writes a rendered ARN. */
function flat(rendered: unknown): string {
  if (typeof rendered === 'string') return rendered;
  if (typeof rendered !== 'object' || rendered === null) return '';
  const [[intrinsic, value] = []] = Object.entries(rendered);
  if (intrinsic === 'Fn::Join') return value[1].map(flat).join(value[0]);
  if (intrinsic === 'Fn::GetAtt') return `<${value.join('.')}>`;
  if (intrinsic === 'Ref') return `<${value}>`;
  if (intrinsic === 'Fn::ImportValue') return flat(value);
  throw new Error(`expected an ARN of Join, GetAtt, Ref and ImportValue, found ${intrinsic}`);
}
