/** A company's own words as they are kept with their policy, after LiquidJS has parsed them. */
import * as z from 'zod';
import { type CompiledWords, type Node, OPERATORS, PLACES } from '../../core/message/words/tree.ts';

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const operand = z.union([z.strictObject({ is: scalar }), z.strictObject({ of: z.string() })]);
const term = z.union([operand, z.strictObject({ op: z.enum(OPERATORS) })]);
const expression = z.union([
  operand,
  z.strictObject({
    terms: z.array(term),
    filters: z.array(z.object({ name: z.string(), args: z.array(operand) })).optional(),
  }),
]);

const node: z.ZodType<Node> = z.lazy(() =>
  z.union([
    z.string(),
    z.strictObject({ put: expression, data: z.boolean().optional() }),
    z.strictObject({ choose: z.array(z.object({ when: expression.optional(), then: z.array(node) })) }),
    z.strictObject({
      each: z.string(),
      from: z.string(),
      most: z.number().int().positive().optional(),
      then: z.array(node),
    }),
    z.strictObject({ place: z.enum(PLACES) }),
  ]),
);

export const compiledWords: z.ZodType<CompiledWords> = z.object({
  subject: z.array(node).optional(),
  body: z.array(node),
});
