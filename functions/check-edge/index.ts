/** Wires the check of the edge to the secrets it shares with CloudFront. */
import * as z from 'zod';
import { createEdgeWords } from '../../adapters/secrets/edge-words.ts';
import { secretsClient } from '../../adapters/secrets/secrets.ts';
import { createHandler } from './handler.ts';

const env = z.object({ EDGE_SECRETS: z.string() }).parse(process.env);
const words = createEdgeWords({ client: secretsClient(), names: env.EDGE_SECRETS.split(' ') });
const check = createHandler({ words });
const Asked = z.object({ headers: z.record(z.string(), z.string()).default({}) });

export const handler = (event: unknown) => check(Asked.parse(event).headers);
