/** What went out in a story, as its receivers see it, and which step of the path each message belongs to. */
import * as z from 'zod';
import type { Pipeline } from '../../../local/pipeline.ts';

export interface Letter {
  /** The same for every copy of one message. */
  readonly messageId: string;
  /** Day of the story, on the creditor's clock. */
  readonly day: number;
  /** `friendly`, `receipt`, `call`, `report`: the step, the task, or the kind of message. */
  readonly what: string;
  /** How serious a reminder is, whichever step fell due. */
  readonly tone?: string | undefined;
  readonly channel: 'email' | 'sms';
  readonly from: string;
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly sentAt: string;
  readonly invoices: readonly string[];
  readonly headers: ReadonlyMap<string, string>;
}

const kept = z.object({
  creditorId: z.string(),
  invoiceNumbers: z.array(z.string()),
  tone: z.string().optional(),
  why: z.object({ step: z.string() }).optional(),
});

const TASKS: readonly (readonly [string, string])[] = [
  ['Please call again', 'call-again'],
  ['Please call', 'call'],
  ['Please decide', 'decide'],
  ['Please approve', 'approve'],
  ['Please look at', 'person-needed'],
];

type Wire = Pick<Letter, 'channel' | 'from' | 'to' | 'cc' | 'subject' | 'text' | 'sentAt' | 'headers'> & {
  readonly tags: ReadonlyMap<string, string>;
};

/** Every message of one creditor, oldest first; `dayOf` tells the day of the story. */
export function lettersOf(pipeline: Pipeline, creditorId: string, dayOf: (instant: string) => number): Letter[] {
  return taken(pipeline).flatMap(({ tags, ...wire }): Letter[] => {
    const messageId = tags.get('dunlin-message') ?? '';
    const found = keptOf(pipeline, messageId);
    if (!found)
      throw new Error(`expected the words of each message to be kept before it leaves, found none of ${messageId}`);
    if (found.creditorId !== creditorId) return [];
    const kind = tags.get('dunlin-kind') ?? 'other';
    const what = kind === 'reminder' ? (found.why?.step ?? kind) : kind === 'task' ? taskNamed(wire.subject) : kind;
    return [{ ...wire, messageId, what, tone: found.tone, day: dayOf(wire.sentAt), invoices: found.invoiceNumbers }];
  });
}

function taken({ services: { ses, sms } }: Pipeline): Wire[] {
  const emails = ses.messages().map(({ from, to, cc, subject, text = '', sentAt, headers, tags }): Wire => {
    const byName = (pairs: typeof tags) => new Map(pairs.map(({ name, value }) => [name, value]));
    return {
      channel: 'email',
      from,
      to: to.map(bare),
      cc: cc.map(bare),
      subject,
      text,
      sentAt,
      headers: byName(headers),
      tags: byName(tags),
    };
  });
  const texts = sms.messages().map(({ from = '', to, text, sentAt, context }): Wire => {
    const tags = new Map(Object.entries(context));
    return { channel: 'sms', from, to: [to], cc: [], subject: '', text, sentAt, headers: new Map(), tags };
  });
  return [...emails, ...texts].sort((a, b) => a.sentAt.localeCompare(b.sentAt));
}

/** What is kept of a message never changes, and a story asks for it again and again. */
const known = new WeakMap<Pipeline, Map<string, z.output<typeof kept>>>();

function keptOf(pipeline: Pipeline, messageId: string): z.output<typeof kept> | undefined {
  const cache = known.get(pipeline) ?? new Map();
  known.set(pipeline, cache);
  for (const bucket of cache.has(messageId) ? [] : pipeline.blueprint.buckets) {
    const bytes = pipeline.services.s3.get(bucket, `messages/${messageId}.json`);
    if (bytes) cache.set(messageId, kept.parse(JSON.parse(bytes.toString('utf8'))));
  }
  return cache.get(messageId);
}

/** `"Name" <user@host>` without the name. */
const bare = (address: string): string => /<([^<>]+)>$/.exec(address)?.[1] ?? address;

function taskNamed(subject: string): string {
  return TASKS.find(([opening]) => subject.startsWith(opening))?.[1] ?? 'task';
}
