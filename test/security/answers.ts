/** What the owner's own answers and letters give away: nothing that opens a door, and no address that tells who is known. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { makeKey } from '../../bin/operate/new-creditor.ts';
import type { House } from './house.ts';
import { methodOf, pathOf } from './knock.ts';

/** What a colleague's mail may hold of the API: whom it is for and what it does is in it, and nobody can write another. */
const SIGNED_LINK = /https?:\/\/[\w.:-]+\/v1\/links\/[\w-]+\.[\w-]{43}(?=\s|$)/g;

export function whatIsGivenAway(house: () => House): void {
  it('holds no token, no digest of a key, no salt and no key of the table, on any route that reads', async () => {
    const { victim, ids, routes, knock } = house();
    const key = `key-of-${victim.creditorId}`;
    const token = await victim.field('taskToken');
    const secrets = [
      String(token),
      'salt-of-the-tests',
      createHash('sha256').update(key).digest('hex'),
      key,
      'CRED#',
      'whsec_',
    ];
    expect(String(token).length).toBeGreaterThan(20);
    for (const route of routes.filter((one) => methodOf(one) === 'GET')) {
      const id = Object.entries(ids).find(([kind]) => route.includes(`/${kind}/`))?.[1] ?? '';
      const { status, text } = await knock({ method: 'GET', path: pathOf(route, id), key });
      expect({ route, status }).toEqual({ route, status: 200 });
      expect({ route, found: secrets.filter((secret) => text.includes(secret)) }).toEqual({ route, found: [] });
    }
  });

  describe('ids', () => {
    it('of messages and tasks are digests of which nobody guesses one from another', async () => {
      const { ids, victim } = house();
      const { records } = await victim.timeline();
      const all = [...new Set([...records.flatMap(({ messageId }) => messageId ?? []), ids.messages, ids.tasks])];
      expect(all.length).toBeGreaterThan(2);
      for (const id of all) expect(id).toMatch(/^[0-9a-f]{32}$/);
      expect(new Set(all.map((id) => id.slice(0, 8))).size).toBe(all.length);
    });

    it('that are keys have 256 bits of chance', () => {
      const keys = Array.from({ length: 50 }, makeKey);
      for (const key of keys) expect(key).toMatch(/^dunlin_[\w-]{43}$/);
      expect(new Set(keys).size).toBe(keys.length);
    });
  });

  describe('letters', () => {
    it('are answered to people, and carry neither an address nor a link of ours that could be asked who is known', () => {
      const letters = house().victim.letters();
      expect(letters.length).toBeGreaterThan(2);
      for (const { headers, text, to, cc } of letters) {
        const names = [...headers.keys()].map((name) => name.toLowerCase());
        expect(names.filter((name) => name.startsWith('list-'))).toEqual([]);
        expect([...to, ...cc].filter((address) => /[+=]|bounce|reply/.test(address))).toEqual([]);
        const isToColleagues = [...to, ...cc].every((address) => address.includes('@seller.example'));
        const said = isToColleagues ? text.replace(SIGNED_LINK, '') : text;
        expect(said).not.toMatch(/https?:\/\/\S*(unsubscribe|optout|opt-out|\/v1\/)/i);
      }
    });
  });
}
