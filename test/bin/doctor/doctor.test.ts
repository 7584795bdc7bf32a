/** The whole command: on a table and Secrets Manager, and before an AWS that refuses everything. */

import { readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { createAdmin } from '../../../adapters/dynamodb/admin.ts';
import { STRIPE_EVENT_TYPES } from '../../../adapters/stripe/event.ts';
import { operate } from '../../../bin/operate/operate.ts';
import { anInvoice } from '../../support/builders.ts';
import { storeInvoice } from '../../support/store.ts';
import { anOperator, COMPLETE, type Said } from '../operator.ts';

const repository = join(import.meta.dirname, '..', '..', '..');

describe('the doctor at the local pipeline', () => {
  const { types, world } = anOperator();
  const lines = async (): Promise<{ readonly said: Said; readonly all: readonly string[] }> => {
    const said = await types('doctor');
    return { said, all: said.out.split('\n') };
  };

  it('finds all in order, and says why the rest was not looked at', async () => {
    await types('creditor', 'create', '--id', 'demo', ...COMPLETE);
    await types('stripe', 'secret', '--creditor', 'demo', '--secret', 'whsec_unmistakable');
    const { said, all } = await lines();
    expect(said).toMatchObject({ exitCode: 0, note: 'Everything is in order.' });
    expect(all).toEqual(
      expect.arrayContaining([
        'ok stop switch: off, for the stage and every creditor',
        'ok due work: nothing in the due index is late',
        'ok Stripe signing secret of demo: 1 stored',
        'skip SES account, identities, DKIM, SPF, DMARC: no mail leaves the local pipeline',
      ]),
    );
    expect(all.filter((line) => !/^(ok|skip) .+: ./.test(line))).toEqual([]);
    expect(said.out).not.toContain('whsec_unmistakable');
  });

  it('tells of a stop with its reason, and answers 1', async () => {
    await types('stop', '--reason', 'balances look wrong');
    const { said, all } = await lines();
    expect(said).toMatchObject({
      exitCode: 1,
      note: 'expected everything in order, found 1 to mend and 0 that nobody could tell',
    });
    expect(all[0]).toMatch(
      /^mend stop switch: the whole stage sends nothing since .* \(balances look wrong\): .*-- go$/,
    );
    await types('go');
  });

  it('tells of work that nobody did', async () => {
    await storeInvoice(
      world(),
      anInvoice({ creditorId: 'demo', invoiceId: 'left', dueAt: '2026-02-01T10:00:00.000Z' }),
    );
    expect((await lines()).all).toContain(
      'mend due work: something has been due since 2026-02-01T10:00:00.000Z: docs/runbook.md#sweep-stopped',
    );
  });

  it('speaks to machines', async () => {
    const { exitCode, out } = await types('doctor', '--json');
    const Findings = z.array(
      z.object({ state: z.string(), about: z.string(), says: z.string(), todo: z.string().optional() }),
    );
    expect(exitCode).toBe(1);
    expect(Findings.parse(JSON.parse(out))).toContainEqual(
      expect.objectContaining({ state: 'mend', about: 'due work', todo: expect.any(String) }),
    );
  });

  it('knows every creditor', async () => {
    const admin = createAdmin(world().client, world().table, world().tableName);
    await types('creditor', 'create', '--id', 'other', ...COMPLETE);
    await admin.stop('other', { stopped: true, reason: 'dispute', at: '2026-02-03T10:00:00.000Z' });
    expect((await lines()).said.out).toContain('the creditor other sends nothing');
  });
});

describe('the doctor before an AWS that refuses everything', () => {
  let server: Server;
  const before = { ...process.env };
  beforeAll(async () => {
    // CloudFormation and SNS speak XML, all others JSON or what their clients take for it.
    server = createServer(({ headers }, response) => {
      const speaksXml = headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true;
      response.writeHead(403, {
        'content-type': speaksXml ? 'text/xml' : 'application/x-amz-json-1.0',
        'x-amzn-errortype': 'AccessDeniedException',
      });
      response.end(
        speaksXml
          ? '<ErrorResponse><Error><Code>AccessDeniedException</Code><Message>User: unmistakable</Message></Error></ErrorResponse>'
          : '{"__type":"AccessDeniedException","message":"User: unmistakable is not authorized"}',
      );
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name];
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'key',
      AWS_SECRET_ACCESS_KEY: 'secret',
      STRIPE_API_KEY: 'rk_unmistakable',
    });
  });
  afterAll(() => {
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
    Object.assign(process.env, before);
    server.close();
  });

  async function typed(...words: readonly string[]): Promise<Said> {
    const out: string[] = [];
    const note: string[] = [];
    const exitCode = await operate(words, { out: (line) => void out.push(line), note: (line) => void note.push(line) });
    return { exitCode, out: out.join('\n'), note: note.join('\n') };
  }

  it('names the permission that each line needs, and answers 1', async () => {
    const { exitCode, out, note } = await typed('doctor', '--stage', 'prod', '--table', 'ledger');
    expect(exitCode).toBe(1);
    const lines = out.split('\n');
    expect(
      lines.filter((line) => !/^cannot tell .+: AccessDeniedException, needs permission [\w-]+:\w+$/.test(line)),
    ).toEqual([]);
    expect(lines.length).toBeGreaterThan(20);
    expect(out + note).not.toContain('unmistakable');
    for (const action of ['ses:GetAccount', 'dynamodb:DescribeContinuousBackups', 'cloudformation:DescribeStacks'])
      expect(out).toContain(action);
  });

  it('says what to do where even the table cannot be found', async () => {
    expect(await typed('doctor', '--stage', 'prod')).toMatchObject({
      exitCode: 1,
      note: expect.stringMatching(/expected the stack Dunlin-prod-Ledger .*AccessDeniedException.*--table NAME/),
    });
  });
});

