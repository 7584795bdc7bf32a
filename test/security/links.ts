/** Signed links that nobody here made, or not so, or not now: none changes anything, and none tells how nearly right it was. */
import { beforeAll, expect, it } from 'vitest';
import { addressDigest } from '../../core/contact/digest.ts';
import type { Link } from '../../core/link/link.ts';
import { tokenOf } from '../../core/link/sign.ts';
import { storyCreditor } from '../support/scenario/rows.ts';
import { type House, INTRUDER } from './house.ts';
import { type Answer, likeness } from './knock.ts';

const TEXTS = 'application/x-www-form-urlencoded';

export function forgedLinks(house: () => House): void {
  let addressKey = '';
  let genuine = '';
  let wrong: unknown;

  const follow = (method: 'GET' | 'POST', token: string, body?: string): Promise<Answer> =>
    house().knock({
      method,
      path: `/v1/links/${token}`,
      body,
      headers: body === undefined ? {} : { 'content-type': TEXTS },
    });

  const linkOf = (fields: Partial<Link> = {}): Link => ({
    creditorId: house().victim.creditorId,
    recipient: addressDigest(addressKey, 'olive@seller.example'),
    action: 'hold-7-days',
    target: { invoiceId: 'INV-1' },
    expiresAt: '2099-01-01T00:00:00.000Z',
    ...fields,
  });

  beforeAll(async () => {
    const { victim, stage } = house();
    addressKey = storyCreditor(victim.creditorId, new Date(stage.pipeline.now()).toISOString(), {}).addressKey;
    genuine = tokenOf(linkOf(), addressKey);
    wrong = likeness(await follow('POST', 'nonsense.AAAA'));
    expect(wrong).toMatchObject({ status: 404 });
  });

  it('are refused by the same page, which says what to do and gives nothing away', async () => {
    const { text, headers } = await follow('GET', 'nonsense.AAAA');
    expect(text).toContain('newest mail');
    expect(text).not.toMatch(/Victim|INV-1|Acme|seller/);
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'/);
    expect(headers['cache-control']).toBe('no-store');
  });

  it('altered in any one character do nothing', async () => {
    for (let at = 0; at < genuine.length; at++) {
      const other = genuine[at] === 'A' ? 'B' : 'A';
      const answer = likeness(await follow('POST', `${genuine.slice(0, at)}${other}${genuine.slice(at + 1)}`));
      expect({ at, answer }).toEqual({ at, answer: wrong });
    }
  });

  it.each<{ what: string; token: () => string }>([
    { what: 'signed with the intruder’s own key', token: () => tokenOf(linkOf(), 'the intruder’s') },
    { what: 'signed with the creditor’s id', token: () => tokenOf(linkOf(), house().victim.creditorId) },
    { what: 'for a creditor who is not there', token: () => tokenOf(linkOf({ creditorId: 'nobody' }), addressKey) },
    {
      what: 'for somebody who is no colleague',
      token: () => tokenOf(linkOf({ recipient: addressDigest(addressKey, 'ap@acme.example') }), addressKey),
    },
    {
      what: 'about another’s invoice',
      token: () => tokenOf(linkOf({ target: { invoiceId: '../INV-1' } }), addressKey),
    },
    {
      what: 'with an action that is none',
      token: () => `${Buffer.from('{"v":1,"a":"delete"}').toString('base64url')}.AA`,
    },
    { what: 'without a signature', token: () => genuine.split('.')[0] ?? '' },
    { what: 'with a signature of nothing', token: () => `${genuine.split('.')[0]}.` },
    { what: 'twice encoded', token: () => encodeURIComponent(encodeURIComponent(`${genuine}%00`)) },
    { what: 'with __proto__ in it', token: () => `${Buffer.from('{"__proto__":{"v":1}}').toString('base64url')}.AA` },
    { what: 'very long', token: () => `${'A'.repeat(8000)}.AAAA` },
  ])('$what do nothing, looked at or pressed', async ({ token }) => {
    for (const method of ['GET', 'POST'] as const)
      expect(likeness(await follow(method, token()))).toMatchObject({ status: 404, text: textOf(wrong) });
  });

  it('of the intruder’s own creditor cannot reach the victim’s invoice', async () => {
    const theirs = storyCreditor(INTRUDER, new Date(house().stage.pipeline.now()).toISOString(), {});
    const token = tokenOf(
      linkOf({ creditorId: INTRUDER, recipient: addressDigest(theirs.addressKey, 'olive@seller.example') }),
      theirs.addressKey,
    );
    expect(likeness(await follow('POST', token))).toEqual(wrong);
  });

  it('too old do nothing and say so', async () => {
    const { status, text } = await follow(
      'POST',
      tokenOf(linkOf({ expiresAt: '2020-01-01T00:00:00.000Z' }), addressKey),
    );
    expect([status, text]).toEqual([410, expect.stringContaining('too old')]);
  });

  it('looked at, however often and by whatever method but POST, change nothing', async () => {
    for (let times = 0; times < 3; times++) expect((await follow('GET', genuine)).status).toBe(200);
    for (const method of ['HEAD', 'OPTIONS', 'PUT', 'DELETE'])
      expect((await house().knock({ method, path: `/v1/links/${genuine}` })).status).toBe(404);
  });

  it('with a form that nobody sends do nothing', async () => {
    const promise = tokenOf(linkOf({ action: 'promised-on' }), addressKey);
    for (const body of [
      '',
      'on=',
      'on=soon',
      `on=${'2'.repeat(500_000)}`,
      '{"on":"2026-02-13"}',
      'on=2026-02-30',
      '\u0000',
    ])
      expect((await follow('POST', promise, body)).status).toBe(400);
  });
}

function textOf(answer: unknown): unknown {
  return typeof answer === 'object' && answer !== null && 'text' in answer ? answer.text : undefined;
}
