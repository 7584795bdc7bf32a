/** Audit records of an execution's own doings that tell nobody anything: no event is made of them. */
export const SILENT_RECORDS = [
  'case.parked',
  'case.restored',
  'case.started',
  'decision.made',
  'invoice.refreshed',
  'message.claimed',
  'message.released',
  'message.unknown',
];
