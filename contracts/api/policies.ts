/** Policies and segments through the API: versions that are published, and which customers walk which of them. */
import * as z from 'zod';
import { line } from './fields.ts';
import { exact, Problem, type Read, read } from './problems.ts';
import { withoutNulls } from './rows.ts';

const instant = z.string().meta({ format: 'date-time' });
const Version = z.object({
  id: z.string(),
  version: z.int(),
  live: z.boolean(),
  mode: z.enum(['live', 'dry']),
  inFlight: z.enum(['finish-on-old', 'move-to-new']),
  publishedAt: instant.nullable().meta({ description: 'Null for those that the creditor was made with' }),
});

export const PoliciesAnswer = z.object({ policies: z.array(Version) });
export type PoliciesAnswer = z.infer<typeof PoliciesAnswer>;

export const PolicyAnswer = z.object({
  policy: z.looseObject({ id: z.string(), version: z.int() }).meta({ description: 'The live version' }),
  versions: z.array(Version),
});
export type PolicyAnswer = z.infer<typeof PolicyAnswer>;

export const PublishQuery = exact({
  check: z.enum(['true', 'false']).optional().meta({ description: 'true: says what would be refused or warned of' }),
  inFlight: z.enum(['finish-on-old', 'move-to-new']).optional().meta({ description: 'As the document where left out' }),
});
export type PublishQuery = z.output<typeof PublishQuery>;

/** Named by docs/policy.schema.json; read with the place of each mistake, so that this only opens the door. */
export const PolicyBody = z.looseObject({ id: z.string().optional() });

export const PublishAnswer = z.object({
  id: z.string(),
  version: z.int(),
  published: z.boolean().meta({ description: 'False where it was only checked, or the live version says the same' }),
  warnings: z.array(Problem),
  moved: z.int().meta({ description: 'Cases in flight that were moved by now' }),
  next: z.string().nullable().meta({ description: 'More are left: POST …/moves goes on after it' }),
});
export type PublishAnswer = z.infer<typeof PublishAnswer>;

export const MovesRequest = exact({ after: line(400).optional() });
export const MovesAnswer = z.object({ looked: z.int(), moved: z.int(), next: z.string().nullable() });
export type MovesAnswer = z.infer<typeof MovesAnswer>;

export const SegmentsAnswer = z.object({ segments: z.array(z.looseObject({ id: z.string(), policyId: z.string() })) });
export type SegmentsAnswer = z.infer<typeof SegmentsAnswer>;

export const SegmentsQuery = exact({
  after: line(400)
    .optional()
    .meta({ description: 'The `next` of the answer before: the same segments again go on after it' }),
});
export const SetSegmentsAnswer = SegmentsAnswer.extend({
  moved: z.int().meta({ description: 'Open cases that were brought to where they belong by now' }),
  next: z.string().nullable().meta({ description: 'More are left: the same request with ?after= goes on' }),
});
export type SetSegmentsAnswer = z.infer<typeof SetSegmentsAnswer>;

export const PinRequest = exact({ segmentId: line(60) });
export const PinAnswer = z.object({ segmentId: z.string().nullable(), moved: z.int() });
export type PinAnswer = z.infer<typeof PinAnswer>;

export const readPublishQuery = (query: unknown): Read<PublishQuery> => read(PublishQuery, query);
export const readSegmentsQuery = (query: unknown): Read<z.output<typeof SegmentsQuery>> => read(SegmentsQuery, query);
export const readMoves = (body: unknown): Read<z.output<typeof MovesRequest>> => read(MovesRequest, withoutNulls(body));
export const readPin = (body: unknown): Read<z.output<typeof PinRequest>> => read(PinRequest, withoutNulls(body));
