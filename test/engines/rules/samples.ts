/** Events as they really come: Dunlin's own catalogue, and AWS's published samples of SES, Step Functions and table streams. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EVENTS } from '../../../contracts/events/catalogue.ts';
import { isRecord, samplesOf } from './shared-data.ts';

export type Event = { readonly name: string; readonly event: object };

const examples = join(import.meta.dirname, '..', '..', '..', 'contracts', 'events', 'examples');
const envelope = {
  version: '0',
  id: '315c1398-40ff-a850-213b-158f73e60175',
  account: '012345678912',
  time: '2026-02-03T10:14:00Z',
  region: 'eu-west-1',
  resources: [],
};

/** Every event that Dunlin tells, by its published example, as the bus would deliver it. */
export function ownEvents(): Event[] {
  return Object.keys(EVENTS).map((name) => {
    const file = join(examples, `${name.slice('dunlin.'.length)}.json`);
    return { name, event: { ...envelope, ...JSON.parse(readFileSync(file, 'utf8')) } };
  });
}

/**
 * What SES publishes, of each kind that its guide shows, once as it is and once for each tag of ours. SES's records become
 * the detail of an event from `aws.ses`: https://docs.aws.amazon.com/ses/latest/dg/event-publishing-eventbridge.html
 */
export function mailEvents(tagged: readonly Readonly<Record<string, string>>[]): Event[] {
  return samplesOf('aws-ses-docs-events').flatMap(({ name, content }) => {
    if (!isRecord(content) || !isRecord(content.mail)) return [];
    const { mail } = content;
    const tags = isRecord(mail.tags) ? mail.tags : {};
    return [{}, ...tagged].map((own) => {
      const listed = Object.fromEntries(Object.entries(own).map(([tag, value]) => [tag, [value]]));
      const detail = { ...content, mail: { ...mail, tags: { ...tags, ...listed } } };
      const event = { ...envelope, source: 'aws.ses', 'detail-type': `Email ${content.eventType}`, detail };
      return { name: `${name} ${JSON.stringify(own)}`, event };
    });
  });
}

/** Status changes of executions, and records of a table's stream: nothing of ours may take them on a bus. */
export function foreignEvents(): Event[] {
  const executions = samplesOf('aws-stepfunctions-events');
  return executions.flatMap(({ name, content }) => (isRecord(content) ? [{ name, event: content }] : []));
}

/** Records of the table's stream: of each audit record by its type, of money, and of what is never told. */
export function streamRecords(types: readonly string[]): Event[] {
  const record = (eventName: string, SK: string, image: Record<string, string>): Event => {
    const NewImage = Object.fromEntries(Object.entries({ SK, ...image }).map(([key, S]) => [key, { S }]));
    const dynamodb = { Keys: { PK: { S: 'CRED#demo#INV#INV-1' }, SK: { S: SK } }, NewImage, SequenceNumber: '1' };
    return {
      name: `${eventName} ${SK} ${JSON.stringify(image)}`,
      event: { eventName, eventSource: 'aws:dynamodb', dynamodb },
    };
  };
  const names = ['INSERT', 'MODIFY', 'REMOVE'];
  const audit = types.flatMap((type) => names.map((name) => record(name, 'EVENT#000007', { type })));
  const money = ['received', 'applied', 'unapplied'].flatMap((state) =>
    names.map((name) => record(name, 'PAY', { state })),
  );
  return [
    ...audit,
    ...money,
    ...names.map((name) => record(name, 'INVOICE', { type: 'invoice.accepted', state: 'open' })),
  ];
}
