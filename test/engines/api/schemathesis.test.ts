/**
 * Schemathesis asks the local pipeline what the served OpenAPI document lets it ask, and what it does not: no answer of 5xx,
 * none that is not documented by status, content type, headers and schema, no key that is ignored, with data that fits the
 * schemas and data that does not. Once with a valid key, once on things that are there, once without a key.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as z from 'zod';
import { type Report, runSchemathesis } from './run.ts';
import { type Served, serve } from './served.ts';

const documentSchema = z.looseObject({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) });

let served: Served;
let home: string;
let document: z.output<typeof documentSchema>;
let operations: readonly string[];

beforeAll(async () => {
  served = await serve();
  home = await mkdtemp(join(tmpdir(), 'dunlin-schemathesis-'));
  document = documentSchema.parse(await (await fetch(`${served.pipeline.url}/v1/openapi.json`)).json());
  operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
});
afterAll(async () => {
  await served?.pipeline.close();
  if (home) await rm(home, { recursive: true, force: true });
});

async function run(name: string, told: unknown, options: readonly string[]): Promise<Report> {
  const reports = join(home, name);
  await mkdir(reports);
  const file = join(home, `${name}.json`);
  await writeFile(file, JSON.stringify(told));
  const report = await runSchemathesis({ document: file, url: served.pipeline.url, reports, options });
  const { tested, total } = report.operations;
  const { generated, with_failures } = report.test_cases;
  console.log(`schemathesis, ${name}: ${tested} of ${total} operations, ${generated} cases, ${with_failures} failures`);
  return report;
}

/** A run that tested less than the document holds, or was cut short, has shown nothing. */
function expectClean(report: Report, least: number): void {
  if (report.exitCode !== 0) console.log(report.said.slice(-12_000));
  expect([report.failures, report.errors, report.exitCode]).toEqual([[], [], 0]);
  const all = operations.length;
  expect(report.operations).toEqual({ total: all, selected: all, tested: all, errored: 0, skipped: 0 });
  expect(report.complete).toBe(true);
  expect(report.test_cases.generated).toBeGreaterThan(least);
}

const bearer = (key: string): string[] => ['--header', `Authorization: Bearer ${key}`];

it('is answered as documented, whatever it asks with a valid key', async () => {
  const report = await run('with a key', document, [...bearer(served.key), '-n', '15']);
  expectClean(report, 500);
});

/** A step that is still to come when a person is to call. */
const STEP = 'final';

/**
 * The document with each path's id replaced by one that is there, and days of its examples by days to come, so that every
 * operation gets to its work.
 */
function onKnownIds(): unknown {
  const entries = Object.entries(document.paths).map(([path, methods]) => {
    const [, , word = ''] = path.split('/');
    const id = new Map(Object.entries(served.ids)).get(path.includes('/stripe/') ? 'stripe' : word);
    return [
      path,
      id === undefined
        ? methods
        : Object.fromEntries(Object.entries(methods).map(([method, operation]) => [method, withId(operation, id)])),
    ];
  });
  return { ...document, paths: Object.fromEntries(entries) };
}

const operationSchema = z.looseObject({ parameters: z.array(z.looseObject({ in: z.string() })).default([]) });

function withId(operation: unknown, id: string): unknown {
  const read = operationSchema.parse(operation);
  const known = { type: 'string', enum: [id] };
  const step = { type: 'string', enum: [STEP] };
  const parameters = read.parameters.map((one) =>
    one.in === 'path' ? { ...one, schema: one.name === 'stepId' ? step : known } : one,
  );
  return JSON.parse(JSON.stringify({ ...read, parameters }).replaceAll(/"2026(-\d\d-\d\d)"/g, '"2027$1"'));
}

it('is answered as documented on things that are there', async () => {
  const options = [...bearer(served.key), '-n', '6', '--phases', 'examples,fuzzing'];
  const report = await run('known ids', onKnownIds(), options);
  expectClean(report, 100);
  const accepted = new Map(
    Object.entries(report.valid_rates).map(([operation, phases]) => [
      operation,
      Object.values(phases).reduce((sum, { accepted }) => sum + accepted, 0),
    ]),
  );
  const never = operations.filter((operation) => !accepted.get(operation));
  // Nobody here can sign for Stripe, and the link was used by its POST before anybody looked at it. A promise and a step's
  // approval fit only some states of a case, which the other calls change as they come.
  const byChance = ['GET /v1/links/{token}', 'PUT /v1/invoices/{id}/promise', 'POST /v1/invoices/{id}/steps/{stepId}'];
  expect(never.filter((operation) => !byChance.includes(operation))).toEqual(['POST /v1/webhooks/stripe/{creditorId}']);
});

it('is answered as documented without a key', async () => {
  const report = await run('no key', document, [
    '-n',
    '3',
    '--phases',
    'examples,fuzzing',
    '--exclude-checks',
    'positive_data_acceptance',
  ]);
  expectClean(report, 40);
  const accepted = Object.entries(report.valid_rates).filter(([, phases]) =>
    Object.values(phases).some(({ accepted }) => accepted > 0),
  );
  expect(accepted.map(([operation]) => operation)).toEqual(['GET /v1/openapi.json']);
});
