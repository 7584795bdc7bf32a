/** Synthesizes the app for the tests of this folder, over functions that do nothing: the template does not depend on their code. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { App } from 'aws-cdk-lib';
import * as z from 'zod';
import { buildApp } from '../../lib/app.ts';
import { bundledNames } from '../../lib/function-roster.ts';

// CloudFormation's validator takes longer than all the rest; one test of its own switches it on.
process.env.CDK_VALIDATION = 'false';

export type Properties = Readonly<Record<string, unknown>>;

const resource = z.object({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  Metadata: z.record(z.string(), z.unknown()).default({}),
  DeletionPolicy: z.string().optional(),
  DependsOn: z.array(z.string()).default([]),
});
const template = z.object({
  Resources: z.record(z.string(), resource),
  Outputs: z.record(z.string(), z.object({ Value: z.unknown() })).default({}),
});

export type Resource = z.output<typeof resource> & { readonly logicalId: string };

export interface Synthesized {
  readonly app: App;
  readonly ofType: (type: string) => readonly Resource[];
  readonly types: readonly string[];
  readonly outputs: readonly string[];
}

/** The second deployment with an edge, which knows the web ACL of the first. */
export const withEdge = {
  edge: 'waf',
  webAclArn: 'arn:aws:wafv2:us-east-1:111122223333:global/webacl/Dunlin/01234567-89ab-cdef-0123-456789abcdef',
} as const;

/** Functions that answer nothing, one per name. */
function idleFunctions(folder: string): string {
  const root = join(folder, 'functions');
  for (const name of bundledNames) {
    mkdirSync(join(root, name), { recursive: true });
    writeFileSync(join(root, name, 'index.ts'), `export const handler = async () => '${name}';\n`);
  }
  return root;
}

const known = new Map<string, Synthesized>();

/** Once per stage and test file: nothing here changes what it looks at. */
export function synthesize(stage: string): Synthesized {
  const synthesized = known.get(stage) ?? synthesizeAnew(stage);
  known.set(stage, synthesized);
  return synthesized;
}

export interface SynthesisRequest {
  /** As `-c name=value` on the command line. */
  readonly context?: Readonly<Record<string, string>>;
  /** Looks at what lies in the assembly's folder, before it is gone. */
  readonly look?: (outdir: string) => void;
}

/** Everything is read before it returns, so the folders go at once. */
export function synthesizeAnew(stage: string, { look, context = {} }: SynthesisRequest = {}): Synthesized {
  const folder = mkdtempSync(join(tmpdir(), 'dunlin-template-'));
  try {
    const outdir = join(folder, 'cdk.out');
    const app = buildApp({ stage, outdir, context, functionsRoot: idleFunctions(folder) });
    const templates = app.synth().stacks.map((stack) => template.parse(stack.template));
    look?.(outdir);
    const resources = templates.flatMap(({ Resources }) =>
      Object.entries(Resources).map(([logicalId, rest]) => ({ logicalId, ...rest })),
    );
    return {
      app,
      types: [...new Set(resources.map(({ Type }) => Type))],
      ofType: (type) => resources.filter(({ Type }) => Type === type),
      outputs: templates.flatMap(({ Outputs }) => Object.keys(Outputs)).filter((name) => !name.startsWith('Exports')),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The one resource of a type whose logical id begins so. */
export function one(resources: readonly Resource[], prefix = ''): Resource {
  const [found, ...others] = resources.filter(({ logicalId }) => logicalId.startsWith(prefix));
  if (!found || others.length > 0) {
    const ids = resources.map(({ logicalId }) => logicalId).join(', ');
    throw new Error(
      `expected one resource that begins with "${prefix}", found it ${found ? 'several times' : 'nowhere'} in: ${ids}`,
    );
  }
  return found;
}
