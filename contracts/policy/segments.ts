/** Segments as a company writes them: which customers walk which policy, the first that matches wins. */
import * as z from 'zod';
import type { Range as CoreRange, Segment, SegmentCondition } from '../../core/policy/segment.ts';
import { minorOf } from '../api/amounts.ts';
import { CUSTOMER_KINDS } from '../api/customers.ts';
import { Amount, Country, Currency, Email, Figure, line } from '../api/fields.ts';
import { exact } from '../api/problems.ts';
import { PlainId } from './document.ts';

const stated = (fields: object): boolean => Object.values(fields).some((field) => field !== undefined);
const someField = { error: 'expected at least one condition, found none' };

const Range = exact({ atLeast: Figure.optional(), below: Figure.optional() }).refine(stated, someField);
const AmountRange = exact({ atLeast: Amount.optional(), below: Amount.optional() }).refine(stated, someField);
const Value = z.union([line(500), Figure, z.boolean()], { error: 'expected a text, a number or true or false' });
const Attribute = exact({
  equals: Value.optional(),
  in: z.array(Value).min(1).max(100).optional(),
  atLeast: Figure.optional(),
  below: Figure.optional(),
  exists: z.boolean().optional(),
}).refine(stated, someField);

const texts = (max: number) => z.array(line(max)).min(1).max(250);

const flat = {
  kinds: z.array(z.enum(CUSTOMER_KINDS)).min(1).optional(),
  countries: z.array(Country).min(1).max(250).optional(),
  regions: texts(10).optional().meta({ description: 'ISO 3166-2, such as GB-SCT' }),
  tags: texts(100).optional().meta({ description: 'One of them, of the customer or of the invoice' }),
  owners: z.array(Email).min(1).max(100).optional(),
  riskScore: Range.optional(),
  attributes: z.record(line(100), Attribute).optional().meta({ description: 'Signals of a CRM, by name' }),
  daysOverdue: Range.optional().meta({ description: 'Of the oldest open invoice' }),
  balance: z.partialRecord(Currency, AmountRange).optional().meta({ description: 'All that is owed, by currency' }),
  openInvoices: Range.optional(),
  lateRate: Range.optional().meta({ description: 'Share of invoices settled late, 0 to 1; not known below three' }),
  averageDaysLate: Range.optional(),
  brokenPromises: Range.optional(),
};

/** Conditions within conditions go one level deep: whoever reads them has to be able to say them aloud. */
const Inner = exact(flat);
const Condition = exact({ ...flat, anyOf: z.array(Inner).min(1).max(20).optional(), not: Inner.optional() }).refine(
  stated,
  someField,
);
type Written = z.output<typeof Inner>;

export const SegmentDocument = exact({
  id: PlainId,
  policyId: PlainId,
  title: line(200).optional().meta({ description: 'For people; not kept' }),
  tags: texts(100).optional(),
  countries: z.array(Country).max(250).optional(),
  mode: z.enum(['live', 'dry']).optional().meta({ description: 'Overrules the policy’s: a pilot beside a rehearsal' }),
  when: Condition.optional(),
}).transform(({ title: _, when, ...segment }, ctx): Segment => {
  if (!when) return segment;
  const { anyOf, not, ...own } = when;
  const refuse = (path: readonly PropertyKey[], message: string): void =>
    ctx.addIssue({ code: 'custom', path: ['when', ...path], message });
  return {
    ...segment,
    when: {
      ...inMinor(own, refuse),
      ...(anyOf && { anyOf: anyOf.map((one, at) => inMinor(one, (path, why) => refuse(['anyOf', at, ...path], why))) }),
      ...(not && { not: inMinor(not, (path, why) => refuse(['not', ...path], why)) }),
    },
  };
});

type Refuse = (path: readonly PropertyKey[], message: string) => void;

function inMinor({ balance, ...rest }: Written, refuse: Refuse): SegmentCondition {
  if (!balance) return rest;
  const ranges = Object.entries(balance).flatMap(([currency, range]): [string, CoreRange][] => {
    if (!range) return [];
    const minor = (field: 'atLeast' | 'below'): CoreRange => {
      const amount = range[field];
      if (amount === undefined) return {};
      const place = { currency, path: ['balance', currency, field], refuse };
      return { [field]: minorOf(amount, place) };
    };
    return [[currency, { ...minor('atLeast'), ...minor('below') }]];
  });
  return { ...rest, balance: Object.fromEntries(ranges) };
}

export const Segments = z
  .array(SegmentDocument)
  .max(100)
  .superRefine((segments, ctx) => {
    for (const [index, { id }] of segments.entries())
      if (segments.findIndex((other) => other.id === id) < index)
        ctx.addIssue({
          code: 'custom',
          path: [index, 'id'],
          message: `expected an id of its own, found "${id}" twice`,
        });
  });

export const SegmentsDocument = exact({ segments: Segments });
