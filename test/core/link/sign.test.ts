import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linkOf } from '../../../contracts/links.ts';
import { addressDigest } from '../../../core/contact/digest.ts';
import { colleagueOf, expiryOf, LINK_ACTIONS, type Link, linkActor } from '../../../core/link/link.ts';
import { claimedBy, isSigned, linkFor, linkUse, tokenOf } from '../../../core/link/sign.ts';
import { aCreditor, aCustomer } from '../../support/builders.ts';

const KEY = 'a key of this creditor';
const aLink = (fields: Partial<Link> = {}): Link => ({
  creditorId: 'demo',
  recipient: addressDigest(KEY, 'robin@demo.example'),
  action: 'approve',
  target: { invoiceId: 'INV/1 #ü', stepId: 'final', cycle: 1 },
  expiresAt: '2026-03-31T10:00:00.000Z',
  ...fields,
});

describe('a signed link', () => {
  it('comes back as it was made, whatever its ids are', () => {
    const ids = fc.string({ minLength: 1, maxLength: 60, unit: 'grapheme' });
    fc.assert(
      fc.property(ids, ids, fc.constantFrom(...LINK_ACTIONS), (creditorId, invoiceId, action) => {
        const link = aLink({ creditorId, action, target: { invoiceId } });
        const token = tokenOf(link, KEY);
        expect(linkOf(claimedBy(token))).toEqual(link);
        expect(isSigned(token, KEY)).toBe(true);
        expect(token).toMatch(/^[\w.-]+$/);
      }),
    );
  });

  it('is refused with any one of its characters changed to any other', () => {
    const token = tokenOf(aLink(), KEY);
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=%';
    for (let at = 0; at < token.length; at++)
      for (const other of alphabet) {
        if (other === token[at]) continue;
        expect(isSigned(`${token.slice(0, at)}${other}${token.slice(at + 1)}`, KEY), `at ${at}: ${other}`).toBe(false);
      }
  });

  it.each([
    { when: 'cut off', token: (token: string) => token.slice(0, -1) },
    { when: 'made longer', token: (token: string) => `${token}A` },
    { when: 'without a signature', token: (token: string) => `${token.split('.')[0]}.` },
    { when: 'with a line break', token: (token: string) => `${token}\n` },
    { when: 'empty', token: () => '' },
    { when: 'signed with another key', token: () => tokenOf(aLink(), 'a key of another creditor') },
  ])('is refused when $when', ({ token }) => {
    expect(isSigned(token(tokenOf(aLink(), KEY)), KEY)).toBe(false);
  });

  it.each([
    { when: 'is no JSON', fields: 'bm90IGpzb24.AAAA' },
    { when: 'is too long', fields: `${'A'.repeat(5000)}.AAAA` },
    { when: 'is of another version', fields: `${Buffer.from('{"v":2}').toString('base64url')}.AAAA` },
  ])('is nobody’s when what it says $when', ({ fields }) => {
    expect(linkOf(claimedBy(fields))).toBeUndefined();
  });

  it('is used under a name of its own', () => {
    const one = tokenOf(aLink(), KEY);
    const other = tokenOf(aLink({ expiresAt: '2026-04-01T10:00:00.000Z' }), KEY);
    expect(linkUse(one)).not.toBe(linkUse(other));
    expect(linkUse(one)).toMatch(/^link-[0-9a-f]{64}$/);
  });

  it('is made for an address, under the stage’s own', () => {
    const creditor = aCreditor({ addressKey: KEY });
    const wish = { recipient: 'Robin@Demo.example ', action: 'approve', target: aLink().target } as const;
    const url = linkFor(creditor, wish, { publicUrl: 'https://api.example/', now: '2026-03-01T10:00:00.000Z' });
    expect(url).toBe(`https://api.example/v1/links/${tokenOf(aLink(), KEY)}`);
  });
});

describe('a link’s life', () => {
  it.each([
    { action: 'hold-7-days', then: '2026-03-15T10:00:00.000Z' },
    { action: 'stop-today', then: '2026-03-15T10:00:00.000Z' },
    { action: 'approve', then: '2026-03-31T10:00:00.000Z' },
    { action: 'task-done', then: '2026-03-31T10:00:00.000Z' },
  ] as const)('of $action ends at $then', ({ action, then }) => {
    expect(expiryOf(action, '2026-03-01T10:00:00.000Z')).toBe(then);
  });
});

describe('whoever a link was mailed to', () => {
  const creditor = aCreditor({ addressKey: KEY, editions: [{ email: 'cfo@demo.example', edition: 'cfo' }] });
  const customer = aCustomer({ owner: { email: 'kim@demo.example' } });

  it.each([
    'robin@demo.example',
    'finance@demo.example',
    'billing@demo.example',
    'cfo@demo.example',
    'KIM@demo.example',
  ])('is a colleague: %s', (address) =>
    expect(colleagueOf(addressDigest(KEY, address), creditor, [customer])?.toLowerCase()).toBe(address.toLowerCase()),
  );

  it.each(['left@demo.example', 'ap@acme.example'])('is none any more: %s', (address) =>
    expect(colleagueOf(addressDigest(KEY, address), creditor, [customer])).toBeUndefined(),
  );

  it('is named by a short digest', () => expect(linkActor(aLink())).toMatch(/^link:[0-9a-f]{12}$/));
});
