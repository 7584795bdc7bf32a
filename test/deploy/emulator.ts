/** An AWS that nobody here wrote: MiniStack on a free loopback port, ended with everything it started. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '../../local/http/free-port.ts';
import { emulatorPython } from './emulator/python.ts';

const repository = join(import.meta.dirname, '..', '..');
const startScript = join(import.meta.dirname, 'emulator', 'start.py');
const START_MS = 60_000;
const END_MS = 10_000;

export interface EmulatorOptions {
  /** Variables that the process of every function sees beside its own, such as the endpoint of one service. */
  readonly functionEnv?: Readonly<Record<string, string>>;
  /** Real seconds per second of a wait in Step Functions; 1 where left out. */
  readonly waitScale?: number;
  /** A Python file whose `patch(stepfunctions)` is called before the start, for what one suite alone needs. */
  readonly patch?: string;
}

export interface Emulator {
  readonly endpoint: string;
  readonly region: string;
  readonly account: string;
  /** A whole environment for a process that calls AWS there: the SDK, the CDK CLI, our own command line. */
  readonly env: Readonly<Record<string, string>>;
  /** A temporary folder that goes when it goes, however that happens. */
  readonly folder: string;
  /** What it has said so far. */
  readonly logs: () => string;
  /** Ends it and the functions' processes, and removes what it kept; may be called twice. */
  readonly stop: () => Promise<void>;
}

const region = 'eu-west-1';
const account = '000000000000';

/** Waits until it answers; throws with its last words where it does not within a minute. */
export async function startEmulator({
  functionEnv = {},
  waitScale = 1,
  patch,
}: EmulatorOptions = {}): Promise<Emulator> {
  const python = await emulatorPython();
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const folder = await mkdtemp(join(tmpdir(), 'dunlin-emulator-'));
  // The functions run below this folder: whatever lies above it must not make ES modules of MiniStack's own scripts.
  await writeFile(join(folder, 'package.json'), '{}');
  const child = spawn(python, [startScript], {
    env: {
      ...bareEnv(),
      ...emulatorEnv({ port, folder, waitScale }),
      ...(patch && { MINISTACK_PATCH: patch }),
      ...functionEnv,
    },
    // Its input is what keeps it alive: the pipe closes however this process ends.
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => said.push(String(chunk)));
  const stop = async (): Promise<void> => {
    await end(child);
    await rm(folder, { recursive: true, force: true });
  };
  const logs = (): string => said.join('');
  if (!(await isReady(child, endpoint))) {
    await stop();
    throw new Error(`expected MiniStack to answer at ${endpoint}, found: ${logs().slice(-2000)}`);
  }
  return { endpoint, region, account, folder, env: { ...bareEnv(), ...callerEnv(endpoint) }, logs, stop };
}

/** This process's variables without those that say where AWS is and who calls it. */
function bareEnv(): Record<string, string> {
  const kept = Object.entries(process.env).filter(
    ([name, value]) =>
      value !== undefined && !/^(AWS_|DUNLIN_|CDK_|VITEST|NODE_OPTIONS|NODE_PATH|GATEWAY_PORT)/.test(name),
  );
  const bin = join(repository, 'node_modules', '.bin');
  return { ...Object.fromEntries(kept), PATH: `${bin}${delimiter}${process.env.PATH ?? ''}` };
}

function emulatorEnv(given: { readonly port: number; readonly folder: string; readonly waitScale: number }) {
  return {
    GATEWAY_PORT: String(given.port),
    BIND_HOST: '127.0.0.1',
    IOT_MTLS_ENABLED: '0',
    SFTP_ENABLED: '0',
    LAMBDA_EXECUTOR: 'local',
    MINISTACK_REGION: region,
    MINISTACK_ACCOUNT_ID: account,
    SFN_WAIT_SCALE: String(given.waitScale),
    TMPDIR: given.folder,
    // CDK's own custom resources import the SDK, which AWS's runtime brings along.
    NODE_PATH: join(repository, 'node_modules'),
  };
}

function callerEnv(endpoint: string): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_EC2_METADATA_DISABLED: 'true',
  };
}

async function isReady(child: ChildProcess, endpoint: string): Promise<boolean> {
  for (const until = Date.now() + START_MS; Date.now() < until && child.exitCode === null; await delay(100)) {
    const answer = await fetch(`${endpoint}/_ministack/ready`).catch(() => undefined);
    if (answer?.ok) return true;
  }
  return false;
}

/** Closing its input ends it; a process that does not see that is killed with its group. */
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.stdin?.end();
  const forced = setTimeout(() => child.pid && process.kill(-child.pid, 'SIGKILL'), END_MS);
  await ended;
  clearTimeout(forced);
}
