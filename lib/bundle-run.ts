/**
 * One run of esbuild over every function, started by lib/bundle.ts. It answers, on its output, the sources it has read.
 * The plugins leave out what a Lambda function never uses: half of a bundle would be dead weight of the AWS SDK.
 */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type BuildOptions, build, type Plugin } from 'esbuild';

export interface BundleRun {
  readonly repository: string;
  readonly functionsRoot: string;
  readonly names: readonly string[];
  readonly outdir: string;
}

/**
 * The SDK describes each operation as an array with computed keys, which esbuild may not drop, for a key could have an
 * effect. With the keys written out, the schemas of operations that nobody calls fall away.
 */
const plainSchemaKeys: Plugin = {
  name: 'plain-schema-keys',
  setup: ({ onLoad }) =>
    onLoad({ filter: /@aws-sdk[\\/].*dist-es[\\/]schemas[\\/]schemas_0\.js$/ }, ({ path }) => {
      const source = readFileSync(path, 'utf8');
      const constants = source.matchAll(/^const (?<name>\w+) = (?<text>"[^"\\]*");$/gm);
      const texts = new Map([...constants].map(({ groups }) => [groups?.name, groups?.text]));
      const contents = source.replace(/\[(\w+)\]: /g, (key, name: string) =>
        texts.has(name) ? `${texts.get(name)}: ` : key,
      );
      return { contents, loader: 'js' };
    }),
};

/**
 * Two doors of the SDK that no function goes through: event streams, which HttpProtocol imports at the moment it meets one
 * (S3 Select, Transcribe), and the cache of endpoint discovery, which no DynamoDB command of ours asks for.
 */
const closedDoors: Plugin = {
  name: 'closed-doors',
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /^@smithy\/core\/event-streams$/ }, ({ kind }) =>
      kind === 'dynamic-import' ? { path: 'event-streams', namespace: 'closed' } : undefined,
    );
    onResolve({ filter: /^@aws-sdk\/endpoint-cache$/ }, () => ({ path: 'endpoint-cache', namespace: 'closed' }));
    onLoad({ filter: /.*/, namespace: 'closed' }, () => ({ contents: 'export class EndpointCache {}' }));
  },
};

const SCHEMAS = /zod[\\/]v4[\\/]classic[\\/]schemas\.js$/;
const PROCESSORS = /zod[\\/]v4[\\/]core[\\/]json-schema-processors\.js$/;
const HOLDER = 'dunlin:json-schema';

/** Puts one text for another and stops the build where zod has changed its own. */
function put(source: string, was: string, is: string): string {
  if (!source.includes(was)) throw new Error(`expected zod's sources to hold ${was}, found them changed`);
  return source.replace(was, is);
}

/**
 * Each zod schema names the function that would turn it into JSON Schema, so every bundle would carry them all. They come
 * through a holder instead, which is filled only where `z.toJSONSchema` itself is imported: by what serves documents.
 */
const jsonSchemaOnDemand: Plugin = {
  name: 'json-schema-on-demand',
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /^dunlin:json-schema$/ }, () => ({ path: HOLDER, namespace: 'dunlin' }));
    onLoad({ filter: /.*/, namespace: 'dunlin' }, () => ({
      contents: 'export const held = { aggregateChecks: () => ({}) };',
    }));
    onLoad({ filter: SCHEMAS }, ({ path }) => {
      const held = put(
        readFileSync(path, 'utf8'),
        'import * as processors from "../core/json-schema-processors.js";',
        `import { held as processors } from "${HOLDER}";`,
      );
      const methods =
        'import { createStandardJSONSchemaMethod, createToJSONSchemaMethod } from "../core/to-json-schema.js";';
      const none =
        'const createStandardJSONSchemaMethod = () => undefined, createToJSONSchemaMethod = () => undefined;';
      return { contents: put(held, methods, none), loader: 'js' };
    });
    onLoad({ filter: PROCESSORS }, ({ path }) => {
      const source = readFileSync(path, 'utf8');
      const names = [...source.matchAll(/^export (?:const|function) (\w+)/gm)].map(([, name]) => name);
      return { contents: `import { held } from "${HOLDER}";${source}\nObject.assign(held, {${names}});`, loader: 'js' };
    });
  },
};

/** A client reads one field of its own package.json. */
const versionOnly: Plugin = {
  name: 'version-only',
  setup: ({ onLoad }) =>
    onLoad({ filter: /@aws-sdk[\\/][^\\/]+[\\/]package\.json$/ }, ({ path }) => {
      const { version } = JSON.parse(readFileSync(path, 'utf8'));
      return { contents: JSON.stringify({ version }), loader: 'json' };
    }),
};

/** Lambda hands a function its credentials by environment; profiles, single sign-on and instance metadata stay out. */
const environmentCredentials: Plugin = {
  name: 'environment-credentials',
  setup: ({ onLoad }) =>
    onLoad({ filter: /@aws-sdk[\\/]credential-provider-node[\\/]dist-es[\\/]index\.js$/ }, ({ path }) => ({
      contents: "export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env';",
      resolveDir: dirname(path),
    })),
};

function options({ repository, functionsRoot, names, outdir }: BundleRun): BuildOptions {
  return {
    absWorkingDir: repository,
    entryPoints: names.map((name) => join(functionsRoot, name, 'index.ts')),
    outbase: functionsRoot,
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    mainFields: ['module', 'main'],
    // Class names are not kept: Step Functions matches errors by `name`, which every fault sets itself.
    minify: true,
    legalComments: 'none',
    logLevel: 'warning',
    plugins: [plainSchemaKeys, versionOnly, environmentCredentials, closedDoors, jsonSchemaOnDemand],
    // CommonJS packages inside an ES module still call require for Node's own modules.
    banner: {
      js: "import{createRequire as dunlinRequire}from'node:module';const require=dunlinRequire(import.meta.url);",
    },
  };
}

/** Renaming is atomic, so that a second process never reads half a bundle. */
function writeWhole(path: string, contents: Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, contents);
  renameSync(draft, path);
}

const [, , request] = process.argv;
if (import.meta.main && request) {
  const { outputFiles = [], metafile } = await build(options(JSON.parse(request)));
  for (const { path, contents } of outputFiles) writeWhole(path, contents);
  const inputs = Object.keys(metafile?.inputs ?? {});
  process.stdout.write(JSON.stringify(inputs.filter((path) => !path.includes('node_modules'))));
}
