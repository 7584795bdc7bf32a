/** The events' examples are what consumers build against, so each is parsed and each event has one. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { delivered, EVENTS, type EventName } from '../../contracts/events/catalogue.ts';

const folder = join(import.meta.dirname, '../../contracts/events/examples');
const exampleOf = (name: EventName): Record<string, object> =>
  JSON.parse(readFileSync(join(folder, `${name.slice('dunlin.'.length)}.json`), 'utf8'));

const isEvent = (name: string): name is EventName => name in EVENTS;
const names = Object.keys(EVENTS).filter(isEvent);

describe.each(names)('%s', (name) => {
  it('is told as its example shows', () => {
    const example = exampleOf(name);
    expect(delivered(name).parse(example)).toEqual(example);
  });

  it('may carry more than this version knows', () => {
    const { detail, ...rest } = exampleOf(name);
    const later = { ...rest, detail: { ...detail, addedLater: true } };
    expect(delivered(name).parse(later).detail).not.toHaveProperty('addedLater');
  });

  it('cannot be ordered without its order, nor dropped as a repeat without its id', () => {
    for (const field of ['order', 'id', 'creditorId', 'at', 'version']) {
      const { detail, ...rest } = exampleOf(name);
      expect(delivered(name).safeParse({ ...rest, detail: { ...detail, [field]: undefined } }).success).toBe(false);
    }
  });
});

it('has an example of every event and no others', () => {
  expect(readdirSync(folder).sort()).toEqual(names.map((name) => `${name.slice('dunlin.'.length)}.json`).sort());
});

it('names cases by id and carries no address, amount or text', () => {
  for (const name of names)
    expect(JSON.stringify(exampleOf(name))).not.toMatch(/@|amount|total|"name"|address|subject/i);
});
