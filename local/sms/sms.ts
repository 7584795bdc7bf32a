/** AWS End User Messaging (`pinpoint-sms-voice-v2`): takes text messages on its wire protocol and keeps them. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type Journal, WireFault, type WireRequest, type WireResponse } from '../wire.ts';
import { answerJson, operation } from '../wire-json.ts';
import { smsParts } from './parts.ts';

const StoredSms = z.object({
  id: z.string(),
  /** E.164, with its plus. */
  to: z.string(),
  from: z.string().optional(),
  text: z.string(),
  messageType: z.enum(['TRANSACTIONAL', 'PROMOTIONAL']),
  encoding: z.enum(['GSM-7', 'UCS-2']),
  parts: z.number(),
  context: z.record(z.string(), z.string()),
  configurationSet: z.string().optional(),
  /** ISO 8601, virtual time. */
  sentAt: z.string(),
});
export type StoredSms = z.output<typeof StoredSms>;

export type SmsDeps = {
  readonly now: () => number;
  readonly journal: Journal;
  /** Configuration sets that exist; any other is refused. Without the list every name is taken. */
  readonly configurationSets?: readonly string[];
};

export type Sms = {
  readonly handle: (request: WireRequest) => Promise<WireResponse>;
  /** Every text message taken so far, oldest first. */
  readonly messages: () => readonly StoredSms[];
  /** The receiver answered STOP: a number in E.164 is refused from now on. */
  readonly optOut: (phoneNumber: string) => void;
};

const MESSAGE = 'sms.message';
const OPTED_OUT = 'sms.opted-out';

/** Fields of sender registration in India (`DestinationCountryParameters`) and protect configurations are refused. */
const SendTextMessage = z.strictObject({
  DestinationPhoneNumber: z.string(),
  MessageBody: z.string().min(1).max(1600),
  OriginationIdentity: z.string().min(1).max(256).optional(),
  MessageType: z.enum(['TRANSACTIONAL', 'PROMOTIONAL']).default('TRANSACTIONAL'),
  Keyword: z.string().max(30).optional(),
  ConfigurationSetName: z.string().min(1).max(256).optional(),
  /** US dollars per part. */
  MaxPrice: z
    .string()
    .regex(/^\d+(\.\d+)?$/, 'expected an amount like 0.05')
    .optional(),
  /** Seconds. */
  TimeToLive: z.int().min(5).max(259_200).optional(),
  Context: z.record(z.string().max(100), z.string().max(800)).default({}),
  DryRun: z.boolean().default(false),
  MessageFeedbackEnabled: z.boolean().optional(),
});
type SendTextMessage = z.output<typeof SendTextMessage>;

export function createSms(deps: SmsDeps): Sms {
  const { journal } = deps;
  const messages = [...journal.all(MESSAGE)].map(({ value }) => StoredSms.parse(value));
  const optedOut = new Set([...journal.all(OPTED_OUT)].map(({ key }) => key));
  const take = (input: SendTextMessage): object => {
    check(input, deps, optedOut);
    const message = toMessage(input, deps.now());
    if (!input.DryRun) {
      journal.put(MESSAGE, message.id, message);
      messages.push(message);
    }
    return { MessageId: message.id };
  };
  const operations = { SendTextMessage: operation(SendTextMessage, take) };
  return {
    handle: (request) => answerJson({ target: 'PinpointSMSVoiceV2', version: '1.0', operations }, request),
    messages: () => messages,
    optOut: (phoneNumber) => {
      journal.put(OPTED_OUT, phoneNumber, true);
      optedOut.add(phoneNumber);
    },
  };
}

function check(input: SendTextMessage, { configurationSets }: SmsDeps, optedOut: ReadonlySet<string>): void {
  const { DestinationPhoneNumber, ConfigurationSetName, Context } = input;
  if (!/^\+[1-9]\d{6,14}$/.test(DestinationPhoneNumber)) {
    throw refusal('INVALID_PARAMETER', 'expected DestinationPhoneNumber in E.164 like +447700900123');
  }
  if (Object.keys(Context).length > 5) throw refusal('INVALID_PARAMETER', 'expected at most 5 entries in Context');
  if (ConfigurationSetName && configurationSets && !configurationSets.includes(ConfigurationSetName)) {
    const members = { ResourceType: 'configuration-set', ResourceId: ConfigurationSetName };
    throw new WireFault('ResourceNotFoundException', `no configuration set ${ConfigurationSetName}`, { members });
  }
  if (optedOut.has(DestinationPhoneNumber)) {
    const members = { Reason: 'DESTINATION_PHONE_NUMBER_OPTED_OUT' };
    throw new WireFault('ConflictException', 'the destination phone number has opted out', { members });
  }
}

function refusal(reason: string, message: string): WireFault {
  return new WireFault('ValidationException', message, { members: { Reason: reason } });
}

function toMessage(input: SendTextMessage, nowMs: number): StoredSms {
  const { OriginationIdentity, ConfigurationSetName } = input;
  return {
    id: randomUUID(),
    to: input.DestinationPhoneNumber,
    ...(OriginationIdentity && { from: OriginationIdentity }),
    text: input.MessageBody,
    messageType: input.MessageType,
    ...smsParts(input.MessageBody),
    context: input.Context,
    ...(ConfigurationSetName && { configurationSet: ConfigurationSetName }),
    sentAt: new Date(nowMs).toISOString(),
  };
}
