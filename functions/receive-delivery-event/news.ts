/** SES's delivery events, as EventBridge brings them, read as news about a message; soft bounces and opens are none. */
import * as z from 'zod';
import { Fault } from '../../core/fault.ts';
import type { DeliveryNews } from './handler.ts';

const addressed = z.array(z.object({ emailAddress: z.string() }));

const Detail = z.object({
  eventType: z.string().optional(),
  mail: z.object({ tags: z.record(z.string(), z.array(z.string())).optional() }),
  bounce: z.object({ bounceType: z.string(), bouncedRecipients: addressed }).optional(),
  complaint: z.object({ complainedRecipients: addressed }).optional(),
  delivery: z.object({ recipients: z.array(z.string()) }).optional(),
  reject: z.object({}).optional(),
});

const Envelope = z.object({ detail: Detail });

/** SES may give an address as `"Name" <user@host>`. */
const bare = (address: string): string => /<([^<>]+)>\s*$/.exec(address)?.[1] ?? address;

/**
 * SES rejects after it has taken a mail, where it finds a virus in it, and sends it to nobody:
 * https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html. No rule mends that, so the event
 * fails, and lies where failed invocations do, with their alarm.
 */
export function newsOf(event: unknown): DeliveryNews | undefined {
  const { mail, bounce, complaint, delivery, reject } = Envelope.parse(event).detail;
  const messageId = mail.tags?.['dunlin-message']?.[0];
  if (messageId === undefined) return undefined;
  if (reject) throw new Fault('StepRejected', `expected SES to send ${messageId}, found it rejected as harmful`);
  if (complaint)
    return {
      messageId,
      status: 'complained',
      addresses: complaint.complainedRecipients.map(({ emailAddress }) => bare(emailAddress)),
    };
  if (bounce?.bounceType === 'Permanent')
    return {
      messageId,
      status: 'bounced',
      addresses: bounce.bouncedRecipients.map(({ emailAddress }) => bare(emailAddress)),
    };
  return delivery && { messageId, status: 'delivered', addresses: delivery.recipients.map(bare) };
}
