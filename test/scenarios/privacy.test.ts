import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { historyOf } from '../../local/states/history.ts';
import { givenUp, isNewsOfMail, journalRows } from '../support/scenario/left-behind.ts';
import type { Story } from '../support/scenario/story.ts';
import { openStage, type Stage } from '../support/scenario.ts';

const data = mkdtempSync(join(tmpdir(), 'dunlin-privacy-'));
let stage: Stage;
beforeAll(async () => {
  stage = await openStage({ data });
});
afterAll(async () => {
  await stage.close();
  rmSync(data, { recursive: true, force: true });
});

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
  document: 'https://files.zyxwvut.example/abc.pdf',
  paymentReference: 'RF18-ZYX-539007547034',
  ownerPhone: '+441227555987',
  tag: 'pays-when-the-moon-is-full',
  attribute: 'chairman-wears-a-kilt',
  contactId: 'HR-REC-0815',
  seller: 'Pffft & Vroom Trading',
  sellerAddress: '7 Unmistakable Mews',
  sellerPhone: '+441632960987',
  replyTo: 'ledgers@vroom-pffft.example',
  finance: 'treasury@vroom-pffft.example',
  accountName: 'Pffft Vroom Collections',
  iban: 'GB94BARC10201530093459',
  total: '7654.32',
  part: '1234.56',
  given: '31.37',
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
  '3137',
  '642000',
  '6419.76',
  '641976',
  '6,419.76',
];

/** Ids are full of digits, so a figure counts where it stands by itself; words count wherever they stand. */
const leaks = (text: string): readonly string[] =>
  needles.filter((needle) =>
    /^[\d.,]+$/.test(needle)
      ? new RegExp(`(?<![\\w.])${needle.replaceAll('.', '\\.')}(?![\\w-])`).test(text)
      : text.includes(needle),
  );

async function liveThroughIt(story: Story): Promise<void> {
  await story.push({
    ...{ total: SECRETS.total, issuedOn: story.on(-10), purchaseOrder: SECRETS.purchaseOrder, paymentUrl: SECRETS.url },
    ...{ documentUrl: SECRETS.document, paymentReference: SECRETS.paymentReference, tags: [SECRETS.tag] },
    customer: {
      name: SECRETS.company,
      owner: { name: SECRETS.owner, email: SECRETS.ownerEmail, phone: SECRETS.ownerPhone },
      attributes: { gossip: SECRETS.attribute },
      contacts: [
        {
          ...{ contactId: SECRETS.contactId, name: SECRETS.person, email: SECRETS.email },
          ...{ mobile: SECRETS.mobile, smsConsent: true, roles: ['billing'] },
        },
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
  await giveUp(story);
  await story.goTo(60);
}

/** Functions fail until what they were given lies where failures go: the bucket of the stream, the queues of the rules. */
async function giveUp(story: Story): Promise<void> {
  for (const operation of ['publish-events', 'apply-payment', 'send-receipts', 'wake-case'])
    story.faults.order({ service: 'lambda', operation, count: 500, fault: 'fail-before' });
  await story.pay(SECRETS.given, { paymentId: 'P-10', method: SECRETS.person });
  await story.goTo(18);
  story.faults.clear();
  story.faults.order({ service: 'lambda', operation: 'apply-payment', count: 500, fault: 'fail-before' });
  await story.stripe('payment_intent.succeeded', {
    ...{ object: 'payment_intent', id: 'pi_2', amount: 123, currency: 'gbp', receipt_email: SECRETS.email },
    ...{ metadata: { dunlin_invoice_id: 'INV-1' }, shipping: { name: SECRETS.person, phone: SECRETS.mobile } },
  });
  await story.goTo(20);
  story.faults.clear();
}

describe('names, addresses, words and amounts', () => {
  it('are found where they are, and not in ids that look like them', () => {
    expect(leaks('{"minor":3137,"of":"Quentin Fuzzlewick"}')).toEqual(['Quentin Fuzzlewick', 'uzzlewick', '3137']);
    expect(leaks('it is -31.37, or £1,234.56.')).toEqual(['31.37', '1,234.56']);
    expect(leaks('"4f313795" "0f8e-3137-77aa" x123456')).toEqual([]);
  });

  it('stay out of executions, logs, events and what could not be delivered', async () => {
    const story = await stage.story({
      begins: -10,
      reports: true,
      creditor: {
        ...{ policyId: 'b2b-with-sms', smsOrigination: '+447700900999', name: SECRETS.seller },
        ...{ address: SECRETS.sellerAddress, phone: SECRETS.sellerPhone, replyTo: SECRETS.replyTo },
        financeEmails: [SECRETS.finance],
        bank: { GBP: { accountName: SECRETS.accountName, lines: [{ label: 'IBAN', value: SECRETS.iban }] } },
      },
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
    const letters = queued.filter(({ arn, record }) => arn !== WITNESS && !isNewsOfMail(JSON.stringify(record)));
    const metrics = stage.logged.filter((line) => line.includes('"_aws"'));
    const kept = journalRows(data);
    const failures = givenUp(stage.pipeline);
    const found = {
      ours,
      events,
      logged: stage.logged,
      metrics,
      letters,
      failures,
      kinds: Object.keys(kept),
    };
    const atLeast = { ours: 1, events: 11, logged: 51, metrics: 1, letters: 1, failures: 1, kinds: 5 };
    for (const [what, least] of Object.entries(atLeast))
      expect({ what, enough: Object(found)[what].length >= least }).toEqual({ what, enough: true });
    const places = {
      executions: ours.map((row) => ({ ...row, history: historyOf(row, states.machineOf(row.arn)) })),
      logs: stage.logged,
      events,
      queues: letters,
      failures: failures.map((record) => withoutFigures(JSON.parse(record))),
      ...kept,
      timeline: (await story.timeline()).records.map(({ words: _, ...record }) => withoutFigures(record)),
    };
    for (const [place, content] of Object.entries(places)) {
      expect({ place, found: leaks(JSON.stringify(content)) }).toEqual({ place, found: [] });
    }
  });
});

/** The audit, and records that were given up, may tell figures, never whose they are. */
const withoutFigures = (record: object): object =>
  JSON.parse(JSON.stringify(record, (key, value) => (/minor$/i.test(key) ? undefined : value)));