describe('docs/doctor.md', () => {
  const page = readFileSync(join(repository, 'docs', 'doctor.md'), 'utf8');
  const [, policy = ''] = /```json\n([\s\S]*?)```/.exec(page) ?? [];
  const Policy = z.object({ Statement: z.array(z.object({ Action: z.array(z.string()) })) });
  const allowed = Policy.parse(JSON.parse(policy)).Statement.flatMap(({ Action }) => Action);

  it('allows every action that the doctor asks for, no other, and none that changes anything', async () => {
    const asked = new Set<string>();
    for await (const file of glob('bin/operate/doctor/**/*.ts', { cwd: repository }))
      for (const [, action = ''] of readFileSync(join(repository, file), 'utf8').matchAll(/'([a-z][a-z-]*:[A-Z]\w+)'/g))
        asked.add(action);
    expect(allowed.toSorted()).toEqual([...asked, 'kms:Decrypt'].toSorted());
    expect(allowed.filter((action) => !/:(Get|List|Describe|View|Query|BatchGetItem|Decrypt)/.test(action))).toEqual(
      [],
    );
  });

  it('and the doctor lead to sections that the runbook has', async () => {
    const runbook = readFileSync(join(repository, 'docs', 'runbook.md'), 'utf8');
    const sections = [...runbook.matchAll(/^## (.+)$/gm)].map(([, title = '']) =>
      title.toLowerCase().replace(/[^a-z]+/g, '-'),
    );
    const named = new Set<string>();
    for await (const file of glob('bin/operate/doctor/**/*.ts', { cwd: repository }))
      for (const [, part = ''] of readFileSync(join(repository, file), 'utf8').matchAll(/runbook\.md#([a-z-]+)/g))
        named.add(part);
    expect(named.size).toBeGreaterThan(0);
    expect([...named, 'undelivered-events', 'failed-invocations'].filter((part) => !sections.includes(part))).toEqual(
      [],
    );
  });

  it('names every event that Stripe must send', () => {
    expect(STRIPE_EVENT_TYPES.filter((type) => !page.includes(`\`${type}\``))).toEqual([]);
  });
});
