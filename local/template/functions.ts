/** AWS::Lambda::Function and how its asynchronous invocations are retried. */
import { join } from 'node:path';
import { z } from 'zod';
import type { Assembly } from './assembly.ts';
import { parseProperties, type ResolvedResource, type Resources } from './resources.ts';

export interface FunctionSpec {
  readonly logicalId: string;
  readonly name: string;
  readonly arn: string;
  /** Absolute folder of the bundle, or nothing where the code is written in the template. */
  readonly codePath: string | undefined;
  /** `index.handler`: file and export. */
  readonly handler: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly memoryMb: number;
  readonly asyncRetries: number;
  readonly onFailureArn: string | undefined;
}

const functionSchema = z.object({
  Code: z.object({ S3Key: z.string().optional(), ZipFile: z.string().optional() }),
  Handler: z.string().default('index.handler'),
  Environment: z.object({ Variables: z.record(z.string(), z.coerce.string()).default({}) }).default({ Variables: {} }),
  Timeout: z.number().default(3),
  MemorySize: z.number().default(128),
  DeadLetterConfig: z.object({ TargetArn: z.string() }).optional(),
});

const invokeConfigSchema = z.object({
  FunctionName: z.string(),
  MaximumRetryAttempts: z.number().default(2),
  DestinationConfig: z.object({ OnFailure: z.object({ Destination: z.string() }).optional() }).optional(),
});

export function readFunctions(resources: Resources, assembly: Assembly): FunctionSpec[] {
  const configs = resources.of('AWS::Lambda::EventInvokeConfig').map((one) => parseProperties(invokeConfigSchema, one));
  return resources.of('AWS::Lambda::Function').map((resource) => {
    const config = configs.find(({ FunctionName }) => [resource.name, resource.arn].includes(FunctionName));
    return readFunction(resource, assembly, config);
  });
}

function readFunction(
  resource: ResolvedResource,
  assembly: Assembly,
  config: z.output<typeof invokeConfigSchema> | undefined,
): FunctionSpec {
  const { Code, Handler, Environment, Timeout, MemorySize, DeadLetterConfig } = parseProperties(
    functionSchema,
    resource,
  );
  return {
    logicalId: resource.logicalId,
    name: resource.name,
    arn: resource.arn,
    codePath: Code.S3Key === undefined ? undefined : assembly.assetPath(assetHash(Code.S3Key)),
    handler: Handler,
    environment: Environment.Variables,
    timeoutMs: Timeout * 1000,
    memoryMb: MemorySize,
    asyncRetries: config?.MaximumRetryAttempts ?? 2,
    onFailureArn: config?.DestinationConfig?.OnFailure?.Destination ?? DeadLetterConfig?.TargetArn,
  };
}

/** `<prefix/><hash>.zip` is how CDK names a file asset in its bucket. */
export function assetHash(key: string): string {
  return key.replace(/^.*\//, '').replace(/\.[a-z.]+$/, '');
}

/** File and export of `folder/file.export`, as the Lambda runtime splits it. */
export function splitHandler(
  codePath: string,
  handler: string,
): { readonly stem: string; readonly exportName: string } {
  const dot = handler.lastIndexOf('.');
  if (dot <= 0) throw new Error(`expected a handler like index.handler, found ${handler}`);
  return { stem: join(codePath, handler.slice(0, dot)), exportName: handler.slice(dot + 1) };
}
