/** Keys that open nothing, and keys that open another creditor's door: tried on every route that the template has. */
import { beforeAll, describe, expect, it } from 'vitest';
import { ROUTES, routeOf } from '../../contracts/api/routes.ts';
import { policyBody } from '../../contracts/openapi/examples.ts';
import { OPERATIONS } from '../../contracts/openapi/operations.ts';
import { SCOPES } from '../../contracts/scopes.ts';
import { BYSTANDER, type House, INTRUDER, VICTIMS_POLICY } from './house.ts';
import { type Answer, expectProblem, likeness, methodOf, pathOf } from './knock.ts';

/** Routes that ask for no key: one more is a new door, and needs attacks of its own. */
const OPEN_DOORS = [
  'GET /v1/links/{token}',
  'GET /v1/openapi.json',
  'POST /v1/links/{token}',
  'POST /v1/webhooks/stripe/{creditorId}',
];

const keyed = Object.keys(ROUTES).filter((route) => !OPEN_DOORS.includes(route));
/** It makes what is not there, so that nothing can be learnt from finding nothing. */
const PUBLISHING = 'PUT /v1/policies/{id}';
const withId = keyed.filter((route) => route.includes('{id}') && route !== PUBLISHING);
/** What the owner's list holds, where it is not the invoice. */
const OWN: Readonly<Record<string, string>> = {
  'GET /v1/policies': VICTIMS_POLICY,
  'GET /v1/segments': VICTIMS_POLICY,
};

/** A valid body of the route, as the documentation shows it. */
function bodyOf(route: string): string | undefined {
  const [, operation] = Object.entries(OPERATIONS).find(([key]) => key === route) ?? [];
  return operation?.takes ? JSON.stringify(operation.takes.example) : undefined;
}

/** The same place as a stranger may try to write it. */
const spellings = (id: string, creditorId: string): readonly string[] => [
  id,
  `../${id}`,
  `CRED#${creditorId}#INV#${id}`,
  `x#../${creditorId}/${id}`,
  `${creditorId}/${id}`,
  `${id}\u0000`,
  `${id} `,
  encodeURIComponent(`${creditorId}#${id}`),
];

