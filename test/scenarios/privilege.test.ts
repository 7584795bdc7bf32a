/** What the functions really call on the local pipeline is what their roles allow: reading code alone could overlook a call. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { functionRoster } from '../../lib/function-roster.ts';
import { isMeant } from '../../local/lambda/life.ts';
import { grantedBy } from '../lib/privilege/granted.ts';
import { synthesize } from '../lib/synthesis.ts';
import { openStage, type Stage } from '../support/scenario.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

/** The IAM service of each played one. */
const services: Readonly<Record<string, string>> = {
  dynamodb: 'dynamodb',
  ses: 'ses',
  sms: 'sms-voice',
  events: 'events',
  states: 'states',
  s3: 's3',
  secrets: 'secretsmanager',
};
/** A transaction has no action of its own, and a call does not say its parts: any right to write must be there. */
const actionOf = (service: string, operation: string): RegExp =>
  operation === 'TransactWriteItems'
    ? /^dynamodb:(Put|Update|Delete)Item on /
    : new RegExp(`^${services[service] ?? service}:${operation} on `);

it('every function calls what its role allows, on the way from a first question to the receipt', async () => {
  const seen = new Set<string>();
  const stop = stage.pipeline.faults.watch(({ service, operation, by }) => {
    const name = Object.keys(functionRoster).find((one) => by !== undefined && isMeant(one, by));
    if (name && Object.hasOwn(services, service)) seen.add(`${name} ${service} ${operation}`);
  });
  const story = await stage.story({ reports: true, creditor: { statementDay: 1 } });
  await story.push({ total: '8000.00' }, { invoiceNumber: 'INV-2', total: '900.00' });
  await story.goTo(16);
  await story.ask('GET', '/v1/invoices');
  await story.ask('GET', '/v1/customers/C-1');
  await story.timeline();
  const [letter] = stage.pipeline.messages();
  await story.ask('GET', `/v1/messages/${encodeURIComponent(letter?.id ?? '')}`);
  await story.hold({ reason: 'we look into it' });
  await story.release();
  const money = { object: 'payment_intent', id: 'pi_1', amount: 800_000, currency: 'gbp' };
  await story.stripe('payment_intent.succeeded', { ...money, metadata: { dunlin_invoice_id: 'INV-1' } });
  await story.pay('900.00', { invoiceNumber: 'INV-2' });
  await story.goTo(20);
  await story.ask('GET', '/v1/policies');
  const [link] =
    /https?:\/\/\S+\/v1\/links\/[\w.~-]+/.exec(
      stage.pipeline
        .messages()
        .map(({ text }) => text)
        .join('\n'),
    ) ?? [];
  await fetch(link ?? '');
  await story.goTo(32);
  stop();
  const granted = grantedBy(synthesize('dev'));
  const refused = [...seen].filter((call) => {
    const [name = '', service = '', operation = ''] = call.split(' ');
    const role = [...granted].find(([id]) => id.startsWith('Functions') && isMeant(name, id));
    return ![...(role?.[1] ?? [])].some((right) => actionOf(service, operation).test(right));
  });
  expect(refused).toEqual([]);
  const silent = Object.keys(functionRoster).filter((name) => ![...seen].some((call) => call.startsWith(`${name} `)));
  expect(silent, 'functions that called nothing: the comparison held nothing of them').toEqual(['ask-a-person']);
}, 180_000);
