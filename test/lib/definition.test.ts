/** The state machine's definition and the template around it: names, placeholders and expressions that must agree. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import validate from 'asl-validator';
import jsonata from 'jsonata';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { FaultName } from '../../core/fault.ts';
import { one, synthesize } from './synthesis.ts';

const source = readFileSync(join(import.meta.dirname, '../../statemachines/dunning.asl.json'), 'utf8');
const state = z.looseObject({
  Type: z.string(),
  Comment: z.string().optional(),
  Next: z.string().optional(),
  Default: z.string().optional(),
  Choices: z.array(z.looseObject({ Next: z.string() })).default([]),
  Retry: z.array(z.looseObject({ ErrorEquals: z.array(z.string()) })).default([]),
  Catch: z.array(z.looseObject({ ErrorEquals: z.array(z.string()), Next: z.string() })).default([]),
});
const definition = z
  .looseObject({ StartAt: z.string(), States: z.record(z.string(), state) })
  .parse(JSON.parse(source));
/** A name more or less does not compile. */
const faultNames: Readonly<Record<FaultName, true>> = { StepRejected: true, StepDeferred: true, StepUnavailable: true };
const states = Object.entries(definition.States);

describe('the dunning definition', () => {
  it('has exactly the placeholders that the template substitutes', () => {
    const named = new Set([...source.matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name));
    const machine = one(synthesize('dev').ofType('AWS::StepFunctions::StateMachine'));
    const substitutions = z.record(z.string(), z.unknown()).parse(machine.Properties.DefinitionSubstitutions);
    expect(new Set(Object.keys(substitutions))).toEqual(named);
  });

  it('retries and catches only errors that can happen', () => {
    const possible = new Set<string>([...Object.keys(faultNames), 'States.Timeout', 'States.ALL']);
    const named = states.flatMap(([, { Retry, Catch }]) =>
      [...Retry, ...Catch].flatMap(({ ErrorEquals }) => ErrorEquals),
    );
    const strange = named.filter((name) => !possible.has(name) && !/^(Lambda|DynamoDb|DynamoDB)\.[A-Z]\w+$/.test(name));
    expect(strange).toEqual([]);
  });

  it('names every DynamoDB error as AWS does and as emulators do', () => {
    const aws = new Set([...source.matchAll(/"DynamoDb\.(\w+)"/g)].map(([, name]) => name));
    const emulators = new Set([...source.matchAll(/"DynamoDB\.(\w+)"/g)].map(([, name]) => name));
    expect(aws.size).toBeGreaterThan(0);
    expect(emulators).toEqual(aws);
  });

  it('holds only expressions that compile', () => {
    const expressions = [...source.matchAll(/\{%(?<code>.+?)%\}/g)].map(({ groups }) => groups?.code ?? '');
    const broken = expressions.filter((code) => !compiles(code));
    expect(expressions.length).toBeGreaterThan(20);
    expect(broken).toEqual([]);
  });

  it('is valid Amazon States Language', () => {
    const { isValid, errors } = validate(JSON.parse(source), { checkPaths: true, checkArn: false });
    expect({ isValid, errors }).toEqual({ isValid: true, errors: [] });
  });

  it('never fails an execution by itself, for a redriven Fail only fails again', () => {
    expect(states.filter(([, { Type }]) => Type === 'Fail').map(([name]) => name)).toEqual([]);
  });

  it('says of every state what a customer experiences', () => {
    expect(states.filter(([, { Comment }]) => !Comment?.endsWith('.')).map(([name]) => name)).toEqual([]);
  });

  it('reaches every state', () => {
    const targets = states.flatMap(([, { Next, Default, Choices, Catch }]) => [
      Next,
      Default,
      ...[...Choices, ...Catch].map((edge) => edge.Next),
    ]);
    const reached = new Set([definition.StartAt, ...targets]);
    expect(states.map(([name]) => name).filter((name) => !reached.has(name))).toEqual([]);
  });

  it('draws every state in its diagram and explains it', () => {
    const readme = readFileSync(join(import.meta.dirname, '../../statemachines/README.md'), 'utf8');
    const [, diagram = ''] = readme.split('```');
    const prose = readme.replace(diagram, '');
    const missing = states
      .map(([name]) => name)
      .filter((name) => !diagram.includes(name) || !prose.includes(`\`${name}\``));
    expect(missing).toEqual([]);
  });
});

function compiles(code: string): boolean {
  try {
    jsonata(code);
    return true;
  } catch {
    return false;
  }
}
