/** What the roles of a template may do, pair by pair of action and resource, in the words of rights.ts. */
import * as z from 'zod';
import type { Synthesized } from '../synthesis.ts';
import type { Right } from './rights.ts';

const oneOrMore = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());
const Policy = z.object({
  PolicyDocument: z.object({
    Statement: z.array(
      z.strictObject({
        Effect: z.literal('Allow'),
        Action: oneOrMore,
        Resource: z.unknown().transform((value) => [value].flat()),
        Condition: z
          .strictObject({
            'ForAllValues:StringLike': z.strictObject({ 'dynamodb:LeadingKeys': z.tuple([z.string()]) }),
          })
          .optional(),
      }),
    ),
  }),
  Roles: z.array(z.object({ Ref: z.string() })),
});

/** By the logical id of the role, without its hash. */
export function grantedBy({ ofType }: Pick<Synthesized, 'ofType'>): ReadonlyMap<string, ReadonlySet<Right>> {
  const granted = new Map<string, Set<Right>>();
  for (const { Properties } of ofType('AWS::IAM::Policy')) {
    const { PolicyDocument, Roles } = Policy.parse(Properties);
    for (const { Ref } of Roles) {
      const role = withoutHash(Ref);
      const rights = granted.get(role) ?? new Set();
      granted.set(role, rights);
      for (const { Action, Resource, Condition } of PolicyDocument.Statement) {
        const [leading] = Condition?.['ForAllValues:StringLike']['dynamodb:LeadingKeys'] ?? [];
        const items = leading === undefined ? '' : `/${leading}`;
        for (const action of Action) for (const on of Resource) rights.add(rightOf(action, resourceName(on) + items));
      }
    }
  }
  return granted;
}

const rightOf = (action: string, resource: string): Right => {
  const [service = '', name = ''] = action.split(':');
  return `${service}:${name} on ${resource}`;
};

export const withoutHash = (logicalId: string): string => logicalId.replace(/[A-F0-9]{8}$/, '');

/** `table/index/due`, `ses:identity/*`, `FailedInvocationsQueue`: an ARN without what every ARN of the account has. */
export function resourceName(arn: unknown): string {
  return flat(arn)
    .replace(/^arn:<AWS::Partition>:([\w-]+):<AWS::Region>:<AWS::AccountId>:/, '$1:')
    .replace(/<(\w+?)(?:[A-F0-9]{8})?(?:[.]Arn)?>/g, '$1')
    .replace(/^LedgerTableStream/, 'table/stream')
    .replace(/^LedgerTable/, 'table')
    .replace(/^EncryptionKey$/, 'key')
    .replace(/^Bus$/, 'bus');
}

/** Another stack's resource is imported under a name that ends in its attribute: `…GetAttLedgerTable9343E4AAArnC497D47C`. */
const imported = /ExportsOutput(?:FnGetAtt|Ref)(?<id>\w+?)[A-F0-9]{8}(?<attribute>Arn|StreamArn|)[A-F0-9]{8}$/;

function flat(rendered: unknown): string {
  if (typeof rendered === 'string') return rendered;
  const [[intrinsic, value] = []] = Object.entries(z.record(z.string(), z.unknown()).parse(rendered));
  if (intrinsic === 'Fn::GetAtt') return `<${z.array(z.string()).parse(value).join('.')}>`;
  if (intrinsic === 'Fn::Join')
    return z
      .tuple([z.string(), z.array(z.unknown())])
      .parse(value)[1]
      .map(flat)
      .join('');
  if (intrinsic === 'Ref') return `<${String(value)}>`;
  const { id, attribute } = imported.exec(String(value))?.groups ?? {};
  if (intrinsic === 'Fn::ImportValue' && id) return `<${id}${attribute === 'StreamArn' ? 'Stream' : ''}>`;
  throw new Error(`expected an ARN of Join, GetAtt, Ref and ImportValue, found ${JSON.stringify(rendered)}`);
}
