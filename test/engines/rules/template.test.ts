/**
 * Every pattern of the synthesized template, of rules and of stream filters, with events as they really come and with the
 * near-misses of those that it takes: the local bus and event-ruler give the same verdict on all of them.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import { SILENT_RECORDS } from '../../../contracts/events/silent.ts';
import { TRANSITIONS } from '../../../core/case/transition.ts';
import { compilePattern } from '../../../local/events/pattern.ts';
import { type Assembly, readAssembly } from '../../../local/template/assembly.ts';
import { type Blueprint, readBlueprint } from '../../../local/template/blueprint.ts';
import { synthesize } from '../../../local/template/synthesize.ts';
import { compare, type Named, tell } from './agreement.ts';
import { nearMisses } from './near-misses.ts';
import { type Event, foreignEvents, mailEvents, ownEvents, streamRecords } from './samples.ts';
import { folderOf } from './shared-data.ts';

let assembly: Assembly;
let blueprint: Blueprint;

beforeAll(async () => {
  assembly = await readAssembly(await synthesize('dev'));
  blueprint = await readBlueprint(assembly, { account: '012345678912', region: 'eu-west-1' });
});

/** Counted in the raw template, so that no pattern is left out because somebody could not read it. */
function propertiesOf(type: string): Readonly<Record<string, unknown>>[] {
  const resources = assembly.stacks.flatMap(({ Resources }) => Object.values(Resources));
  return resources.filter(({ Type }) => Type === type).map(({ Properties }) => Properties);
}

function question(name: string, pattern: unknown, events: readonly Event[]): Named {
  const takes = compilePattern(pattern);
  const all = events.map(({ event }) => event);
  return { name, pattern, events: [...all, ...all.filter(takes).flatMap(nearMisses)] };
}

async function expectAgreement(what: string, questions: readonly Named[]): Promise<void> {
  const agreement = await compare(questions);
  console.log(tell(what, agreement));
  expect(agreement.disagreements).toEqual([]);
  expect([agreement.refused, agreement.onesided]).toEqual([0, []]);
}

const mail = mailEvents([{}]);
describe.skipIf(mail.length === 0)(`rules (skipped where ${folderOf('aws-ses-docs-events')} is absent)`, () => {
  it('take the same events on the local bus and in event-ruler', async () => {
    const patterned = propertiesOf('AWS::Events::Rule').filter(({ EventPattern }) => EventPattern !== undefined);
    expect(blueprint.rules.length).toBe(patterned.length);
    const set = { 'ses:configuration-set': blueprint.configurationSets[0] ?? 'none' };
    const kinds = ['reminder', 'receipt', 'report', 'statement', 'Reminder'].map((kind) => ({
      ...set,
      'dunlin-kind': kind,
    }));
    const others = [set, { 'dunlin-kind': 'reminder' }, { 'ses:configuration-set': 'other', 'dunlin-kind': 'receipt' }];
    const events = [...ownEvents(), ...mailEvents([...kinds, ...others]), ...foreignEvents()];
    await expectAgreement(
      "the template's rules",
      blueprint.rules.map(({ name, pattern }) => question(name, pattern, events)),
    );
  });
});

describe('stream filters', () => {
  it('take the same records in the local pipeline and in event-ruler', async () => {
    const filtered = propertiesOf('AWS::Lambda::EventSourceMapping').filter(({ FilterCriteria }) => FilterCriteria);
    expect(blueprint.mappings.filter(({ filters }) => filters.length > 0).length).toBe(filtered.length);
    const records = streamRecords([...new Set([...Object.keys(TRANSITIONS), ...SILENT_RECORDS])]);
    const questions = blueprint.mappings.flatMap(({ logicalId, filters }) =>
      filters.map((pattern, index) => question(`${logicalId} ${index}`, pattern, records)),
    );
    expect(questions.length).toBeGreaterThan(0);
    await expectAgreement("the template's stream filters", questions);
  });
});
