/** What earlier releases stored, told and handed over is understood by this one: fixtures are added, never changed. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { deliveryKey, KeptDelivery, KeptMessage } from '../../contracts/archive.ts';
import { delivered, EVENTS, type EventName } from '../../contracts/events/catalogue.ts';
import { storedInvoice } from '../../contracts/stored/invoice.ts';
import { storedCreditor, storedCustomer, storedKey, storedPolicy } from '../../contracts/stored/parties.ts';
import {
  storedAudit,
  storedJournal,
  storedMessage,
  storedPayment,
  storedPerson,
  storedTask,
  storedTouch,
} from '../../contracts/stored/records.ts';
import {
  AskAPersonInput,
  EvaluateEscalationInput,
  OpenTaskInput,
  SendReminderInput,
} from '../../contracts/tasks/case-ref.ts';
import { NextDecision } from '../../contracts/tasks/next-decision.ts';
import { seal } from '../../core/audit/chain.ts';

const root = join(import.meta.dirname, 'releases');
const releases = readdirSync(root, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? [entry.name] : [],
);
const current = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8')).version;
const named = z.record(z.string(), z.record(z.string(), z.unknown()));
const read = (release: string, file: string) =>
  named.parse(JSON.parse(readFileSync(join(root, release, `${file}.json`), 'utf8')));

/** By the first word of the fixture's name; items without a schema are only counted, noted or leased. */
const schemas: Readonly<Record<string, z.ZodType>> = {
  INVOICE: storedInvoice,
  customer: storedCustomer,
  creditor: storedCreditor,
  KEY: storedKey,
  POLICY: z.object({ policy: storedPolicy }).or(z.object({ version: z.int() })),
  EVENT: storedAudit,
  PAY: storedPayment,
  TOUCH: storedTouch,
  MSG: storedMessage,
  CONTACTS: storedPerson,
  TASK: storedTask,
  journal: storedJournal,
};
/** Keys of the table and its indexes, what the outbox needs, and what stands beside a switch. */
const ofTheTable = new Set(
  'PK SK ref duePk dueAt customerPk customerSk listPk listSk standing stopReason stopChangedAt'.split(' '),
);
const plain = new Set(['ONCE', 'REPORT', 'SWEEP', 'SYNC', 'STOP', 'NUMBER', 'WAITING']);

it('are on record, this one included', () => {
  expect(releases).toContain(current);
  const definition = (folder: string) => JSON.parse(readFileSync(join(folder, 'dunning.asl.json'), 'utf8'));
  // A changed path is a new version, or this one is written down again before it is released.
  expect(definition(join(root, current))).toEqual(definition(join(import.meta.dirname, '../../statemachines')));
});

describe.each(releases)('release %s', (release) => {
  it.each(Object.entries(read(release, 'items')))('left an item %s that is still read, whole', (name, item) => {
    const [kind = ''] = name.split(' ');
    if (plain.has(kind)) return;
    const parsed = schemas[kind]?.parse(item);
    expect(parsed, `expected a schema for ${kind}`).toBeDefined();
    const known = new Map(Object.entries(Object(parsed)));
    const forgotten = Object.keys(item).filter((field) => !known.has(field) && !ofTheTable.has(field));
    expect(forgotten, 'fields that nobody reads any more').toEqual([]);
    for (const [field, value] of known) expect(value, field).toEqual(item[field] ?? value);
  });

  it('left audit records whose hash is still the same', () => {
    const records = Object.entries(read(release, 'items')).filter(([name]) => name.startsWith('EVENT '));
    expect(records.length).toBeGreaterThan(5);
    for (const [, item] of records) {
      const { previous, hash, ...record } = storedAudit.parse(item);
      expect(seal(previous, record).hash).toBe(hash);
    }
  });

  it('told events that are still understood', () => {
    for (const [name, detail] of Object.entries(read(release, 'events'))) {
      expect(isEvent(name), name).toBe(true);
      if (isEvent(name)) delivered(name).parse({ source: 'dunlin', 'detail-type': name, detail });
    }
  });

  it('kept messages and news from which a table can be rebuilt', () => {
    for (const [name, json] of Object.entries(read(release, 'kept'))) {
      if (name.startsWith('delivery')) expect(deliveryKey(KeptDelivery.parse(json))).toMatch(/^delivery\//);
      else expect(KeptMessage.parse(json).messageId).toMatch(/^\w{32}$/);
      if (name === 'messages reminder') expect(KeptMessage.parse(json)).toMatchObject({ cycle: 1, why: {} });
    }
  });
});

const isEvent = (name: string): name is EventName => Object.hasOwn(EVENTS, name);

/** An execution keeps the definition with which it was started: https://docs.aws.amazon.com/step-functions/latest/apireference/API_UpdateStateMachine.html */
describe.each(releases)('an execution that release %s started', (release) => {
  const source = readFileSync(join(root, release, 'dunning.asl.json'), 'utf8');
  const { States: states } = JSON.parse(source);
  const inputs = {
    EvaluateEscalation: EvaluateEscalationInput,
    SendReminder: SendReminderInput,
    OpenTask: OpenTaskInput,
    AskAPerson: AskAPersonInput,
  };

  it.each(Object.entries(inputs))('gives %s no less than it asks for', (state, schema) => {
    const given = Object.keys(states[state].Arguments.Payload);
    const sample = { caseId: 'CRED#a#INV#b', cycle: 1, run: 1, stepId: 'friendly', fault: 'StepRejected' };
    const payload = Object.fromEntries(Object.entries(sample).filter(([field]) => given.includes(field)));
    expect(schema.safeParse(payload).success).toBe(true);
  });

  it('knows every decision that this release can answer, and every field it looks at is there', () => {
    for (const kind of NextDecision.shape.kind.options) expect(source).toContain(`$next.kind = '${kind}'`);
    const { action } = NextDecision.shape.then.shape;
    for (const one of action.options) expect(source).toContain(`$next.then.action = '${one}'`);
    const fields = new Set([...source.matchAll(/\$next\.(\w+)/g)].map(([, field]) => field));
    expect(Object.keys(NextDecision.shape)).toEqual(expect.arrayContaining([...fields]));
  });

  it('carries a decision that this release would still give', () => {
    for (const next of Object.values(read(release, 'next'))) expect(NextDecision.parse(next)).toEqual(next);
  });

  it('calls functions that are still there', () => {
    const substituted = new Set([...source.matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name));
    const now = readFileSync(join(import.meta.dirname, '../../statemachines/dunning.asl.json'), 'utf8');
    for (const name of substituted) expect(now).toContain(`\${${name}}`);
  });
});
