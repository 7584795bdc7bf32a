/** SES v2 by its real client: what it takes and refuses, what it keeps, and the events it publishes afterwards. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { GetAccountCommand, SESv2Client, SendEmailCommand, type SendEmailCommandInput } from '@aws-sdk/client-sesv2';
import { describe, expect, it } from 'vitest';
import type { SesEvent } from '../../../local/ses/outcomes.ts';
import { createSes, type SesDeps } from '../../../local/ses/ses.ts';
import { handClock, memoryJournal, place, served } from '../wire-host.ts';

const utf8 = (Data: string) => ({ Data, Charset: 'UTF-8' });
const simple = {
  Subject: utf8('Invoice 42'),
  Body: { Text: utf8('Please pay £5'), Html: utf8('<p>Please pay £5</p>') },
};
const anEmail = (overrides: Partial<SendEmailCommandInput> = {}): SendEmailCommand =>
  new SendEmailCommand({
    FromEmailAddress: 'Acme <billing@acme.example>',
    Destination: { ToAddresses: ['ap@customer.example'] },
    Content: { Simple: simple },
    ConfigurationSetName: 'tracked',
    ...overrides,
  });

async function aSes(overrides: Partial<SesDeps> = {}) {
  const clock = handClock();
  const events: SesEvent[] = [];
  const deps: SesDeps = {
    place,
    ...clock,
    journal: memoryJournal(),
    configurationSets: { tracked: ['DELIVERY', 'BOUNCE', 'COMPLAINT'], silent: [], all: ['SEND', 'DELIVERY'] },
    emit: (event) => void events.push(event),
    ...overrides,
  };
  const ses = createSes(deps);
  return { ses, clock, deps, events, client: new SESv2Client(await served(ses.handle)) };
}

describe('SendEmail', () => {
  it('keeps what the receivers see', async () => {
    const { client, ses } = await aSes();
    const Headers = [{ Name: 'References', Value: '<a@eu-west-1.amazonses.com>' }];
    const Attachments = [{ FileName: 'r.csv', ContentType: 'text/csv', RawContent: Buffer.from('a,b') }];
    const answer = await client.send(
      anEmail({
        Destination: {
          ToAddresses: ['ap@customer.example'],
          CcAddresses: ['cc@x.example'],
          BccAddresses: ['bcc@x.example'],
        },
        ReplyToAddresses: ['Anna <anna@acme.example>'],
        Content: { Simple: { ...simple, Headers, Attachments } },
        EmailTags: [{ Name: 'message', Value: 'abc_1-2' }],
        ListManagementOptions: { ContactListName: 'reports' },
      }),
    );
    expect(ses.messages()).toEqual([
      {
        id: answer.MessageId,
        from: 'Acme <billing@acme.example>',
        to: ['ap@customer.example'],
        cc: ['cc@x.example'],
        bcc: ['bcc@x.example'],
        replyTo: ['Anna <anna@acme.example>'],
        subject: 'Invoice 42',
        text: 'Please pay £5',
        html: '<p>Please pay £5</p>',
        headers: [{ name: 'References', value: '<a@eu-west-1.amazonses.com>' }],
        tags: [{ name: 'message', value: 'abc_1-2' }],
        attachments: [{ fileName: 'r.csv', contentType: 'text/csv', size: 3, content: 'YSxi' }],
        configurationSet: 'tracked',
        contactList: 'reports',
        sentAt: '2026-02-03T10:00:00.000Z',
      },
    ]);
  });

  it('keeps it over a restart', async () => {
    const { client, ses, deps } = await aSes();
    await client.send(anEmail());
    expect(createSes(deps).messages()).toEqual(ses.messages());
  });

  const withHeader = (Name: string, Value: string) => ({
    Content: { Simple: { ...simple, Headers: [{ Name, Value }] } },
  });
  const reference = { Name: 'References', Value: '<a@x.example>' };
  const addresses = (count: number) => Array.from({ length: count }, (_, index) => `a${index}@x.example`);
  it.each<[string, Partial<SendEmailCommandInput>]>([
    ['no recipient', { Destination: {} }],
    ['51 recipients', { Destination: { ToAddresses: addresses(50), CcAddresses: ['b@x.example'] } }],
    ['an address without a domain', { Destination: { ToAddresses: ['customer'] } }],
    ['an address with a space', { Destination: { ToAddresses: ['a b@x.example'] } }],
    ['an address beyond ASCII', { Destination: { ToAddresses: ['ä@x.example'] } }],
    ['a domain without a dot', { Destination: { ToAddresses: ['a@localhost'] } }],
    ['a bad reply address', { ReplyToAddresses: ['nobody'] }],
    ['a sender without a domain', { FromEmailAddress: 'billing' }],
    ['no sender', { FromEmailAddress: undefined }],
    ['a template', { Content: { Template: { TemplateName: 't' } } }],
    ['a tenant', { TenantName: 't' }],
    ['no content', { Content: {} }],
    ['no body', { Content: { Simple: { Subject: utf8('x'), Body: {} } } }],
    [
      'text beyond ASCII without a charset',
      { Content: { Simple: { Subject: { Data: '£' }, Body: { Text: utf8('x') } } } },
    ],
    [
      'a subject of two lines',
      { Content: { Simple: { Subject: utf8('a\nBcc: b@x.example'), Body: { Text: utf8('x') } } } },
    ],
    ['a header that SES writes', withHeader('Reply-To', 'a@x.example')],
    ['a header with a colon in its name', withHeader('X:Y', 'v')],
    ['a header of two lines', withHeader('X-Y', 'a\nb')],
    ['a header that is too long', withHeader('X-Y', 'a'.repeat(996))],
    ['a header that is too long with its name', withHeader('X'.repeat(126), 'a'.repeat(900))],
    ['one header twice', { Content: { Simple: { ...simple, Headers: [reference, reference] } } }],
    ['a tag with a space', { EmailTags: [{ Name: 'a', Value: 'b c' }] }],
    [
      'one tag twice',
      {
        EmailTags: [
          { Name: 'a', Value: 'b' },
          { Name: 'a', Value: 'c' },
        ],
      },
    ],
  ])('refuses %s', async (_, overrides) => {
    const { client, ses } = await aSes();
    await expect(client.send(anEmail(overrides))).rejects.toMatchObject({ name: 'BadRequestException' });
    expect(ses.messages()).toEqual([]);
  });

  it('refuses a configuration set that is not there', async () => {
    const { client } = await aSes();
    const sending = client.send(anEmail({ ConfigurationSetName: 'nowhere' }));
    await expect(sending).rejects.toMatchObject({ name: 'NotFoundException' });
  });

  it('refuses an operation that is not played, by its path', async () => {
    const { client } = await aSes();
    const asking = client.send(new GetAccountCommand({}));
    await expect(asking).rejects.toMatchObject({
      name: 'UnknownOperationException',
      message: expect.stringContaining('GET /v2/email/account'),
    });
  });
});

describe('a raw message', () => {
  const raw = [
    'From: =?UTF-8?Q?J=C3=BCrgen?= <j@acme.example>',
    'To: "Payable, Accounts" <ap@customer.example>, b@customer.example',
    'Cc: c@customer.example',
    'Subject: =?UTF-8?B?UmVjaG51bmc=?= =?UTF-8?B?IMO8YmVyIDXigqw=?=',
    'Content-Type: multipart/mixed;',
    ' boundary="outer"',
    '',
    'preamble',
    '--outer',
    'Content-Type: multipart/alternative; boundary=inner',
    '',
    '--inner',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: quoted-printable',
    '',
    'F=C3=BCnf =',
    'Euro',
    '--inner',
    'Content-Type: text/html; charset=iso-8859-1',
    'Content-Transfer-Encoding: base64',
    '',
    Buffer.from('<b>fünf</b>', 'latin1').toString('base64'),
    '--inner--',
    '--outer',
    'Content-Type: text/csv; name="r.csv"',
    'Content-Disposition: attachment; filename="r.csv"',
    'Content-Transfer-Encoding: base64',
    '',
    'YSxi',
    '--outer--',
    '',
  ].join('\r\n');

  it('is read into the same parts', async () => {
    const { client, ses } = await aSes();
    const Content = { Raw: { Data: Buffer.from(raw) } };
    await client.send(new SendEmailCommand({ Content }));
    expect(ses.messages()).toMatchObject([
      {
        from: 'Jürgen <j@acme.example>',
        to: ['"Payable, Accounts" <ap@customer.example>', 'b@customer.example'],
        cc: ['c@customer.example'],
        bcc: [],
        subject: 'Rechnung über 5€',
        text: 'Fünf Euro',
        html: '<b>fünf</b>',
        attachments: [{ fileName: 'r.csv', contentType: 'text/csv', size: 3, content: 'YSxi' }],
      },
    ]);
  });
});

describe('the outcome of an e-mail', () => {
  const to = (...ToAddresses: string[]) => ({ Destination: { ToAddresses } });
  it.each([
    ['is delivered', 'ap@customer.example', ['Email Delivered']],
    ['bounces at bounce@', 'bounce@customer.example', ['Email Bounced']],
    ['bounces at bounce+…@', 'bounce+7@customer.example', ['Email Bounced']],
    ['bounces at bounce.example', 'ap@bounce.example', ['Email Bounced']],
    ['is delivered to a bouncer', 'bouncer@customer.example', ['Email Delivered']],
    [
      'is complained about at complaint…@',
      'complaint1@customer.example',
      ['Email Delivered', 'Email Complaint Received'],
    ],
  ])('%s', async (_, address, detailTypes) => {
    const { client, clock, events } = await aSes();
    await client.send(anEmail(to(address)));
    expect(events).toEqual([]);
    await clock.advance(60_000);
    expect(events.map(({ detailType }) => detailType)).toEqual(detailTypes);
  });

  it('is told per recipient, with the tags of the message', async () => {
    const { client, clock, events } = await aSes();
    const EmailTags = [{ Name: 'message', Value: 'm1' }];
    const answer = await client.send(anEmail({ ...to('a@x.example', 'bounce@x.example'), EmailTags }));
    await clock.advance(60_000);
    expect(events).toMatchObject([
      {
        source: 'aws.ses',
        resources: ['arn:aws:ses:eu-west-1:123456789012:configuration-set/tracked'],
        detail: {
          eventType: 'Delivery',
          mail: {
            messageId: answer.MessageId,
            destination: ['a@x.example', 'bounce@x.example'],
            tags: { 'ses:configuration-set': ['tracked'], message: ['m1'] },
          },
          delivery: { recipients: ['a@x.example'], processingTimeMillis: 2000, timestamp: '2026-02-03T10:00:02.000Z' },
        },
      },
      {
        detail: {
          eventType: 'Bounce',
          bounce: { bounceType: 'Permanent', bouncedRecipients: [{ emailAddress: 'bounce@x.example' }] },
        },
      },
    ]);
  });

  it('is told only where the configuration set publishes it', async () => {
    const { client, clock, events } = await aSes();
    await client.send(anEmail({ ConfigurationSetName: 'silent' }));
    await client.send(anEmail({ ConfigurationSetName: undefined }));
    await client.send(anEmail({ ConfigurationSetName: 'all', ...to('bounce@x.example') }));
    await clock.advance(60_000);
    expect(events.map(({ detailType }) => detailType)).toEqual(['Email Sent']);
  });

  it('is told after a restart when the process stopped before', async () => {
    const { client, deps } = await aSes();
    await client.send(anEmail());
    const again = await aSes({ journal: deps.journal });
    again.ses.resume();
    await again.clock.advance(60_000);
    expect(again.events.map(({ detailType }) => detailType)).toEqual(['Email Delivered']);
    const third = await aSes({ journal: deps.journal });
    third.ses.resume();
    await third.clock.advance(60_000);
    expect(third.events).toEqual([]);
  });
});

const recorded = fileURLToPath(new URL('../../../../shared/data/aws-ses-docs-events/', import.meta.url));
describe.skipIf(!existsSync(recorded))(`the shape of events (skipped where ${recorded} is absent)`, () => {
  it.each([
    ['delivery', 'ap@customer.example', 'Email Delivered'],
    ['bounce', 'bounce@customer.example', 'Email Bounced'],
    ['complaint', 'complaint@customer.example', 'Email Complaint Received'],
  ])('has every field of the published %s record', async (name, address, detailType) => {
    const { client, clock, events } = await aSes();
    await client.send(anEmail({ Destination: { ToAddresses: [address] } }));
    await clock.advance(60_000);
    const file = `${recorded}event-publishing-retrieving-sns-examples__${name}-record.json`;
    const published = JSON.parse(readFileSync(file, 'utf8'));
    const ours = events.find((event) => event.detailType === detailType)?.detail ?? {};
    const missing = paths(published).filter(
      (path) => !paths(ours).includes(path) && !/tags\.(my|ses:outgoing)/.test(path),
    );
    expect(missing).toEqual([]);
  });
});

/** Every path of an object, the elements of arrays taken together. */
function paths(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((one) => paths(one, path));
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, inner]) => paths(inner, `${path}.${key}`));
}
