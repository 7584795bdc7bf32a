/** Runs the dynoxide binary beside the pipeline; `DYNAMODB_ENDPOINT` selects any other DynamoDB instead. */
import { type ChildProcess, spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '../http/free-port.ts';
import { endOrphan, endOrphansOfDeadOwners, makeTemporaryFolder, writePid } from './orphan.ts';
import { indexStreamRecords } from './stream-index.ts';

export interface DynamoServer {
  readonly endpoint: string;
  readonly host: string;
  readonly port: number;
  readonly stop: () => Promise<void>;
}

/** Keeps the table in the folder; without one in a temporary file, for in memory dynoxide could not be indexed. */
export async function startDynamo(folder: string | undefined): Promise<DynamoServer> {
  const given = process.env.DYNAMODB_ENDPOINT;
  if (given) {
    const { hostname, port } = new URL(given);
    return { endpoint: given, host: hostname, port: Number(port || 80), stop: async () => undefined };
  }
  await endOrphansOfDeadOwners();
  const home = folder ?? (await makeTemporaryFolder());
  const file = join(home, 'table.db');
  await endOrphan(home, file);
  const { child, port } = await launch(file);
  await writePid(home, child.pid);
  indexStreamRecords(file);
  const endWithUs = (): void => void child.kill('SIGKILL');
  process.once('exit', endWithUs);
  return {
    endpoint: `http://127.0.0.1:${port}`,
    host: '127.0.0.1',
    port,
    async stop() {
      process.off('exit', endWithUs);
      await end(child);
      await rm(folder === undefined ? home : join(home, 'dynamo.pid'), { recursive: true, force: true });
    },
  };
}

async function launch(file: string): Promise<{ child: ChildProcess; port: number }> {
  for (let attempt = 1; ; attempt++) {
    const port = await freePort();
    const child = spawn(binaryPath(), ['--host', '127.0.0.1', '--port', String(port), '--db-path', file], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const said: string[] = [];
    child.stderr?.on('data', (chunk) => said.push(String(chunk)));
    if (await answers(child, port)) return { child, port };
    child.kill('SIGKILL');
    if (attempt === 3)
      throw new Error(`expected dynoxide to listen on port ${port}, found: ${said.join('').slice(0, 500)}`);
  }
}

/** True when the port takes connections, false when the process ended or stayed mute for ten seconds. */
async function answers(child: ChildProcess, port: number): Promise<boolean> {
  for (let tries = 0; tries < 500 && child.exitCode === null; tries++) {
    if (await takesConnections(port)) return true;
    await delay(20);
  }
  return false;
}

function takesConnections(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const forced = setTimeout(() => child.kill('SIGKILL'), 3000);
  await ended;
  clearTimeout(forced);
}

function binaryPath(): string {
  const name = `@dynoxide/${process.platform}-${process.arch}`;
  try {
    return join(createRequire(import.meta.url).resolve(`${name}/package.json`), '..', 'dynoxide');
  } catch (cause) {
    throw new Error(
      `expected the package ${name}, found none: install it, or set DYNAMODB_ENDPOINT to another DynamoDB`,
      { cause },
    );
  }
}
