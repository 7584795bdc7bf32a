/** An operator at a terminal, in front of a pipeline that consists of a table, a clock and Secrets Manager. */
import { createServer } from 'node:http';
import { afterAll, beforeAll } from 'vitest';
import { operate } from '../../bin/operate/operate.ts';
import { listen } from '../../local/http/loopback.ts';
import { openJournal } from '../../local/journal/journal.ts';
import { createSecrets } from '../../local/secrets/secrets.ts';
import { startTable, type TestTable } from '../support/table.ts';

export const NOW = '2026-02-03T10:00:00.000Z';

export type Said = { readonly exitCode: number; readonly out: string; readonly note: string };
export type Operator = {
  readonly world: () => TestTable;
  readonly url: () => string;
  /** Runs a command as typed; words with spaces come as elements of their own. */
  readonly types: (...words: readonly string[]) => Promise<Said>;
};

/** Serves for the whole test file. */
export function anOperator(): Operator {
  let world: TestTable;
  let url = '';
  const ends: Array<() => Promise<void> | void> = [];
  const secrets = createSecrets({
    place: { account: '000000000000', region: 'eu-west-1' },
    now: () => Date.parse(NOW),
    journal: openJournal(undefined),
  });
  beforeAll(async () => {
    world = await startTable();
    const played = await listen({ port: 0, handle: secrets.handle, onFault: (_, error) => console.error(error) });
    const environment = {
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      AWS_ENDPOINT_URL_DYNAMODB: world.endpoint,
      AWS_ENDPOINT_URL_SECRETS_MANAGER: `http://127.0.0.1:${played.port}`,
    };
    const answers: Readonly<Record<string, unknown>> = {
      '/_local/info': { tables: [world.tableName], environment },
      '/_local/clock': { now: NOW, speed: 0, nextDue: null },
    };
    const server = createServer(({ url: path = '' }, response) => response.end(JSON.stringify(answers[path])));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
    ends.push(() => void server.close(), played.close, world.stop);
  });
  afterAll(async () => {
    for (const end of ends) await end();
  });
  const types = async (...words: readonly string[]): Promise<Said> => {
    const out: string[] = [];
    const note: string[] = [];
    const exitCode = await operate(words, { out: (line) => void out.push(line), note: (line) => void note.push(line) });
    return { exitCode, out: out.join('\n'), note: note.join('\n') };
  };
  return { world: () => world, url: () => url, types: (...words) => types(...words, '--local', url) };
}

/** The options with which a creditor is complete. */
export const COMPLETE = [
  ...['--name', 'Demo Ltd', '--address', '1 High Street, London', '--email', 'accounts@demo.example'],
  ...['--finance-email', 'finance@demo.example', '--country', 'GB', '--locale', 'en-GB'],
  ...['--time-zone', 'Europe/London', '--large', 'GBP:5000.00', '--large', 'JPY:500000'],
  ...['--bank', 'GBP:Demo Ltd|Sort code=00-00-00|Account number=12345678', '--owner-name', 'Olive Owner'],
];
