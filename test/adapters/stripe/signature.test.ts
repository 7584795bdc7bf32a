/** Signatures: what is accepted, what is refused and why (same-as-stripe.test.ts compares with Stripe's own library). */
import { describe, expect, it } from 'vitest';
import { verifyStripeEvent } from '../../../adapters/stripe/signature.ts';
import { aRequest, HEADER, NOW, PAYLOAD, SECRET, sign } from './a-request.ts';

describe('verifyStripeEvent', () => {
  it('gives the event of a signed body', () => {
    expect(verifyStripeEvent(aRequest())).toEqual({ ok: true, event: JSON.parse(PAYLOAD) });
  });

  it.each([
    { what: 'free text', with: { header: 'bad_header' }, reason: 'header-unreadable' },
    { what: 'a timestamp that is no number', with: { header: 't=abc,v1=00' }, reason: 'header-unreadable' },
    { what: 'no header', with: { header: undefined }, reason: 'header-missing' },
    { what: 'a null header', with: { header: null }, reason: 'header-missing' },
    { what: 'an empty header', with: { header: '' }, reason: 'header-missing' },
    { what: 'an array as header', with: { header: ['t=1', 'v1=00'] }, reason: 'header-is-array' },
    { what: 'the v0 scheme alone', with: { header: `t=${NOW},v0=${sign(PAYLOAD)}` }, reason: 'no-v1-signature' },
    { what: 'another signature', with: { header: `t=${NOW},v1=${'0'.repeat(64)}` }, reason: 'signature-mismatch' },
    { what: 'another body', with: { rawBody: `${PAYLOAD} ` }, reason: 'signature-mismatch' },
    { what: 'another timestamp', with: { header: `t=${NOW + 1},v1=${sign(PAYLOAD)}` }, reason: 'signature-mismatch' },
    { what: 'another secret', with: { secrets: ['whsec_other'] }, reason: 'signature-mismatch' },
    { what: 'a secret with a space at its end', with: { secrets: [`${SECRET} `] }, reason: 'secret-has-whitespace' },
    { what: 'no secret', with: { secrets: [] }, reason: 'no-secret' },
    { what: 'a blank secret', with: { secrets: [' '] }, reason: 'no-secret' },
    { what: 'no body', with: { rawBody: undefined }, reason: 'body-missing' },
    { what: 'a null body', with: { rawBody: null }, reason: 'body-missing' },
    { what: 'an empty body', with: { rawBody: '' }, reason: 'body-missing' },
    { what: 'no bytes', with: { rawBody: Buffer.alloc(0) }, reason: 'body-missing' },
    { what: 'a parsed body', with: { rawBody: { id: 'evt_1' } }, reason: 'body-not-raw' },
    { what: 'an event older than the tolerance', with: { nowMs: (NOW + 301) * 1000 }, reason: 'too-old' },
    {
      what: 'one older than a tolerance of its own',
      with: { nowMs: (NOW + 15) * 1000, toleranceSeconds: 10 },
      reason: 'too-old',
    },
  ])('refuses $what: $reason', ({ with: changes, reason }) => {
    expect(verifyStripeEvent(aRequest(changes))).toEqual({ ok: false, reason });
  });

  it.each([
    { what: 'an event as old as the tolerance', with: { nowMs: (NOW + 300) * 1000 } },
    { what: 'one within a tolerance of its own', with: { nowMs: (NOW + 9) * 1000, toleranceSeconds: 10 } },
    { what: 'any age where the tolerance is off', with: { nowMs: NOW * 2000, toleranceSeconds: 0 } },
    { what: 'one valid signature beside others', with: { header: `t=${NOW},v1=potato,v1=${sign(PAYLOAD)},v0=x` } },
    { what: 'the old secret while it is rolled', with: { secrets: ['whsec_new', SECRET] } },
    { what: 'a valid secret beside one with whitespace', with: { secrets: ['whsec new', SECRET] } },
    { what: 'bytes', with: { rawBody: Buffer.from(PAYLOAD), header: Buffer.from(HEADER) } },
  ])('accepts $what', ({ with: changes }) => {
    expect(verifyStripeEvent(aRequest(changes))).toMatchObject({ ok: true });
  });

  it.each([
    { what: 'a signed body that is not JSON', body: '} not JSON {', reason: 'not-json' },
    { what: 'a thin event', body: '{"id":"evt_1","object":"v2.core.event"}', reason: 'thin-event' },
  ])('refuses $what: $reason', ({ body, reason }) => {
    const header = `t=${NOW},v1=${sign(body)}`;
    expect(verifyStripeEvent(aRequest({ rawBody: body, header }))).toEqual({ ok: false, reason });
  });
});
