/** The texter: what it asks the SMS service for, and what each answer means for the claim. */
import { PinpointSMSVoiceV2Client, SendTextMessageCommand } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { createTexter, smsClient, type TextMessage } from '../../../adapters/sms/texter.ts';
import { serviceError, systemError } from '../aws/thrown.ts';

const sms = mockClient(PinpointSMSVoiceV2Client);
const texter = createTexter({ client: new PinpointSMSVoiceV2Client({ region: 'eu-west-1' }) });

function aText(changes: Partial<TextMessage> = {}): TextMessage {
  const context = { kind: 'reminder', messageId: 'm-1' };
  return { to: '+447700900123', text: 'Invoice INV-0042 is open.', from: 'DEMO', context, ...changes };
}

beforeEach(() => {
  sms.reset();
  sms.on(SendTextMessageCommand).resolves({ MessageId: 'sms-1' });
});

describe('send', () => {
  it('sends once, with the message it belongs to in its context', async () => {
    expect(await texter.send(aText())).toEqual({ outcome: 'sent', providerId: 'sms-1' });
    expect(sms.commandCalls(SendTextMessageCommand).map(({ args }) => args[0].input)).toEqual([
      {
        DestinationPhoneNumber: '+447700900123',
        MessageBody: 'Invoice INV-0042 is open.',
        MessageType: 'TRANSACTIONAL',
        OriginationIdentity: 'DEMO',
        Context: { 'dunlin-kind': 'reminder', 'dunlin-message': 'm-1' },
      },
    ]);
  });

  it.each([
    { error: serviceError('ThrottlingException', 400), then: { outcome: 'not-sent', retry: true } },
    { error: serviceError('ServiceQuotaExceededException', 402), then: { outcome: 'not-sent', retry: true } },
    { error: systemError('ENOTFOUND'), then: { outcome: 'not-sent', retry: true } },
    { error: serviceError('ValidationException', 400), then: { outcome: 'not-sent', retry: false } },
    { error: serviceError('ConflictException', 409), then: { outcome: 'not-sent', retry: false } },
    { error: serviceError('AccessDeniedException', 403), then: { outcome: 'not-sent', retry: false } },
    { error: serviceError('ResourceNotFoundException', 404), then: { outcome: 'not-sent', retry: false } },
    { error: serviceError('InternalServerException', 500), then: { outcome: 'unknown' } },
    { error: systemError('ECONNRESET'), then: { outcome: 'unknown' } },
    { error: Object.assign(new Error(), { name: 'TimeoutError' }), then: { outcome: 'unknown' } },
  ])('$then.outcome (retry $then.retry) when the service answers $error.name $error.code', async ({ error, then }) => {
    sms.on(SendTextMessageCommand).rejects(error);
    expect(await texter.send(aText())).toMatchObject(then);
  });

  it.each([
    { what: 'a number that is not E.164', text: { to: '07700 900123' }, code: 'InvalidNumber' },
    { what: 'an empty text', text: { text: '' }, code: 'InvalidText' },
    { what: 'a text above the limit', text: { text: 'x'.repeat(1_601) }, code: 'InvalidText' },
    { what: 'an empty context', text: { context: { kind: '', messageId: 'm-1' } }, code: 'InvalidContext' },
    {
      what: 'a context above the limit',
      text: { context: { kind: 'reminder', messageId: 'm'.repeat(801) } },
      code: 'InvalidContext',
    },
  ])('sends nothing for $what', async ({ text, code }) => {
    expect(await texter.send(aText(text))).toEqual({ outcome: 'not-sent', retry: false, code });
    expect(sms.commandCalls(SendTextMessageCommand)).toHaveLength(0);
  });
});

describe('smsClient', () => {
  it('tries once, for the service cannot tell a repeat from a second message', async () => {
    expect(await smsClient({ region: 'eu-west-1' }).config.maxAttempts()).toBe(1);
  });
});
