/** An e-mail as it was taken: what its receivers see, and what SES was told about it. */
import { z } from 'zod';

const Pair = z.object({ name: z.string(), value: z.string() });

export const StoredEmail = z.object({
  /** SES's MessageId; the Message-ID header that receivers see is `<id@eu-west-1.amazonses.com>` by region. */
  id: z.string(),
  from: z.string(),
  to: z.array(z.string()),
  cc: z.array(z.string()),
  bcc: z.array(z.string()),
  replyTo: z.array(z.string()),
  subject: z.string(),
  text: z.string().optional(),
  html: z.string().optional(),
  headers: z.array(Pair),
  tags: z.array(Pair),
  attachments: z.array(
    z.object({
      fileName: z.string(),
      contentType: z.string(),
      /** Bytes. */
      size: z.number(),
      /** Base64. */
      content: z.string(),
    }),
  ),
  configurationSet: z.string().optional(),
  contactList: z.string().optional(),
  /** ISO 8601, virtual time. */
  sentAt: z.string(),
});
export type StoredEmail = z.output<typeof StoredEmail>;
