/** Segments as they are kept with their creditor; amounts are minor units. */
import * as z from 'zod';
import type { Segment, SegmentCondition } from '../../core/policy/segment.ts';

const strings = z.array(z.string());
const range = z.object({ atLeast: z.number().optional(), below: z.number().optional() });
const value = z.union([z.string(), z.number(), z.boolean()]);

const condition: z.ZodType<SegmentCondition> = z.lazy(() =>
  z.object({
    kinds: z.array(z.enum(['company', 'sole_trader', 'consumer', 'public_body'])).optional(),
    countries: strings.optional(),
    regions: strings.optional(),
    tags: strings.optional(),
    owners: strings.optional(),
    riskScore: range.optional(),
    attributes: z
      .record(
        z.string(),
        range.extend({ equals: value.optional(), in: z.array(value).optional(), exists: z.boolean().optional() }),
      )
      .optional(),
    daysOverdue: range.optional(),
    balance: z.record(z.string(), range).optional(),
    openInvoices: range.optional(),
    lateRate: range.optional(),
    averageDaysLate: range.optional(),
    brokenPromises: range.optional(),
    anyOf: z.array(condition).optional(),
    not: condition.optional(),
  }),
);

export const segment: z.ZodType<Segment> = z.object({
  id: z.string(),
  policyId: z.string(),
  tags: strings.optional(),
  countries: strings.optional(),
  when: condition.optional(),
  mode: z.enum(['live', 'dry']).optional(),
});