export function strangersAtEveryDoor(house: () => House): void {
  const ask = (route: string, id: string, headers: Readonly<Record<string, string>>): Promise<Answer> =>
    house().knock({ method: methodOf(route), path: pathOf(route, id), headers, body: bodyOf(route) });
  const withKey = (route: string, id: string, key: string): Promise<Answer> =>
    ask(route, id, { authorization: `Bearer ${key}` });
  const idFor = (route: string): string =>
    Object.entries(house().ids).find(([kind]) => route.includes(`/${kind}/`))?.[1] ?? 'x';

  it('are all known here', () => {
    expect([...house().routes].sort()).toEqual(Object.keys(ROUTES).sort());
    expect(
      Object.entries(ROUTES)
        .flatMap(([route, { scope }]) => (scope === null ? [route] : []))
        .sort(),
    ).toEqual(OPEN_DOORS);
  });

  describe('a key that is none', () => {
    let bad: Readonly<Record<string, string | undefined>> = {};
    beforeAll(async () => {
      const { makeKey, victim } = house();
      const now = house().stage.pipeline.now();
      const creditorId = victim.creditorId;
      bad = {
        missing: undefined,
        empty: '',
        'no scheme': `key-of-${creditorId}`,
        'another scheme': `Basic ${Buffer.from(`key-of-${creditorId}:`).toString('base64')}`,
        guessed: 'Bearer dunlin_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
        digest: `Bearer ${[...(await house().items())].find(({ label }) => label === 'scenario')?.hash}`,
        revoked: `Bearer ${await makeKey('revoked', { creditorId, revokedAt: new Date(now).toISOString() })}`,
        expired: `Bearer ${await makeKey('expired', { creditorId, expiresAt: new Date(now).toISOString() })}`,
        'two keys': `Bearer key-of-${creditorId}, Bearer key-of-${INTRUDER}`,
        'not ASCII': 'Bearer schlüssel',
        'very long': `Bearer ${'k'.repeat(7000)}`,
      };
    });

    it.each(keyed)('%s answers each of them alike, and says nothing more', async (route) => {
      const answers = await Promise.all(
        Object.entries(bad).map(async ([what, authorization]) => {
          const answer = await ask(route, idFor(route), authorization === undefined ? {} : { authorization });
          expectProblem(answer, 401);
          return { what, answer: likeness(answer) };
        }),
      );
      const [first] = answers;
      for (const { what, answer } of answers) expect({ what, answer }).toEqual({ what, answer: first?.answer });
    });
  });

  describe('a key without the scope', () => {
    it.each(keyed)('is refused by %s, and the scope alone is enough', async (route) => {
      const scope = routeOf(route)?.scope ?? '';
      const { makeKey } = house();
      const others = await makeKey(`all-but-${scope}`, { scopes: SCOPES.filter((other) => other !== scope) });
      const none = await makeKey('none', { scopes: [] });
      const only = await makeKey(`only-${scope}`, { scopes: [scope] });
      for (const key of [others, none]) expectProblem(await withKey(route, 'nothing', key), 403);
      expect([401, 403]).not.toContain((await withKey(route, 'nothing', only)).status);
    });
  });

  describe("another creditor's key", () => {
    it.each(withId)('finds nothing behind %s, and cannot tell what is there from what is not', async (route) => {
      const key = await house().makeKey('full');
      const id = idFor(route);
      const nothing = likeness(await withKey(route, `${id.slice(0, -1)}~`, key));
      expect(nothing).toMatchObject({ status: 404 });
      for (const spelling of spellings(id, house().victim.creditorId)) {
        const answer = likeness(await withKey(route, spelling, key));
        expect({ spelling, answer }).toEqual({ spelling, answer: nothing });
      }
    });

    it('publishes a policy of its own under an id that the victim has, and the victim keeps theirs', async () => {
      const { knock, makeKey, victim } = house();
      const path = `/v1/policies/${VICTIMS_POLICY}`;
      const show = async (key: string): Promise<string> => (await knock({ method: 'GET', path, key })).text;
      const [key, own] = [await makeKey('full'), `key-of-${victim.creditorId}`];
      const before = await show(own);
      const body = JSON.stringify({ ...policyBody, id: VICTIMS_POLICY, mode: 'dry' });
      expect((await knock({ method: 'PUT', path, key, body })).status).toBe(200);
      expect(await show(key)).toContain('"mode":"dry"');
      expect(await show(own)).toBe(before);
      expect(before).not.toContain('"mode":"dry"');
    });

    it.each(withId.filter((route) => route.startsWith('GET')))(
      'is what keeps it out of %s: the owner gets in',
      async (route) => {
        const { scope } = routeOf(route) ?? {};
        const scopes = scope ? [scope] : [];
        const own = await house().makeKey('own', { creditorId: house().victim.creditorId, scopes });
        expect((await withKey(route, idFor(route), own)).status).toBe(200);
      },
    );

    it.each(keyed.filter((route) => route.startsWith('GET') && !route.includes('{id}')))(
      'reads nothing of it in %s',
      async (route) => {
        const [key, own] = [
          await house().makeKey('bystander', { creditorId: BYSTANDER }),
          `key-of-${house().victim.creditorId}`,
        ];
        const ours = await withKey(route, '', own);
        const mark = OWN[route] ?? 'INV-1';
        expect(ours.text).toContain(mark);
        for (const query of ['', '?customerId=C-1', '?limit=200', `?customerId=${encodeURIComponent('../C-1')}`]) {
          const path = `${pathOf(route, '')}${query}`;
          const { status, text } = await house().knock({ method: 'GET', path, key });
          expect({ path, status, found: text.includes(mark) }).toEqual({ path, status: 200, found: false });
          if (!text.startsWith('{"policies":')) expect(text).toMatch(/^\{"(invoices|tasks|segments)":\[\]\}$/);
        }
      },
    );
  });
}
