/** What all of Dunlin's events share: who, when, which invoice, in which order. Ids only, never names or amounts. */
import * as z from 'zod';

export const EVENT_SOURCE = 'dunlin';

const shared = {
  version: z.literal(1),
  /** The same for every repetition of the same event. */
  id: z.string().min(1),
  creditorId: z.string().min(1),
  at: z.iso.datetime(),
  /** Absent where the event is about no invoice in particular. */
  caseId: z.string().min(1).optional(),
  /** Grows with each event of one case (its audit version): consumers order by it and drop repeats. */
  order: z.int().min(0),
};

/** The detail of an event. Fields that a later version adds are ignored by consumers of this one. */
export function detail<S extends z.ZodRawShape>(shape: S) {
  return z.object({ ...shared, ...shape });
}
