/** Prices what was counted, line by line, per 1,000 invoices; what cannot be counted here is assumed, and said so. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Counts, Measured } from './measure.ts';

const priceSchema = z.object({ price: z.number(), per: z.number(), source: z.url() });
const ITEMS = [
  'transition',
  'invocation',
  'gigabyteSecond',
  'writeUnit',
  'readUnit',
  'objectPut',
  'event',
  'apiRequest',
  'logGigabyte',
  'trace',
  'keyRequest',
  'email',
  'text',
] as const;
type Item = (typeof ITEMS)[number];

const tableSchema = z.object({
  asOf: z.iso.date(),
  region: z.string(),
  note: z.string(),
  usd: z.record(z.enum(ITEMS), priceSchema),
  assumed: z.object({
    memoryGigabytes: z.number(),
    /** Of every invocation, beside the calls it waits for. */
    ownMilliseconds: z.number(),
    callMilliseconds: z.record(z.string(), z.number()),
    coldShare: z.number(),
    coldMilliseconds: z.number(),
    /** START, END, REPORT. */
    logBytesOfRuntime: z.number(),
    /** Of the executions, which alone start traces (functions pass them through): X-Ray takes one a second and a twentieth of the rest. */
    tracedShare: z.number(),
    /** With a bucket key, and DynamoDB's five minutes of caching. */
    keyRequestsPerPut: z.number(),
    keyRequestsPerInvocation: z.number(),
  }),
});
export type PriceTable = z.output<typeof tableSchema>;

export function readPrices(): PriceTable {
  return tableSchema.parse(JSON.parse(readFileSync(join(import.meta.dirname, 'prices.json'), 'utf8')));
}

export interface Line {
  readonly what: string;
  /** Per 1,000 invoices. */
  readonly count: number;
  readonly usd: number;
}

export interface Bill {
  readonly orchestration: readonly Line[];
  readonly sending: readonly Line[];
}

export function priceOf(measured: Measured, table: PriceTable): Bill {
  const { ingest, path, cases, events, logBytes, emails, texts, invoices } = measured;
  const line = (what: string, item: Item, count: number): Line => {
    const { price, per } = table.usd[item];
    const perThousand = (count / invoices) * 1000;
    return { what, count: perThousand, usd: (perThousand * price) / per };
  };
  const { assumed } = table;
  const calls = callsOf(ingest, path);
  const invocations = sum(calls, 'lambda.');
  const puts = sum(calls, 's3.Put');
  const traces = sum(calls, 'states.Start') * assumed.tracedShare;
  const keyRequests = puts * assumed.keyRequestsPerPut + invocations * assumed.keyRequestsPerInvocation;
  return {
    orchestration: [
      line('Step Functions, state transitions', 'transition', total(cases.map(({ transitions }) => transitions))),
      line('DynamoDB, write units', 'writeUnit', ingest.writeUnits + path.writeUnits),
      line('DynamoDB, read units', 'readUnit', ingest.readUnits + path.readUnits),
      line('Lambda, invocations', 'invocation', invocations),
      line('Lambda, GB-seconds (assumed durations)', 'gigabyteSecond', gigabyteSeconds(calls, invocations, assumed)),
      line('S3, objects put', 'objectPut', puts),
      line('EventBridge, events', 'event', events),
      line('API Gateway, requests', 'apiRequest', sum(calls, 'lambda.', /receive-?invoices/i)),
      line('CloudWatch Logs, GB', 'logGigabyte', (logBytes + invocations * assumed.logBytesOfRuntime) / 1e9),
      line('X-Ray, traces (assumed share)', 'trace', traces),
      line('KMS, requests (assumed)', 'keyRequest', keyRequests),
    ],
    sending: [line('SES, e-mails', 'email', emails), line('SMS, messages', 'text', texts)],
  };
}

/** Sweeps by the clock are left out: they cost the same whether a thousand invoices wait or none. */
function callsOf(...parts: readonly Counts[]): ReadonlyMap<string, number> {
  const calls = new Map<string, number>();
  for (const [name, count] of parts.flatMap(({ calls }) => Object.entries(calls)))
    if (!/lambda\..*start-?due-?cases/i.test(name)) calls.set(name, (calls.get(name) ?? 0) + count);
  return calls;
}

function sum(calls: ReadonlyMap<string, number>, prefix: string, name = /./): number {
  return total([...calls].map(([call, count]) => (call.startsWith(prefix) && name.test(call) ? count : 0)));
}

const total = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

function gigabyteSeconds(
  calls: ReadonlyMap<string, number>,
  invocations: number,
  { memoryGigabytes, ownMilliseconds, callMilliseconds, coldShare, coldMilliseconds }: PriceTable['assumed'],
): number {
  const waiting = Object.entries(callMilliseconds).map(([service, ms]) => sum(calls, `${service}.`) * ms);
  const own = invocations * (ownMilliseconds + coldShare * coldMilliseconds);
  return ((total(waiting) + own) / 1000) * memoryGigabytes;
}
