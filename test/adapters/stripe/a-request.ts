/** Builds signed webhook requests, for tests that name only what matters to them. */
import { createHmac } from 'node:crypto';
import type { SignedRequest } from '../../../adapters/stripe/signature.ts';

export const SECRET = 'whsec_test_secret';
export const PAYLOAD = '{\n  "id": "evt_test_webhook",\n  "object": "event"\n}';
export const NOW = 1_800_000_000;

export function sign(payload: string | Uint8Array, secret = SECRET, t: number | string = NOW): string {
  return createHmac('sha256', secret).update(`${t}.`).update(payload).digest('hex');
}

/** The header of the payload, signed now. */
export const HEADER = `t=${NOW},v1=${sign(PAYLOAD)}`;

export function aRequest(changes: Partial<SignedRequest> = {}): SignedRequest {
  return { rawBody: PAYLOAD, header: HEADER, secrets: [SECRET], nowMs: NOW * 1000, ...changes };
}
