/** Reads a cloud assembly folder (`cdk.out`): every stack's template, and where each asset lies on this disk. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const resourceSchema = z.object({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  Metadata: z.record(z.string(), z.unknown()).default({}),
  Condition: z.string().optional(),
});

const templateSchema = z.object({
  Resources: z.record(z.string(), resourceSchema).default({}),
  Outputs: z
    .record(z.string(), z.object({ Value: z.unknown(), Export: z.object({ Name: z.unknown() }).optional() }))
    .default({}),
  Parameters: z.record(z.string(), z.object({ Default: z.unknown().optional() })).default({}),
  Mappings: z.record(z.string(), z.record(z.string(), z.record(z.string(), z.unknown()))).default({}),
  Conditions: z.record(z.string(), z.unknown()).default({}),
});

const manifestSchema = z.object({
  artifacts: z.record(
    z.string(),
    z.object({
      type: z.string(),
      displayName: z.string().optional(),
      properties: z
        .object({ templateFile: z.string().optional(), file: z.string().optional(), stackName: z.string().optional() })
        .default({}),
    }),
  ),
});

const assetsSchema = z.object({
  files: z.record(z.string(), z.object({ source: z.object({ path: z.string() }) })).default({}),
});

export type Resource = z.output<typeof resourceSchema>;
export type StackTemplate = z.output<typeof templateSchema> & { readonly name: string };

export interface Assembly {
  readonly stacks: readonly StackTemplate[];
  /** Absolute path of an asset by its content hash, as S3 keys of the template name it. */
  readonly assetPath: (hash: string) => string;
}

export async function readAssembly(folder: string): Promise<Assembly> {
  const manifest = manifestSchema.parse(await readJson(join(folder, 'manifest.json')));
  const stacks: StackTemplate[] = [];
  const assets = new Map<string, string>();
  for (const [id, { type, properties }] of Object.entries(manifest.artifacts)) {
    if (type === 'cdk:cloud-assembly')
      throw new Error(`expected stacks without CDK stages (nested assemblies), found ${id}`);
    if (type === 'aws:cloudformation:stack' && properties.templateFile) {
      const template = templateSchema.parse(await readJson(join(folder, properties.templateFile)));
      stacks.push({ ...template, name: properties.stackName ?? id });
    }
    if (type === 'cdk:asset-manifest' && properties.file) {
      const { files } = assetsSchema.parse(await readJson(join(folder, properties.file)));
      for (const [hash, { source }] of Object.entries(files)) assets.set(hash, join(folder, source.path));
    }
  }
  if (stacks.length === 0) throw new Error(`expected at least one stack in ${folder}, found none`);
  return { stacks, assetPath: (hash) => findAsset(assets, hash) };
}

function findAsset(assets: ReadonlyMap<string, string>, hash: string): string {
  const path = assets.get(hash);
  if (path === undefined)
    throw new Error(`expected an asset ${hash} in the assembly, found ${[...assets.keys()].join(', ')}`);
  return path;
}

async function readJson(file: string): Promise<unknown> {
  return JSON.parse(await readFile(file, 'utf8'));
}
