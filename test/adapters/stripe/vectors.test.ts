/** Stripe's published signature vectors and behaviours. */
import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type SignedRequest, verifyStripeEvent } from '../../../adapters/stripe/signature.ts';
import { aRequest, HEADER, NOW, PAYLOAD, SECRET, sign } from './a-request.ts';
import { readJson, samples } from './shared-data.ts';

const vectors = samples('stripe-signature-vectors');

describe.skipIf(vectors.absent)(`published signature vectors${vectors.note}`, () => {
  const data = vectors.absent ? undefined : readJson(vectors.path, 'vectors.json');
  const { hmac_sha256_vectors: hmacs = [], webhook_constants: constants, computed_here: computed } = data ?? {};
  const { behaviours_in_upstream_spec: listed = [] } = data ?? {};

  it.each<{ name: string; secret: string; payload: string; hex: string }>(hmacs)(
    'the published code of $name is ours',
    ({ secret, payload, hex }) => {
      expect(createHmac('sha256', secret).update(payload).digest('hex')).toBe(hex);
    },
  );

  it('accepts the published payload under the published signature', () => {
    const { t, v1 } = computed;
    const request = { rawBody: constants.payload, header: `t=${t},v1=${v1}`, secrets: [constants.secret] };
    expect(verifyStripeEvent({ ...request, nowMs: t * 1000 })).toEqual({
      ok: true,
      event: JSON.parse(constants.payload),
    });
    expect(verifyStripeEvent({ ...request, nowMs: Date.now(), toleranceSeconds: 0 })).toMatchObject({ ok: true });
    expect(verifyStripeEvent({ ...request, nowMs: Date.now() })).toEqual({ ok: false, reason: 'too-old' });
  });

  it('refuses the published thin event', () => {
    const header = `t=${NOW},v1=${sign(constants.v2_payload, constants.secret)}`;
    const request = aRequest({ rawBody: constants.v2_payload, header, secrets: [constants.secret] });
    expect(verifyStripeEvent(request)).toEqual({ ok: false, reason: 'thin-event' });
  });

  /** The requests that the published descriptions describe, by their words. */
  const behaviours: Readonly<Record<string, Partial<SignedRequest>>> = {
    "header 'bad_header' or free text": { header: 'bad_header' },
    'header null/undefined/empty': { header: '' },
    'only v0 scheme present': { header: `t=${NOW},v0=${sign(PAYLOAD)}` },
    'no v1 matches the payload': { header: `t=${NOW},v1=${sign('other')}` },
    'timestamp 15 s old, tolerance 10 s': { nowMs: (NOW + 15) * 1000, toleranceSeconds: 10 },
    'timestamp 9 s old, tolerance 10 s': { nowMs: (NOW + 9) * 1000, toleranceSeconds: 10 },
    "valid v1 plus extra 'v1=potato'": { header: `${HEADER},v1=potato` },
    't=12345 and no tolerance given to verifyHeader': {
      header: `t=12345,v1=${sign(PAYLOAD, SECRET, 12_345)}`,
      toleranceSeconds: 0,
    },
    'body and header as bytes': { rawBody: Buffer.from(PAYLOAD), header: Buffer.from(HEADER) },
    'header given as array': { header: [HEADER] },
    'body null/undefined/empty, or an object': { rawBody: JSON.parse(PAYLOAD) },
    'secret with trailing whitespace': { secrets: [`${SECRET}\n`] },
    'body not JSON but correctly signed': { rawBody: '} not {', header: `t=${NOW},v1=${sign('} not {')}` },
    'v2.core.event payload passed to constructEvent': {
      rawBody: constants?.v2_payload,
      header: `t=${NOW},v1=${sign(constants?.v2_payload ?? '')}`,
    },
  };

  it.each<{ case: string; expect: string }>(listed)('meets: $case, $expect', ({ case: words, expect: verdict }) => {
    expect(behaviours).toHaveProperty([words]);
    expect(verifyStripeEvent(aRequest(behaviours[words])).ok).toBe(verdict.startsWith('accept'));
  });
});
