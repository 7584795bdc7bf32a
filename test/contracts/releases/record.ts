/**
 * Writes down what this release stores, tells and hands over: `node test/contracts/releases/record.ts`, once a release,
 * before its tag. The folder is named by package.json's version; what stands there is never changed afterwards.
 */
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { dynamoClient } from '../../../adapters/dynamodb/client.ts';
import { scanItems } from '../../../adapters/dynamodb/scan.ts';
import { eventsOf } from '../../../functions/publish-events/events-of.ts';
import type { Story } from '../../support/scenario/story.ts';
import { openStage } from '../../support/scenario.ts';

const repository = join(import.meta.dirname, '../../..');
const { version }: { version: string } = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8'));
const folder = join(import.meta.dirname, version);
if (existsSync(folder))
  throw new Error(
    `expected no fixtures of ${version} yet, found ${folder}: raise the version, or remove the folder where it was never released`,
  );

/** One of each, by its kind; the first one met stays. */
const kinds = new Map<string, unknown>();
const note = (kind: string, value: unknown): void => void (kinds.has(kind) || kinds.set(kind, value));

/** Everybody's paths at once: reminded, called about, paid, taken back, held, bounced, nobody to write to, closed. */
async function live(story: Story): Promise<void> {
  const issuedOn = story.on(-10);
  const bounces = [{ email: 'bounce@acme.example', roles: ['billing'] }];
  await story.push({ invoiceNumber: 'INV-1', issuedOn, total: '8000.00', tags: ['vip'] });
  await story.push({ invoiceNumber: 'INV-2', issuedOn, customer: { customerId: 'C-2', contacts: bounces } });
  await story.push({ invoiceNumber: 'INV-3', issuedOn, customer: { customerId: 'C-3' } });
  await story.push({ invoiceNumber: 'INV-4', issuedOn, dueOn: story.on(200), customer: { customerId: 'C-4' } });
  await story.goTo(4);
  await story.hold({ reason: 'dispute' }, 'invoices/INV-3');
  await story.goTo(6, '12:00');
  await story.release('invoices/INV-3');
  await story.pay('1200.00', { invoiceNumber: 'INV-3' });
  const money = { amount: 100_000, currency: 'gbp', metadata: { dunlin_invoice_id: 'INV-1' } };
  await story.stripe('payment_intent.succeeded', { object: 'payment_intent', id: 'pi_1', ...money });
  for (let day = 7; day <= 48; day++) {
    await story.goTo(day);
    for (const { variables } of story.executions()) noteNext(variables.next);
  }
  for (const { variables } of story.executions('INV-4')) noteNext(variables.next);
}

function noteNext(next: unknown): void {
  const { kind, then } = Object(next);
  if (kind !== undefined) note(`next ${kind} ${then?.action}`, next);
}

function noteItem(item: Readonly<Record<string, unknown>>): void {
  const [SK, PK] = [String(item.SK), String(item.PK)];
  // Counts of requests live for a minute.
  if (/^\d+$/.test(SK)) return;
  const what = SK === 'PROFILE' ? (PK.includes('#CUST#') ? 'customer' : 'creditor') : SK.split('#')[0];
  const kind = PK.includes('#DAY#') ? 'journal' : what;
  const state =
    item.caseState ?? item.state ?? (kind === 'EVENT' || kind === 'journal' ? (item.type ?? item.kind) : '');
  note(`item ${kind} ${state}`.trim(), item);
  const told = kind === 'PAY' ? { ...item, state: 'received' } : item;
  for (const { name, detail } of eventsOf(told)) note(`event ${name}`, detail);
}

const stage = await openStage();
try {
  const story = await stage.story({ begins: -10, reports: true });
  await live(story);
  for await (const item of scanItems(dynamoClient(), String(stage.pipeline.info().tables[0])))
    noteItem(unmarshall(item));
  const { s3 } = stage.pipeline.services;
  const bucket = String(stage.pipeline.info().outputs.MessagesBucketName);
  for (const key of s3.keys(bucket)) {
    const { text: _text, html: _html, csv: _csv, ...kept } = JSON.parse(String(s3.get(bucket, key)));
    note(`kept ${key.split('/')[0]} ${kept.kind ?? kept.status}`, kept);
  }
} finally {
  await stage.close();
}

mkdirSync(folder);
for (const [group, file] of Object.entries({ item: 'items', event: 'events', next: 'next', kept: 'kept' })) {
  const found = [...kinds].filter(([kind]) => kind.startsWith(`${group} `));
  const named = Object.fromEntries(found.map(([kind, value]) => [kind.slice(group.length + 1), value]).toSorted());
  writeFileSync(join(folder, `${file}.json`), `${JSON.stringify(named, null, 1)}\n`);
}
copyFileSync(join(repository, 'statemachines/dunning.asl.json'), join(folder, 'dunning.asl.json'));
