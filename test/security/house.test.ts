/** Attacks on the whole local pipeline, over HTTP and with its real template, bundles and table; one pipeline for all. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { whatIsGivenAway } from './answers.ts';
import { bodiesNobodySends } from './bodies.ts';
import { type House, openHouse } from './house.ts';
import { limitsOfAKey } from './limits.ts';
import { forgedLinks } from './links.ts';
import { oddRows } from './rows.ts';
import { strangersAtEveryDoor } from './strangers.ts';
import { forgedWebhooks } from './webhooks.ts';

let opened: House | undefined;
let before: ReadonlyMap<string, string> = new Map();
const house = (): House => {
  if (!opened) throw new Error('expected the pipeline to run, found it closed');
  return opened;
};

/** Four creditors are set up and a case is chased for three weeks; a busy machine takes its time for that. */
const SETTING_UP_MS = 300_000;

beforeAll(async () => {
  opened = await openHouse();
  before = await opened.itemsOf(opened.victim.creditorId);
}, SETTING_UP_MS);
afterAll(() => opened?.close());

describe('doors', () => strangersAtEveryDoor(house));

describe('what is given away', () => whatIsGivenAway(house));
describe('bodies', () => bodiesNobodySends(house));
describe('rows', () => oddRows(house));
describe('webhooks', () => forgedWebhooks(house));
describe('links', () => forgedLinks(house));
describe('the limit of a key', () => limitsOfAKey(house));

describe('after all of this', () => {
  it('no item of the victim has changed, none has come and none has gone', async () => {
    await house().stage.pipeline.settle();
    const after = await house().itemsOf(house().victim.creditorId);
    expect(before.size).toBeGreaterThan(10);
    expect([...after].filter(([key, item]) => before.get(key) !== item)).toEqual([]);
    expect([...before.keys()].filter((key) => !after.has(key))).toEqual([]);
  });
});
