/** The mailer: what it asks SES for, and what each answer means for the claim. */
import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { createMailer, type Mail, sesClient } from '../../../adapters/ses/mailer.ts';
import { serviceError, systemError } from '../aws/thrown.ts';

const ses = mockClient(SESv2Client);
const client = new SESv2Client({ region: 'eu-west-1' });
const mailer = createMailer({ client, configurationSet: 'dunlin' });

function aMail(changes: Partial<Mail> = {}): Mail {
  return {
    from: { name: 'Demo Ltd', address: 'accounts@demo.example' },
    to: [{ name: 'Accounts payable', address: 'ap@acme.example' }],
    subject: 'Invoice INV-0042',
    text: 'Good morning',
    html: '<p>Good morning</p>',
    ...changes,
  };
}

const sentInput = () => ses.commandCalls(SendEmailCommand)[0]?.args[0].input;

beforeEach(() => {
  ses.reset();
  ses.on(SendEmailCommand).resolves({ MessageId: '0102-abc' });
});

describe('send', () => {
  it('sends once, under the configuration set, with text, HTML and tags', async () => {
    await mailer.send(aMail({ tags: { kind: 'reminder', message: 'a1b2' }, cc: [{ address: 'owner@demo.example' }] }));
    expect(ses.commandCalls(SendEmailCommand)).toHaveLength(1);
    expect(sentInput()).toEqual({
      FromEmailAddress: '"Demo Ltd" <accounts@demo.example>',
      Destination: { ToAddresses: ['"Accounts payable" <ap@acme.example>'], CcAddresses: ['owner@demo.example'] },
      ConfigurationSetName: 'dunlin',
      EmailTags: [
        { Name: 'kind', Value: 'reminder' },
        { Name: 'message', Value: 'a1b2' },
      ],
      Content: {
        Simple: {
          Subject: { Data: 'Invoice INV-0042', Charset: 'UTF-8' },
          Body: {
            Text: { Data: 'Good morning', Charset: 'UTF-8' },
            Html: { Data: '<p>Good morning</p>', Charset: 'UTF-8' },
          },
        },
      },
    });
  });

  it('answers with the Message-ID that SES gives, so that a later mail can join the thread', async () => {
    expect(await mailer.send(aMail())).toEqual({
      outcome: 'sent',
      providerId: '0102-abc',
      messageIdHeader: '<0102-abc@eu-west-1.amazonses.com>',
    });
    const virginia = createMailer({ client: new SESv2Client({ region: 'us-east-1' }), configurationSet: 'dunlin' });
    expect(await virginia.send(aMail())).toMatchObject({ messageIdHeader: '<0102-abc@email.amazonses.com>' });
  });

  it('threads, attaches and names who is answered', async () => {
    const headers = { 'In-Reply-To': '<a@x.example>', References: '<a@x.example>' };
    const csv = { fileName: 'report.csv', contentType: 'text/csv', content: 'a;b' };
    await mailer.send(aMail({ headers, attachments: [csv], replyTo: [{ address: 'owner@demo.example' }] }));
    expect(sentInput()?.ReplyToAddresses).toEqual(['owner@demo.example']);
    expect(sentInput()?.Content?.Simple).toMatchObject({
      Headers: [
        { Name: 'In-Reply-To', Value: '<a@x.example>' },
        { Name: 'References', Value: '<a@x.example>' },
      ],
      Attachments: [{ FileName: 'report.csv', ContentType: 'text/csv', RawContent: Buffer.from('a;b') }],
    });
  });

  it('keeps the newest references of a thread that has outgrown its field', async () => {
    const ids = Array.from({ length: 60 }, (_, nth) => `<message-${nth}@eu-west-1.amazonses.com>`);
    await mailer.send(aMail({ headers: { References: ids.join(' ') } }));
    const value = sentInput()?.Content?.Simple?.Headers?.[0]?.Value ?? '';
    expect(value.endsWith('<message-59@eu-west-1.amazonses.com>')).toBe(true);
    expect(value.startsWith('<message-')).toBe(true);
    expect('References'.length + value.length).toBeLessThanOrEqual(996);
  });

  it.each([
    { error: serviceError('TooManyRequestsException', 429), then: { outcome: 'not-sent', retry: true } },
    { error: serviceError('ThrottlingException', 400), then: { outcome: 'not-sent', retry: true } },
    { error: serviceError('LimitExceededException', 400), then: { outcome: 'not-sent', retry: true } },
    { error: serviceError('SendingPausedException', 400), then: { outcome: 'not-sent', retry: true } },
    { error: systemError('ECONNREFUSED'), then: { outcome: 'not-sent', retry: true } },
    { error: serviceError('MessageRejected', 400), then: { outcome: 'not-sent', retry: false } },
    { error: serviceError('MailFromDomainNotVerifiedException', 400), then: { outcome: 'not-sent', retry: false } },
    { error: serviceError('BadRequestException', 400), then: { outcome: 'not-sent', retry: false } },
    { error: serviceError('NotFoundException', 404), then: { outcome: 'not-sent', retry: false } },
    { error: serviceError('AccountSuspendedException', 400), then: { outcome: 'not-sent', retry: false } },
    { error: serviceError('AccessDeniedException', 403), then: { outcome: 'not-sent', retry: false } },
    { error: serviceError('InternalServiceErrorException', 500), then: { outcome: 'unknown' } },
    { error: serviceError('ServiceUnavailable', 503), then: { outcome: 'unknown' } },
    { error: systemError('ECONNRESET'), then: { outcome: 'unknown' } },
    { error: Object.assign(new Error(), { name: 'TimeoutError' }), then: { outcome: 'unknown' } },
    { error: Object.assign(new Error(), { name: 'AbortError' }), then: { outcome: 'unknown' } },
    { error: new TypeError('surprise'), then: { outcome: 'unknown' } },
  ])('$then.outcome (retry $then.retry) when SES answers $error.name $error.code', async ({ error, then }) => {
    ses.on(SendEmailCommand).rejects(error);
    expect(await mailer.send(aMail())).toMatchObject(then);
    expect(ses.commandCalls(SendEmailCommand)).toHaveLength(1);
  });

  it.each([
    { what: 'a line break in the subject', mail: { subject: 'Hello\r\nBcc: x@y.example' }, code: 'InvalidSubject' },
    {
      what: 'a line break in a name',
      mail: { from: { name: 'A\nB', address: 'a@b.example' } },
      code: 'InvalidAddress',
    },
    { what: 'a line break in a header', mail: { headers: { 'X-A': 'b\r\nBcc: x@y.example' } }, code: 'InvalidHeader' },
    { what: 'two addresses in one', mail: { to: [{ address: 'a@b.example, c@d.example' }] }, code: 'InvalidAddress' },
    { what: 'an address without a domain', mail: { to: [{ address: 'nobody' }] }, code: 'InvalidAddress' },
    { what: 'nobody to write to', mail: { to: [] }, code: 'NoRecipient' },
    { what: 'a tag SES would refuse', mail: { tags: { kind: 'a b' } }, code: 'InvalidTag' },
  ])('sends nothing for $what', async ({ mail, code }) => {
    expect(await mailer.send(aMail(mail))).toEqual({ outcome: 'not-sent', retry: false, code });
    expect(ses.commandCalls(SendEmailCommand)).toHaveLength(0);
  });
});

describe('sesClient', () => {
  it('tries once, for SES cannot tell a repeat from a second mail', async () => {
    expect(await sesClient({ region: 'eu-west-1' }).config.maxAttempts()).toBe(1);
  });
});
