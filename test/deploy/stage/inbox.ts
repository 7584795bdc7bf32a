/** What left the stage: e-mails as the emulator's SES took them, and text messages at an endpoint of our own. */
import * as z from 'zod';
import { listen } from '../../../local/http/loopback.ts';
import { openJournal } from '../../../local/journal/journal.ts';
import { createSms, type StoredSms } from '../../../local/sms/sms.ts';

const address = (text: string): string => /<([^<>]+)>$/.exec(text)?.[1] ?? text;

const Mail = z
  .object({
    MessageId: z.string(),
    To: z.array(z.string()),
    CC: z.array(z.string()),
    Subject: z.string(),
    BodyText: z.string(),
  })
  .transform(({ MessageId, To, CC, Subject, BodyText }) => ({
    providerId: MessageId,
    to: To.map(address),
    cc: CC.map(address),
    subject: Subject,
    text: BodyText,
  }));
export type Mail = z.output<typeof Mail>;

const Mailbox = z.object({ messages: z.record(z.string(), z.array(Mail)) });

/** Every mail that SES took so far, oldest first. */
export async function mailsAt(endpoint: string): Promise<readonly Mail[]> {
  const answer = await fetch(`${endpoint}/_ministack/ses/messages`);
  return Object.values(Mailbox.parse(await answer.json()).messages).flat();
}

export interface TextEndpoint {
  readonly url: string;
  readonly messages: () => readonly StoredSms[];
  readonly close: () => Promise<void>;
}

/** The emulator has no AWS End User Messaging, so the functions are pointed at ours for this one service. */
export async function openTextEndpoint(): Promise<TextEndpoint> {
  const journal = openJournal();
  const sms = createSms({ now: Date.now, journal });
  const faults: unknown[] = [];
  const { port, close } = await listen({ port: 0, handle: sms.handle, onFault: (_, error) => void faults.push(error) });
  return {
    url: `http://127.0.0.1:${port}`,
    messages: sms.messages,
    async close() {
      await close();
      journal.close();
      if (faults.length > 0) throw new AggregateError(faults, 'expected every text message to be answered');
    },
  };
}
