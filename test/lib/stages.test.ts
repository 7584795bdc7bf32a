/** Stages: what they are called, and how prod differs from a stage that may be thrown away. */
import { describe, expect, it } from 'vitest';
import { stageNamed } from '../../lib/stages.ts';
import { one, synthesize } from './synthesis.ts';

describe('a stage', () => {
  it('that does not exist is refused with the names there are', () => {
    expect(() => stageNamed('production')).toThrow('expected a stage out of dev, prod, found "production"');
    expect(() => stageNamed('toString')).toThrow('found "toString"');
  });

  it('reserves one execution for the sweep in prod only, for a fresh account could not spare it', () => {
    const reserved = (stage: string) =>
      one(synthesize(stage).ofType('AWS::Lambda::Function'), 'FunctionsStartDueCases').Properties
        .ReservedConcurrentExecutions;
    expect(reserved('prod')).toBe(1);
    expect(reserved('dev')).toBeUndefined();
  });

  it('of production keeps its stacks from being deleted', () => {
    const stacks = (stage: string) =>
      synthesize(stage)
        .app.synth()
        .stacks.map(({ terminationProtection }) => terminationProtection);
    expect(stacks('prod')).toEqual([true, true]);
    expect(stacks('dev')).toEqual([false, false]);
  });

  it('needs no account: nothing is looked up', () => {
    const assembly = synthesize('prod').app.synth();
    expect(assembly.manifest.missing ?? []).toEqual([]);
    expect(assembly.stacks.map(({ environment }) => environment.account)).toEqual([
      'unknown-account',
      'unknown-account',
    ]);
  });
});
