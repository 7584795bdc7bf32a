/**
 * How long each task's bundle takes to import in a fresh process, beside the DynamoDB client alone, as its package and as
 * a bundle. Processor time as well as wall time, for a busy machine tells only the first truly.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleFunctions } from '../lib/bundle.ts';
import { functionRoster } from '../lib/function-roster.ts';

const ROUNDS = 9;
const repository = join(import.meta.dirname, '..');
const CLIENT = '@aws-sdk/client-dynamodb';
const alone = `import { DynamoDBClient, GetItemCommand } from '${CLIENT}';
const client = new DynamoDBClient({});
export const handler = () => client.send(new GetItemCommand({ TableName: 'none', Key: {} }));
`;

export function benchImports(say: (text: string) => void): void {
  const functionsRoot = join(repository, 'functions');
  const bundles = bundleFunctions({ functionsRoot, names: Object.keys(functionRoster) });
  const tasks = Object.entries(functionRoster).flatMap(([name, { trigger }]) => (trigger === 'task' ? [name] : []));
  const entries = [
    { name: 'client-dynamodb, its package', file: CLIENT },
    { name: 'client-dynamodb, bundled', file: bundleAlone() },
    ...tasks.map((name) => ({ name, file: join(bundles, name, 'index.mjs') })),
  ];
  const subjects = entries.map((entry) => ({ ...entry, times: Array.of<ImportTime>() }));
  // In turn, so that whatever else the machine does falls on all of them alike.
  for (let round = 0; round < ROUNDS; round++) for (const { file, times } of subjects) times.push(importTime(file));
  for (const { name, file, times } of subjects) {
    const size = file === CLIENT ? '' : `${(statSync(file).size / 1024).toFixed(0)} KiB, `;
    const [wall, processor] = [times.map((time) => time.wall), times.map((time) => time.processor)].map(median);
    say(`${name}: ${size}median ${wall} ms, processor ${processor} ms`);
  }
}

interface ImportTime {
  readonly wall: number;
  readonly processor: number;
}

function median(times: readonly number[]): string {
  const sorted = [...times].sort((a, b) => a - b);
  return (sorted[Math.floor(sorted.length / 2)] ?? 0).toFixed(0);
}

/** Inside the repository, where its packages are found. */
function bundleAlone(): string {
  const functionsRoot = join(repository, '.dunlin', 'bench', 'functions');
  mkdirSync(join(functionsRoot, 'alone'), { recursive: true });
  writeFileSync(join(functionsRoot, 'alone', 'index.ts'), alone);
  return join(bundleFunctions({ functionsRoot, names: ['alone'] }), 'alone', 'index.mjs');
}

function importTime(file: string): ImportTime {
  const code = `const processor = process.cpuUsage();
    const wall = performance.now();
    await import(${JSON.stringify(file)});
    const { user, system } = process.cpuUsage(processor);
    console.log(JSON.stringify({ wall: performance.now() - wall, processor: (user + system) / 1000 }));`;
  const named = ['TABLE_NAME', 'MESSAGES_BUCKET', 'CONFIGURATION_SET', 'STAGE'].map((name) => [name, 'bench']);
  const env = { ...process.env, AWS_REGION: 'eu-west-1', ...Object.fromEntries(named) };
  const options = { env, cwd: repository, encoding: 'utf8' } as const;
  return JSON.parse(execFileSync(process.execPath, ['--input-type=module', '-e', code], options));
}
