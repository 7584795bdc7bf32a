/** What the benchmarks run: the local pipeline with one creditor, and invoices of as many customers that nobody pays. */
import { createHash } from 'node:crypto';
import { createAdmin } from '../adapters/dynamodb/admin.ts';
import { dynamoClient } from '../adapters/dynamodb/client.ts';
import { createTable } from '../adapters/dynamodb/table.ts';
import { instantOf } from '../core/calendar/dates.ts';
import type { Creditor } from '../core/contact/creditor.ts';
import { b2bStandard } from '../core/policy/policy.ts';
import { nextReportAt } from '../core/report/schedule.ts';
import { type Pipeline, startPipeline } from '../local/pipeline.ts';

export const START = '2026-01-01T06:00:00Z';
const KEY = 'bench';
const PAGE = 500;

export interface Subject {
  readonly pipeline: Pipeline;
  readonly tableName: string;
  /** Bytes that functions have logged so far. */
  readonly logged: () => number;
  /** Pushes invoices number `from` to `from + count`, at most 500 a call; answers the milliseconds of each call. */
  readonly push: (count: number, from?: number) => Promise<readonly number[]>;
  readonly advanceDays: (days: number) => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface SubjectOptions {
  /** Counts the capacity of every DynamoDB call. */
  readonly measure?: boolean;
  /** Mails a report every day, as in operation. */
  readonly reports?: boolean;
}

export async function openSubject({ measure = false, reports = true }: SubjectOptions = {}): Promise<Subject> {
  let logged = 0;
  const log = (_: string, line: string) => {
    logged += Buffer.byteLength(line) + 1;
  };
  const pipeline = await startPipeline({ clock: START, measure, log });
  const [tableName = ''] = pipeline.info().tables;
  await enrol(tableName, reports ? nextReportAt(creditor, instantOf(pipeline.now())) : '9999-12-31T00:00:00.000Z');
  const start = pipeline.now();
  let days = 0;
  return {
    ...{ pipeline, tableName, logged: () => logged },
    async push(count, from = 0) {
      const times: number[] = [];
      for (let at = from; at < from + count; at += PAGE)
        times.push(await post(pipeline.url, at, Math.min(PAGE, from + count - at)));
      return times;
    },
    async advanceDays(more) {
      days += more;
      await pipeline.advanceTo(start + days * 86_400_000);
    },
    close: () => pipeline.close(),
  };
}

const creditor: Creditor = {
  creditorId: 'bench',
  name: 'Bench Trading Ltd',
  address: '1 High Street\nLondon',
  email: 'billing@bench.example',
  financeEmails: ['finance@bench.example'],
  owner: { name: 'Robin Field', email: 'robin@bench.example' },
  country: 'GB',
  locale: 'en-GB',
  timeZone: 'Europe/London',
  debtorKind: 'company',
  bank: { GBP: { accountName: 'Bench Trading Ltd', lines: [{ label: 'IBAN', value: 'GB29NWBK60161331926819' }] } },
  largeFrom: { GBP: 500_000 },
  policyId: b2bStandard.id,
  segments: [],
  addressKey: 'bench',
  stopped: false,
  createdAt: instantOf(Date.parse(START)),
};

async function enrol(tableName: string, firstReportAt: string): Promise<void> {
  const client = dynamoClient();
  const admin = createAdmin(client, createTable(client, tableName), tableName);
  const { creditorId, createdAt } = creditor;
  const hash = createHash('sha256').update(KEY).digest('hex');
  await admin.createCreditor(creditor, [b2bStandard], firstReportAt);
  await admin.putKey({ hash, creditorId, label: 'bench', scopes: ['invoices:write'], createdAt });
  client.destroy();
}

async function post(url: string, from: number, count: number): Promise<number> {
  const invoices = Array.from({ length: count }, (_, index) => invoiceRow(from + index));
  const begun = performance.now();
  const response = await fetch(`${url}/v1/invoices`, {
    method: 'POST',
    headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
    body: JSON.stringify({ invoices }),
  });
  const answer: unknown = await response.json();
  const accepted: unknown = Object(answer).accepted;
  if (accepted !== count)
    throw new Error(`expected ${count} invoices accepted, found ${accepted} and status ${response.status}`);
  return performance.now() - begun;
}

/** Thirty days' terms and a first invoice: six steps of the default policy, four messages and two tasks. */
function invoiceRow(number: number): object {
  return {
    invoiceNumber: `INV-${number}`,
    asOf: '2026-01-01T05:59:00Z',
    customer: {
      customerId: `C-${number}`,
      name: `Acme ${number} Ltd`,
      kind: 'company',
      locale: 'en-GB',
      timeZone: 'Europe/London',
      country: 'GB',
      contacts: [{ name: 'Accounts payable', email: `ap${number}@acme.example`, roles: ['billing'] }],
    },
    currency: 'GBP',
    total: '1200.00',
    openBalance: '1200.00',
    issuedOn: '2026-01-01',
    dueOn: '2026-01-31',
    status: 'open',
  };
}
