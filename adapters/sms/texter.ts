/** Sends one SMS through AWS End User Messaging, once, and says what became of it. */
import { PinpointSMSVoiceV2Client, SendTextMessageCommand } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import type { SendFailure } from '../../core/ports.ts';
import { type ClientPlace, sendingClientConfig } from '../aws/client.ts';
import { sendFailureOf } from '../aws/sending.ts';

export type TextMessage = {
  /** In E.164 form: "+447700900123". */
  readonly to: string;
  readonly text: string;
  /** The creditor's number, sender id or pool; the account's default where none is given. */
  readonly from?: string | undefined;
  /** Come back in delivery events: ids only. */
  readonly context: { readonly kind: string; readonly messageId: string };
};

export type TextOutcome = { readonly outcome: 'sent'; readonly providerId: string } | SendFailure;

const E164 = /^\+[1-9]\d{6,14}$/;
const TEXT_LENGTH = 1_600;
/** A context value has 1 to 800 characters and none of them is a space at its ends. */
const CONTEXT_VALUE = /^\S{1,800}$/;
/** The month's spending limit is raised by a person within hours: wait for it. */
const LATER: ReadonlySet<string> = new Set(['ServiceQuotaExceededException']);

/** A client that never repeats a send by itself, and gives up well before a function does. */
export function smsClient(place: ClientPlace = {}): PinpointSMSVoiceV2Client {
  return new PinpointSMSVoiceV2Client(sendingClientConfig(place));
}

/** What a failed SendTextMessage means for the claim that stands behind it. */
export function toTextFailure(error: unknown): SendFailure {
  return sendFailureOf(error, LATER);
}

function refusalOf({ to, text, context }: TextMessage): string | undefined {
  if (!E164.test(to)) return 'InvalidNumber';
  if (text === '' || text.length > TEXT_LENGTH) return 'InvalidText';
  const values = [context.kind, context.messageId];
  return values.every((value) => CONTEXT_VALUE.test(value)) ? undefined : 'InvalidContext';
}

export function createTexter({
  client,
  configurationSet,
}: {
  readonly client: PinpointSMSVoiceV2Client;
  readonly configurationSet?: string;
}) {
  return {
    async send(message: TextMessage): Promise<TextOutcome> {
      const refusal = refusalOf(message);
      if (refusal) return { outcome: 'not-sent', retry: false, code: refusal };
      const command = new SendTextMessageCommand({
        DestinationPhoneNumber: message.to,
        MessageBody: message.text,
        MessageType: 'TRANSACTIONAL',
        OriginationIdentity: message.from,
        ConfigurationSetName: configurationSet,
        Context: { 'dunlin-kind': message.context.kind, 'dunlin-message': message.context.messageId },
      });
      try {
        const { MessageId } = await client.send(command);
        return MessageId ? { outcome: 'sent', providerId: MessageId } : { outcome: 'unknown', code: 'NoMessageId' };
      } catch (error) {
        return toTextFailure(error);
      }
    },
  };
}
