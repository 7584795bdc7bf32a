/** Stages: what they are called, and how prod differs from a stage that may be thrown away. */
import { describe, expect, it } from 'vitest';
import { sandboxClock, stageNamed } from '../../lib/stages.ts';
import { one, synthesize, synthesizeAnew } from './synthesis.ts';

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

describe('a sandbox', () => {
  const clockEpoch = '2026-02-01T00:00:00.000Z';

  it('gives every function its clock and lets every schedule tick each minute', () => {
    const sandbox = synthesizeAnew('dev', { context: { secondsPerDay: '10', clockEpoch } });
    const clocks = sandbox
      .ofType('AWS::Lambda::Function')
      .filter(({ logicalId }) => logicalId.startsWith('Functions'))
      .map(({ Properties: { Environment } }) => Environment);
    expect(clocks.length).toBeGreaterThan(10);
    for (const environment of clocks)
      expect(environment).toMatchObject({ Variables: { SECONDS_PER_DAY: '10', CLOCK_EPOCH: clockEpoch } });
    const ticks = (synthesized: typeof sandbox) =>
      synthesized.ofType('AWS::Events::Rule').flatMap(({ Properties }) => Properties.ScheduleExpression ?? []);
    expect(ticks(sandbox)).toEqual(Array.from({ length: 4 }, () => 'rate(1 minute)'));
    expect(new Set(ticks(synthesize('dev')))).toEqual(new Set(['rate(5 minutes)', 'rate(15 minutes)']));
  });

  it('is no place for real customers, needs a day of ten seconds and says what is missing', () => {
    expect(() => sandboxClock('prod', '10', clockEpoch)).toThrow('expected real time in prod');
    expect(() => sandboxClock('dev', '9', clockEpoch)).toThrow('expected secondsPerDay from 10 to 86400, found "9"');
    expect(() => sandboxClock('dev', '10', undefined)).toThrow('expected clockEpoch beside secondsPerDay');
    expect(() => sandboxClock('dev', '10', 'soon')).toThrow('found "soon"');
    expect(() => sandboxClock('dev', undefined, clockEpoch)).toThrow('expected secondsPerDay');
    expect(sandboxClock('dev', undefined, undefined)).toBeUndefined();
  });
});
