/** Definitions that nobody here wrote: the verdict in a file's name and ours must not contradict each other. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import json5 from 'json5';
import { describe, expect, it } from 'vitest';
import { statusChange } from '../../../local/states/execution.ts';
import { loadMachine } from '../../../local/states/load.ts';
import { machineOf, run } from './house.ts';

const shared = fileURLToPath(new URL('../../../../shared/data/', import.meta.url));
type Verdict = 'accepted' | 'UnsupportedDefinition' | 'InvalidDefinition';

function verdictOf(definition: unknown): Verdict {
  try {
    loadMachine(definition);
    return 'accepted';
  } catch (error) {
    const name = error instanceof Error ? error.name : '';
    if (name === 'UnsupportedDefinition' || name === 'InvalidDefinition') return name;
    throw error;
  }
}

function verdicts(folder: string, parse: (text: string) => unknown): readonly (readonly [string, Verdict])[] {
  const path = `${shared}${folder}/`;
  if (!existsSync(path)) return [];
  const files = readdirSync(path).filter((file) => /\.json5?$/.test(file));
  return files.map((file) => [file, verdictOf(parse(readFileSync(path + file, 'utf8')))] as const);
}

function counted(all: readonly (readonly [string, Verdict])[]): string {
  const count = (verdict: Verdict) => all.filter(([, found]) => found === verdict).length;
  if (all.length === 0) return 'skipped: ../shared/data is not here';
  return `accepted ${count('accepted')}, refused as unsupported ${count('UnsupportedDefinition')}, as invalid ${count('InvalidDefinition')}`;
}

const validator = verdicts('asl-validator', (text) => text);
const localstack = verdicts('asl-localstack', (text) => json5.parse(text));

describe.skipIf(validator.length === 0)(`definitions of asl-validator (${counted(validator)})`, () => {
  it.each(validator)('%s: %s does not contradict its name', (file, verdict) => {
    expect(verdict).not.toBe(file.startsWith('valid') ? 'InvalidDefinition' : 'accepted');
  });
});

describe.skipIf(localstack.length === 0)(`definitions of LocalStack (${counted(localstack)})`, () => {
  it.each(localstack)('%s: %s does not contradict its name', (file, verdict) => {
    expect(verdict).not.toBe(file.includes('__invalid') ? 'accepted' : 'InvalidDefinition');
  });

  it('plays an undefined argument as AWS recorded it: the query failed', async () => {
    const text = readFileSync(`${shared}asl-localstack/assign__base_undefined_arguments_field.json5`, 'utf8');
    const { States } = json5.parse(text);
    const { row } = await run(States);
    expect(row).toMatchObject({ status: 'FAILED', error: 'States.QueryEvaluationError' });
  });
});

const events = `${shared}aws-stepfunctions-events/`;
describe.skipIf(!existsSync(events))('status change events', () => {
  it.each([
    ['execution-started', { Type: 'Wait', Seconds: 60, End: true }],
    ['execution-succeeded', { Type: 'Pass', End: true }],
    ['execution-failed', { Type: 'Fail' }],
  ])('have the detail of the sample %s', async (file, state) => {
    const { detail } = JSON.parse(readFileSync(`${events}${file}.json`, 'utf8'));
    const { row } = await run({ Only: state });
    const shape = (value: unknown) => (value === null ? 'null' : typeof value);
    const ours = Object.entries(statusChange(row)).map(([key, value]) => [key, shape(value)]);
    const theirs = Object.entries(detail).map(([key, value]) => [key, shape(value)]);
    expect(Object.fromEntries(ours)).toMatchObject(Object.fromEntries(theirs));
    expect(statusChange(row).status).toBe(detail.status);
  });
});

it('reads the same machine from text and from an object', () => {
  const machine = machineOf({ A: { Type: 'Pass', End: true } });
  expect(loadMachine(JSON.stringify(machine)).digest).toBe(loadMachine(machine).digest);
});
