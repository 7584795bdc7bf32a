import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { historyOf } from '../../local/states/history.ts';
import type { Story } from '../support/scenario/story.ts';
import { openStage, type Stage } from '../support/scenario.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

/** Values that occur nowhere else, so that a search for them finds a leak and nothing but a leak. */
const SECRETS = {
  company: 'Zyxwvut Holdings',
  person: 'Quentin Fuzzlewick',
  email: 'quentin.fuzzlewick@zyxwvut.example',
  second: 'office@zyxwvut.example',
  mobile: '+447700900987',
  owner: 'Olga Wrenchford',
  ownerEmail: 'olga.wrenchford@seller.example',
  reason: 'the forklift came scratched',
  note: 'their bookkeeper is on leave',
  purchaseOrder: 'PO-ZYX-778899',
  url: 'https://pay.zyxwvut.example/abc',
  total: '7654.32',
  part: '1234.56',
} as const;

/** A queue of the test's own, to which the bus brings every event. */
const WITNESS = 'arn:aws:sqs:eu-west-1:000000000000:witness';

/** Words as they are, and amounts also in minor units and with their separators. */
const needles = [
  ...Object.values(SECRETS),
  'uzzlewick',
  'zyxwvut',
  '765432',
  '7,654.32',
  '123456',
  '1,234.56',
  '642000',
  '6419.76',
  '641976',
  '6,419.76',
];

async function liveThroughIt(story: Story): Promise<void> {
  await story.push({
    ...{ total: SECRETS.total, issuedOn: story.on(-10), purchaseOrder: SECRETS.purchaseOrder, paymentUrl: SECRETS.url },
    customer: {
      name: SECRETS.company,
      owner: { name: SECRETS.owner, email: SECRETS.ownerEmail },
      contacts: [
        { name: SECRETS.person, email: SECRETS.email, mobile: SECRETS.mobile, smsConsent: true, roles: ['billing'] },
        { email: SECRETS.second, roles: ['cc'] },
      ],
    },
  });
  await story.hold({ reason: SECRETS.reason, until: story.on(1) });
  story.faults.order({ service: 'ses', operation: 'SendEmail', nth: 2, count: 1, fault: 'refuse' });
  await story.goTo(4);
  await story.stripe('payment_intent.succeeded', {
    ...{ object: 'payment_intent', id: 'pi_1', amount: 123_456, currency: 'gbp' },
    metadata: { dunlin_invoice_id: 'INV-1' },
    receipt_email: SECRETS.email,
  });
  await story.goTo(16);
  for (const { taskId } of await story.tasks())
    await story.ask('POST', `/v1/tasks/${taskId}/outcome`, { outcome: 'voicemail', note: SECRETS.note });
  await story.ask('POST', '/v1/invoices', {
    invoices: [{ invoiceNumber: 'BAD', customer: { name: SECRETS.company, email: SECRETS.email } }],
  });
  for (const operation of ['apply-payment', 'receive-payments'])
    story.faults.order({
      service: 'dynamodb',
      operation: 'TransactWriteItems',
      nth: 1,
      count: operation === 'apply-payment' ? 3 : 1,
      fault: 'fail-before',
    });
  await story.ask('POST', '/v1/payments', {
    payments: [
      {
        paymentId: 'P-9',
        invoiceNumber: 'INV-1',
        amount: SECRETS.part,
        currency: 'GBP',
        receivedAt: story.at(16),
        method: SECRETS.person,
      },
    ],
  });
  story.faults.clear();
  await story.goTo(60);
}

describe('names, addresses, words and amounts', () => {
  it('stay out of executions, logs, events and what could not be delivered', async () => {
    const story = await stage.story({
      begins: -10,
      reports: true,
      creditor: { policyId: 'b2b-with-sms', smsOrigination: '+447700900999' },
    });
    const { bus, states } = stage.pipeline.services;
    const busName = stage.pipeline.info().buses.find((name) => name !== 'default') ?? '';
    const pattern = { source: ['dunlin'] };
    bus.putRule({ name: 'witness', busName, pattern, targets: [{ id: 'queue', arn: WITNESS }] });
    await liveThroughIt(story);
    expect(story.sent().length).toBeGreaterThan(5);
    const ours = story.executions();
    const queued = stage.pipeline.queued();
    const events = queued.filter(({ arn }) => arn === WITNESS);
    expect([ours.length > 0, events.length > 10, stage.logged.length > 50]).toEqual([true, true, true]);
    const places = {
      executions: ours.map((row) => ({ ...row, history: historyOf(row, states.machineOf(row.arn)) })),
      logs: stage.logged,
      events,
      queues: queued.filter(({ record }) => !JSON.stringify(record).includes('aws.ses')),
      timeline: (await story.timeline()).records.map(({ words: _, ...record }) => withoutFigures(record)),
    };
    for (const [place, content] of Object.entries(places)) {
      const text = JSON.stringify(content);
      expect({ place, found: needles.filter((needle) => text.includes(needle)) }).toEqual({ place, found: [] });
    }
  });
});

/** The audit may tell figures, never whose they are. */
const withoutFigures = (record: object): object =>
  JSON.parse(JSON.stringify(record, (key, value) => (/minor$/i.test(key) ? undefined : value)));
