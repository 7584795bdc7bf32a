/** `GET /_local/messages`: every e-mail and SMS that was taken, as its receiver sees it. */
import { z } from 'zod';
import type { ServiceHandles } from '../http/services.ts';

export interface Message {
  readonly id: string;
  readonly kind: string;
  readonly channel: 'email' | 'sms';
  readonly from: string;
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly replyTo: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** ISO 8601, virtual time, UTC. */
  readonly sentAt: string;
  readonly invoices: readonly string[];
  readonly customerId: string | undefined;
  readonly attachments: ReadonlyArray<{
    readonly fileName: string;
    readonly contentType: string;
    readonly content: string;
  }>;
}

/** What the sender keeps beside each message; the tags on the wire carry only its key. */
const keptSchema = z.object({
  invoiceNumbers: z.array(z.string()).default([]),
  customerId: z.string().optional(),
});
type Kept = z.output<typeof keptSchema>;

type Services = Pick<ServiceHandles, 'ses' | 'sms' | 's3'>;

export function listMessages(services: Services, buckets: readonly string[]): Message[] {
  const kept = (key: string | undefined): Kept => readKept(services, buckets, key);
  const emails = services.ses.messages().map((email): Message => {
    const tags = new Map(email.tags.map(({ name, value }) => [name, value]));
    const { invoiceNumbers, customerId } = kept(tags.get('dunlin-message'));
    return {
      ...{ id: email.id, kind: tags.get('dunlin-kind') ?? 'other', channel: 'email', from: email.from },
      ...{ to: email.to, cc: email.cc, replyTo: email.replyTo, subject: email.subject },
      ...{ text: email.text ?? '', html: email.html ?? '', sentAt: email.sentAt, invoices: invoiceNumbers, customerId },
      attachments: email.attachments.map(({ fileName, contentType, content }) => ({ fileName, contentType, content })),
    };
  });
  const texts = services.sms.messages().map((sms): Message => {
    const { invoiceNumbers, customerId } = kept(sms.context['dunlin-message']);
    return {
      ...{
        id: sms.id,
        kind: sms.context['dunlin-kind'] ?? 'other',
        channel: 'sms',
        from: sms.from ?? '',
        to: [sms.to],
      },
      ...{ cc: [], replyTo: [], subject: '', text: sms.text, html: '', sentAt: sms.sentAt, attachments: [] },
      ...{ invoices: invoiceNumbers, customerId },
    };
  });
  return [...emails, ...texts].sort((a, b) => a.sentAt.localeCompare(b.sentAt));
}

function readKept({ s3 }: Services, buckets: readonly string[], key: string | undefined): Kept {
  if (key === undefined) return { invoiceNumbers: [] };
  for (const bucket of buckets) {
    const bytes = s3.get(bucket, `messages/${key}.json`);
    const found = bytes && keptSchema.safeParse(JSON.parse(bytes.toString('utf8')));
    if (found?.success) return found.data;
  }
  return { invoiceNumbers: [] };
}
