/** AWS::DynamoDB tables as CreateTable takes them; backups, keys and time to live change nothing here. */
import { z } from 'zod';
import { parseProperties, type Resources } from './resources.ts';

const keySchema = z.array(z.object({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) }));
const tableSchema = z.object({
  KeySchema: keySchema,
  AttributeDefinitions: z.array(z.object({ AttributeName: z.string(), AttributeType: z.string() })),
  GlobalSecondaryIndexes: z
    .array(
      z.object({
        IndexName: z.string(),
        KeySchema: keySchema,
        Projection: z.object({ ProjectionType: z.string(), NonKeyAttributes: z.array(z.string()).optional() }),
      }),
    )
    .default([]),
  StreamSpecification: z.object({ StreamViewType: z.string() }).optional(),
});

export type TableSpec = z.output<typeof tableSchema> & { readonly name: string; readonly arn: string };

export function readTables(resources: Resources): TableSpec[] {
  return resources
    .of('AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable')
    .map((resource) => ({ ...parseProperties(tableSchema, resource), name: resource.name, arn: resource.arn }));
}
