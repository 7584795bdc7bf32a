/** SES's events as AWS documents them, as EventBridge would bring them. */
import { describe, expect, it } from 'vitest';
import { newsOf } from '../../../functions/receive-delivery-event/news.ts';
import { jsonFiles, readJson, samples } from '../../adapters/stripe/shared-data.ts';

const docs = samples('aws-ses-docs-events');

/** As published, with the tags that our own mails carry. */
function delivered(file: string) {
  const record = readJson(docs.path, file);
  const tags = { ...record.mail?.tags, 'dunlin-message': ['message-1'] };
  return { source: 'aws.ses', detail: { ...record, mail: { ...record.mail, tags } } };
}

describe.skipIf(docs.absent)(`documented SES events${docs.note}`, () => {
  it.each([
    { file: 'bounce', status: 'bounced', addresses: ['recipient@example.com'] },
    { file: 'complaint', status: 'complained', addresses: ['recipient@example.com'] },
    { file: 'delivery', status: 'delivered', addresses: ['recipient@example.com'] },
  ])('reads the $file record', ({ file, status, addresses }) => {
    const event = delivered(`event-publishing-retrieving-sns-examples__${file}-record.json`);
    expect(newsOf(event)).toEqual({ messageId: 'message-1', status, addresses });
  });

  it.each(['click', 'deliverydelay', 'open', 'rendering-failure', 'send', 'subscription'])(
    'takes the %s record for no news',
    (file) => {
      expect(newsOf(delivered(`event-publishing-retrieving-sns-examples__${file}-record.json`))).toBeUndefined();
    },
  );

  it('fails on the reject record, for the customer got nothing and no rule mends that', () => {
    const event = delivered('event-publishing-retrieving-sns-examples__reject-record.json');
    expect(() => newsOf(event)).toThrow(expect.objectContaining({ name: 'StepRejected' }));
  });

  it.each(docs.absent ? [] : jsonFiles(docs.path))('does not stumble over %s without our tags', (file) => {
    const record = readJson(docs.path, file);
    const mail = { ...record.mail, tags: undefined };
    expect(newsOf({ detail: { ...record, mail } })).toBeUndefined();
  });
});

describe('newsOf', () => {
  const event = (detail: object) => ({ detail: { mail: { tags: { 'dunlin-message': ['message-1'] } }, ...detail } });
  const bounce = (bounceType: string) =>
    event({
      eventType: 'Bounce',
      bounce: { bounceType, bouncedRecipients: [{ emailAddress: '"Ann" <ann@x.example>' }] },
    });

  it('takes only the address of a named mailbox', () => {
    expect(newsOf(bounce('Permanent'))).toMatchObject({ status: 'bounced', addresses: ['ann@x.example'] });
  });

  it.each(['Transient', 'Undetermined'])('leaves a bounce that is %s alone', (type) => {
    expect(newsOf(bounce(type))).toBeUndefined();
  });
});
