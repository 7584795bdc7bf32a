/** The answers to "why was nobody reminded?", the most hopeful first. */
export const WHY_STATUSES = [
  'ready',
  'deferred',
  'covered',
  'not-due',
  'held',
  'cannot-be-contacted',
  'settled',
] as const;
export type WhyStatus = (typeof WHY_STATUSES)[number];
