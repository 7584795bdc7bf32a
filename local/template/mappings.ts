/** AWS::Lambda::EventSourceMapping: which function is fed from which table's stream, and what happens when it fails. */
import { z } from 'zod';
import { parseProperties, type Resources } from './resources.ts';

export interface MappingSpec {
  readonly logicalId: string;
  readonly functionName: string;
  readonly tableArn: string;
  readonly batchSize: number;
  readonly bisect: boolean;
  /** -1 retries for ever, as Lambda does where nothing is said. */
  readonly retries: number;
  readonly reportsItemFailures: boolean;
  readonly onFailureArn: string | undefined;
  /** Event patterns of which one must take the record; none takes all. */
  readonly filters: readonly unknown[];
}

/** Strict: a property that nobody plays here would make the stream behave otherwise than on AWS. */
const mappingSchema = z.strictObject({
  FunctionName: z.string(),
  EventSourceArn: z.string(),
  StartingPosition: z.enum(['TRIM_HORIZON', 'LATEST']),
  BatchSize: z.number().default(100),
  BisectBatchOnFunctionError: z.boolean().default(false),
  MaximumRetryAttempts: z.number().default(-1),
  MaximumBatchingWindowInSeconds: z.number().optional(),
  MaximumRecordAgeInSeconds: z.number().optional(),
  ParallelizationFactor: z.number().optional(),
  Enabled: z.literal(true).default(true),
  FunctionResponseTypes: z.array(z.literal('ReportBatchItemFailures')).default([]),
  DestinationConfig: z.object({ OnFailure: z.object({ Destination: z.string() }).optional() }).optional(),
  FilterCriteria: z.object({ Filters: z.array(z.object({ Pattern: z.string() })) }).default({ Filters: [] }),
  KmsKeyArn: z.string().optional(),
  LoggingConfig: z.unknown().optional(),
  MetricsConfig: z.unknown().optional(),
  Tags: z.unknown().optional(),
});

export function readMappings(resources: Resources): MappingSpec[] {
  return resources.of('AWS::Lambda::EventSourceMapping').map((resource) => {
    const found = parseProperties(mappingSchema, resource);
    const [tableArn = '', stream] = found.EventSourceArn.split('/stream/');
    if (!stream)
      throw new Error(`expected the stream of a table behind ${resource.logicalId}, found ${found.EventSourceArn}`);
    return {
      logicalId: resource.logicalId,
      functionName: found.FunctionName,
      tableArn,
      batchSize: found.BatchSize,
      bisect: found.BisectBatchOnFunctionError,
      retries: found.MaximumRetryAttempts,
      reportsItemFailures: found.FunctionResponseTypes.length > 0,
      onFailureArn: found.DestinationConfig?.OnFailure?.Destination,
      filters: found.FilterCriteria.Filters.map(({ Pattern }): unknown => JSON.parse(Pattern)),
    };
  });
}
