/** The same scripted cases on the local interpreter and on MiniStack's Step Functions: both have to tell the same story. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decisions } from './cases/decisions.ts';
import { endings } from './cases/endings.ts';
import { faults } from './cases/faults.ts';
import { parks } from './cases/parks.ts';
import { tableFaults } from './cases/table-faults.ts';
import { wakes } from './cases/wakes.ts';
import { definitionOf } from './machines.ts';
import { type Definition, metBy, obligationsOf } from './obligations.ts';
import { type Outcome, type Played, playAll } from './play-cases.ts';
import { asOnAws, tableOf } from './report.ts';
import type { Case } from './script.ts';
import type { Trace } from './trace.ts';

const cases: readonly Case[] = [...decisions, ...faults, ...tableFaults, ...parks, ...wakes, ...endings];
const definition: Definition = JSON.parse(definitionOf('as-in-the-file'));

let results: ReadonlyMap<string, Played> = new Map();
const equal = new Set<string>();

beforeAll(async () => {
  results = new Map((await playAll(cases)).map((played) => [played.played.name, played]));
});

afterAll(() => {
  console.log(tableOf([...results.values()].map((played) => ({ played, equal: equal.has(played.played.name) }))));
});

describe('the local interpreter and MiniStack', () => {
  it('play cases of different names', () => {
    expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length);
  });

  it.each(cases)('agree on a case that $name', ({ name, path, known = [] }) => {
    const played = results.get(name);
    const [local, ministack] = [traceOf(played?.local), traceOf(played?.ministack)];
    const [here, there] = asOnAws({ name, path, known }, local, ministack);
    expect(here.visits.map(({ state }) => state)).toEqual(path);
    expect(there).toEqual(here);
    // A difference that is there no more is to be taken off the list.
    if (known.length > 0) expect(ministack).not.toEqual(local);
    equal.add(name);
  });

  it.each(['local', 'ministack'] as const)('walk every transition, retry and catch of the definition: %s', (side) => {
    const met = [...results.values()].flatMap((played) => metBy(definition, traceOf(played[side]).visits));
    expect(obligationsOf(definition).filter((duty) => !met.includes(duty))).toEqual([]);
  });
});

function traceOf(outcome: Outcome | undefined): Trace {
  if (outcome === undefined) throw new Error('expected the case to have been played, found nothing of it');
  if (outcome instanceof Error) throw outcome;
  return outcome;
}
