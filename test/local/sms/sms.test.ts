/** Text messages by the real client: what is taken, refused and kept, and how many parts a text takes. */
import {
  DescribeOptOutListsCommand,
  PinpointSMSVoiceV2Client,
  SendTextMessageCommand,
  type SendTextMessageCommandInput,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { describe, expect, it } from 'vitest';
import { smsParts } from '../../../local/sms/parts.ts';
import { createSms } from '../../../local/sms/sms.ts';
import { handClock, memoryJournal, served } from '../wire-host.ts';

const aText = (overrides: Partial<SendTextMessageCommandInput> = {}) =>
  new SendTextMessageCommand({ DestinationPhoneNumber: '+447700900123', MessageBody: 'Please pay £5', ...overrides });

async function anSms() {
  const deps = { ...handClock(), journal: memoryJournal(), configurationSets: ['texts'] };
  const sms = createSms(deps);
  return { sms, deps, client: new PinpointSMSVoiceV2Client(await served(sms.handle)) };
}

describe('SendTextMessage', () => {
  it('keeps the message, also over a restart', async () => {
    const { client, sms, deps } = await anSms();
    const answer = await client.send(
      aText({
        OriginationIdentity: 'Acme',
        ConfigurationSetName: 'texts',
        Context: { message: 'm1' },
        MaxPrice: '0.10',
        TimeToLive: 3600,
      }),
    );
    const kept = {
      id: answer.MessageId,
      to: '+447700900123',
      from: 'Acme',
      text: 'Please pay £5',
      messageType: 'TRANSACTIONAL',
      encoding: 'GSM-7',
      parts: 1,
      context: { message: 'm1' },
      configurationSet: 'texts',
      sentAt: '2026-02-03T10:00:00.000Z',
    };
    expect(sms.messages()).toEqual([kept]);
    expect(createSms(deps).messages()).toEqual([kept]);
  });

  it('sends nothing in a dry run', async () => {
    const { client, sms } = await anSms();
    const answer = await client.send(aText({ DryRun: true }));
    expect([typeof answer.MessageId, sms.messages()]).toEqual(['string', []]);
  });

  const context = Object.fromEntries(Array.from({ length: 6 }, (_, index) => [`k${index}`, 'v']));
  it.each<[string, Partial<SendTextMessageCommandInput>, string]>([
    ['a number without its country', { DestinationPhoneNumber: '07700900123' }, 'ValidationException'],
    ['a number of 16 digits', { DestinationPhoneNumber: '+1234567890123456' }, 'ValidationException'],
    ['no text', { MessageBody: undefined }, 'ValidationException'],
    ['1,601 characters', { MessageBody: 'x'.repeat(1601) }, 'ValidationException'],
    ['a price in words', { MaxPrice: 'five' }, 'ValidationException'],
    ['six context entries', { Context: context }, 'ValidationException'],
    ['a field that is not played', { ProtectConfigurationId: 'p' }, 'ValidationException'],
    ['an unknown configuration set', { ConfigurationSetName: 'nowhere' }, 'ResourceNotFoundException'],
  ])('refuses %s', async (_, overrides, name) => {
    const { client, sms } = await anSms();
    await expect(client.send(aText(overrides))).rejects.toMatchObject({ name });
    expect(sms.messages()).toEqual([]);
  });

  it('refuses a number that opted out, also after a restart', async () => {
    const { sms, deps } = await anSms();
    sms.optOut('+447700900123');
    const client = new PinpointSMSVoiceV2Client(await served(createSms(deps).handle));
    const expected = { name: 'ConflictException', Reason: 'DESTINATION_PHONE_NUMBER_OPTED_OUT' };
    await expect(client.send(aText())).rejects.toMatchObject(expected);
  });

  it('refuses an operation that is not played, by its name', async () => {
    const { client } = await anSms();
    const asking = client.send(new DescribeOptOutListsCommand({}));
    await expect(asking).rejects.toMatchObject({ name: 'UnknownOperationException' });
  });
});

describe('the parts of a text', () => {
  it.each([
    ['x'.repeat(160), 'GSM-7', 1],
    ['x'.repeat(161), 'GSM-7', 2],
    ['x'.repeat(306), 'GSM-7', 2],
    ['x'.repeat(307), 'GSM-7', 3],
    ['€'.repeat(80), 'GSM-7', 1],
    ['€'.repeat(81), 'GSM-7', 2],
    [`${'x'.repeat(152)}€${'x'.repeat(152)}`, 'GSM-7', 3],
    ['š'.repeat(70), 'UCS-2', 1],
    ['š'.repeat(71), 'UCS-2', 2],
    ['š'.repeat(135), 'UCS-2', 3],
    ['😀'.repeat(35), 'UCS-2', 1],
    ['😀'.repeat(67), 'UCS-2', 3],
  ])('%s', (text, encoding, parts) => {
    expect(smsParts(text)).toEqual({ encoding, parts });
  });
});
