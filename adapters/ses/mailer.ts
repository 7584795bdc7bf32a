/** Sends one e-mail through SES v2, once, and says what became of it. */
import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import type { SendFailure } from '../../core/ports.ts';
import { type ClientPlace, sendingClientConfig } from '../aws/client.ts';
import { sendFailureOf } from '../aws/sending.ts';
import { type Mail, toSendEmail } from './mail.ts';

export type { Mail, MailAttachment } from './mail.ts';
export type { Mailbox } from './mailbox.ts';

/** `messageIdHeader` is the Message-ID that SES gave the mail: what a later one names in In-Reply-To and References. */
export type MailOutcome =
  | { readonly outcome: 'sent'; readonly providerId: string; readonly messageIdHeader: string }
  | SendFailure;

/** SES's own name for "later": an operator paused the account or the configuration set. */
const LATER: ReadonlySet<string> = new Set(['SendingPausedException']);

/** A client that never repeats a send by itself, and gives up well before a function does. */
export function sesClient(place: ClientPlace = {}): SESv2Client {
  return new SESv2Client(sendingClientConfig(place));
}

/** What a failed SendEmail means for the claim that stands behind it. */
export function toMailFailure(error: unknown): SendFailure {
  return sendFailureOf(error, LATER);
}

/** The Message-ID that SES writes: its first region has a host of its own. */
function messageIdHeader(providerId: string, region: string): string {
  const host = region === 'us-east-1' ? 'email' : region;
  return `<${providerId}@${host}.amazonses.com>`;
}

export function createMailer({
  client,
  configurationSet,
}: {
  readonly client: SESv2Client;
  readonly configurationSet?: string | undefined;
}) {
  return {
    async send(mail: Mail): Promise<MailOutcome> {
      const request = toSendEmail(mail, configurationSet);
      if ('refusal' in request) return { outcome: 'not-sent', retry: false, code: request.refusal };
      try {
        const { MessageId } = await client.send(new SendEmailCommand(request.input));
        if (!MessageId) return { outcome: 'unknown', code: 'NoMessageId' };
        const region = await client.config.region();
        return { outcome: 'sent', providerId: MessageId, messageIdHeader: messageIdHeader(MessageId, region) };
      } catch (error) {
        return toMailFailure(error);
      }
    },
  };
}
