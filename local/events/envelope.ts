/** The event as EventBridge hands it to targets, and the entries of PutEvents that it is made from. */
import { z } from 'zod';
import type { Place } from '../wire.ts';

export type EventEnvelope = {
  readonly version: '0';
  readonly id: string;
  readonly 'detail-type': string;
  readonly source: string;
  readonly account: string;
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: unknown;
};

/** An event before it has an id: what a service or a caller knows of it; `atMs` is its moment. */
export type NewEvent = {
  readonly source: string;
  readonly detailType: string;
  readonly resources?: readonly string[];
  readonly detail: unknown;
  readonly atMs: number;
};

export function envelope(event: NewEvent, id: string, { account, region }: Place): EventEnvelope {
  return {
    version: '0',
    id,
    'detail-type': event.detailType,
    source: event.source,
    account,
    // EventBridge prints whole seconds.
    time: new Date(event.atMs).toISOString().replace(/\.\d{3}Z$/, 'Z'),
    region,
    resources: event.resources ?? [],
    detail: event.detail,
  };
}

export const PutEventsEntry = z.strictObject({
  Time: z.number().optional(),
  Source: z.string().optional(),
  Resources: z.array(z.string()).optional(),
  DetailType: z.string().optional(),
  Detail: z.string().optional(),
  EventBusName: z.string().optional(),
  TraceHeader: z.string().max(500).optional(),
});
export type PutEventsEntry = z.output<typeof PutEventsEntry>;

/** Why one entry is refused while its neighbours are taken. */
export type EntryFault = { readonly ErrorCode: string; readonly ErrorMessage: string };

/** Reads one entry, or says under which code EventBridge refuses it. */
export function readEntry(entry: PutEventsEntry, nowMs: number): NewEvent | EntryFault {
  const { Source: source, DetailType: detailType, Detail: text } = entry;
  if (!source) return missing('Source');
  if (!detailType) return missing('DetailType');
  if (!text) return missing('Detail');
  if (source.startsWith('aws.')) {
    return { ErrorCode: 'NotAuthorizedForSourceException', ErrorMessage: 'Not authorized for the source.' };
  }
  const detail = parseDetail(text);
  if (detail === undefined) return { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
  const atMs = entry.Time === undefined ? nowMs : entry.Time * 1000;
  return { source, detailType, detail, atMs, ...(entry.Resources && { resources: entry.Resources }) };
}

function missing(name: string): EntryFault {
  return {
    ErrorCode: 'InvalidArgument',
    ErrorMessage: `Parameter ${name} is not valid. Reason: ${name} is a required argument.`,
  };
}

function parseDetail(text: string): object | undefined {
  try {
    const detail: unknown = JSON.parse(text);
    return typeof detail === 'object' && detail !== null && !Array.isArray(detail) ? detail : undefined;
  } catch {
    return undefined;
  }
}

/** Bytes that an entry counts towards the limit of one call: its texts in UTF-8, and 14 for a given time. */
export function entryBytes(entry: PutEventsEntry): number {
  const texts = [entry.Source, entry.DetailType, entry.Detail, ...(entry.Resources ?? [])];
  const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text ?? ''), 0);
  return bytes + (entry.Time === undefined ? 0 : 14);
}
