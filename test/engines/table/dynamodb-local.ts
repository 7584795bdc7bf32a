/** Starts AWS's DynamoDB Local, in memory and on the loopback alone; it ends with us, however we end. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fetchJars } from '../java/jars.ts';

export type DynamoDbLocal = { readonly endpoint: string; readonly stop: () => Promise<void> };

export async function startDynamoDbLocal(): Promise<DynamoDbLocal> {
  const jars = await fetchJars('table');
  const main = join(import.meta.dirname, '..', 'java', 'Serve.java');
  const java = spawn('java', [`-Djava.library.path=${jars}`, '-cp', join(jars, '*'), main], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, DDB_LOCAL_TELEMETRY: '0' },
  });
  const said: string[] = [];
  java.stderr.on('data', (chunk) => said.push(String(chunk)));
  const ended = once(java, 'close');
  const port = await Promise.race([firstLine(java.stdout), ended.then(() => undefined)]);
  if (!/^\d+$/.test(port ?? '')) throw new Error(`expected DynamoDB Local to name its port, found ${said.join('')}`);
  return {
    endpoint: `http://127.0.0.1:${port}`,
    // It ends when its standard input does, so that no process is left behind where nobody calls this.
    stop: async () => {
      java.stdin.end();
      await ended;
    },
  };
}

async function firstLine(stream: NodeJS.ReadableStream): Promise<string | undefined> {
  for await (const line of createInterface({ input: stream })) return line;
  return undefined;
}
