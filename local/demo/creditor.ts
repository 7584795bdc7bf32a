/** The demo's creditor with its key and its webhook secret: made once per data folder. */
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createAdmin } from '../../adapters/dynamodb/admin.ts';
import { dynamoClient } from '../../adapters/dynamodb/client.ts';
import { createLedger } from '../../adapters/dynamodb/ledger.ts';
import { createTable, type Table } from '../../adapters/dynamodb/table.ts';
import { keyRecord, newCreditor, readCreditor, STANDARD_POLICIES } from '../../bin/operate/new-creditor.ts';
import { MOST_REQUESTS_PER_MINUTE } from '../../contracts/api/limits.ts';
import { SCOPES } from '../../contracts/scopes.ts';
import type { Ledger } from '../../core/ports.ts';
import { nextReportAt } from '../../core/report/schedule.ts';
import type { Secrets } from '../secrets/secrets.ts';
import { DEMO_STRIPE_SECRET } from './stripe-events.ts';

export const DEMO_CREDITOR = 'demo';
export const DEMO_TIME_ZONE = 'Europe/London';
export const DEMO_KEY = 'dunlin-local';
const SECRET_NAME = `dunlin/dev/stripe/${DEMO_CREDITOR}`;

/** Account numbers that no bank has given to anybody. */
const profile = {
  creditorId: DEMO_CREDITOR,
  name: 'Saltmarsh Analytics Ltd',
  address: '12 Quay Street\nWells-next-the-Sea NR23 0AA\nUnited Kingdom',
  email: 'accounts@saltmarsh.example',
  phone: '+44 1632 960100',
  smsOrigination: '+447700900100',
  financeEmails: ['finance@saltmarsh.example'],
  owner: { name: 'Priya Nair', email: 'priya.nair@saltmarsh.example', phone: '+44 1632 960101' },
  country: 'GB',
  locale: 'en-GB',
  timeZone: DEMO_TIME_ZONE,
  bank: {
    GBP: bank(['Sort code', '00-00-00'], ['Account number', '00012345']),
    USD: bank(['Routing number (ABA)', '000000000'], ['Account number', '000123456789']),
    EUR: bank(['IBAN', 'GB00 DEMO 0000 0000 0123 45'], ['BIC', 'DEMOGB00XXX']),
    JPY: bank(['Bank', 'Demo Bank, branch 000'], ['Account (futsu)', '0001234']),
  },
  largeFrom: { GBP: '5000.00', USD: '7000.00', EUR: '5000.00', JPY: '500000' },
  policyId: 'b2b-standard',
  segments: [{ id: 'text-messages-agreed', policyId: 'b2b-with-sms', tags: ['sms'] }],
};

function bank(...lines: ReadonlyArray<readonly [string, string]>) {
  return { accountName: 'Saltmarsh Analytics Ltd', lines: lines.map(([label, value]) => ({ label, value })) };
}

export interface DemoTable {
  readonly client: DynamoDBClient;
  readonly table: Table;
  readonly tableName: string;
  readonly ledger: Ledger;
}

/** By the `AWS_*` variables that the pipeline has set in this process. */
export function openTable(tableName: string): DemoTable {
  const client = dynamoClient();
  const table = createTable(client, tableName);
  return { client, table, tableName, ledger: createLedger(table, tableName) };
}

/** False where the creditor was there already. */
export async function ensureDemoCreditor(
  { client, table, tableName }: DemoTable,
  secrets: Pick<Secrets, 'ensure'>,
  nowMs: number,
): Promise<boolean> {
  const now = new Date(nowMs).toISOString();
  const admin = createAdmin(client, table, tableName);
  const creditor = newCreditor(readCreditor(profile), now);
  const isNew = await admin.createCreditor(creditor, STANDARD_POLICIES, nextReportAt(creditor, now));
  const requestsPerMinute = MOST_REQUESTS_PER_MINUTE;
  const key = { creditorId: DEMO_CREDITOR, label: 'the demo, on this machine', scopes: [...SCOPES], requestsPerMinute };
  if (isNew) await admin.putKey(keyRecord(DEMO_KEY, key, now));
  secrets.ensure(SECRET_NAME, DEMO_STRIPE_SECRET);
  return isNew;
}
