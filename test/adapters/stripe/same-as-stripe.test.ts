/**
 * The signature check is our own, for Stripe's library would weigh 240 KiB in one function's bundle. The library is a
 * dependency for what follows: it signs, it judges, and our verdict must be the same.
 */
import fc from 'fast-check';
import Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { verifyStripeEvent } from '../../../adapters/stripe/signature.ts';
import { NOW } from './a-request.ts';

describe('the verdict of Stripe’s own library is ours', () => {
  it('about what it signs with the same secret, with another, and too long ago', () => {
    const secrets = fc.string({ minLength: 1, unit: fc.constantFrom(...'abcXYZ019_') });
    fc.assert(
      fc.property(fc.json(), secrets, secrets, fc.integer({ min: 0, max: 600 }), (payload, secret, other, age) => {
        const header = Stripe.webhooks.generateTestHeaderString({ payload, secret, timestamp: NOW });
        const nowMs = (NOW + age) * 1000;
        const theirs = () => Stripe.webhooks.constructEvent(payload, header, other, 300, undefined, nowMs);
        const ours = verifyStripeEvent({ rawBody: payload, header, secrets: [other], nowMs });
        const expected = secret === other && age <= 300;
        expect(ours.ok).toBe(expected);
        if (expected) expect(theirs()).toEqual(JSON.parse(payload));
        else expect(theirs).toThrow(Stripe.errors.StripeSignatureVerificationError);
      }),
    );
  });

  it('about several signatures, of which one is valid', () => {
    const payload = '{"id":"evt_1"}';
    const sign = (secret: string) => Stripe.webhooks.generateTestHeaderString({ payload, secret, timestamp: NOW });
    const header = `${sign('whsec_old')},${sign('whsec_new').split(',')[1]}`;
    for (const secret of ['whsec_old', 'whsec_new', 'whsec_other']) {
      const theirs = () => Stripe.webhooks.constructEvent(payload, header, secret, 300, undefined, NOW * 1000);
      const ours = verifyStripeEvent({ rawBody: payload, header, secrets: [secret], nowMs: NOW * 1000 });
      expect(ours.ok).toBe(secret !== 'whsec_other');
      if (ours.ok) expect(theirs()).toEqual(ours.event);
      else expect(theirs).toThrow(Stripe.errors.StripeSignatureVerificationError);
    }
  });
});
