/** Invoices and customers that an ERP pushes: checked row by row, ordered by the ERP's own clock, kept before the answer. */
import { readCustomers } from '../../contracts/api/customers.ts';
import { readInvoices } from '../../contracts/api/invoices.ts';
import type { Problem } from '../../contracts/api/problems.ts';
import type { Instant } from '../../core/calendar/dates.ts';
import type { Creditor } from '../../core/contact/creditor.ts';
import { Fault } from '../../core/fault.ts';
import type { Clock, Ledger } from '../../core/ports.ts';
import type { Request } from '../_shared/http.ts';
import type { Reply } from '../_shared/reply.ts';
import { count, invalid, MAX_ROWS_REPLY } from '../_shared/rows.ts';
import { takeCustomers } from './customers.ts';
import { takeInvoices } from './invoices.ts';
import { withNumbers } from './phones.ts';

export type Deps = {
  readonly ledger: Ledger;
  readonly clock: Clock;
  /** Remembers when the ERP was heard of last. */
  readonly noteSync: (creditorId: string, at: Instant) => Promise<void>;
};

type Result = {
  readonly status: 'accepted' | 'unchanged' | 'stale' | 'rejected';
  readonly problems?: readonly Problem[];
};

const STATUSES = ['accepted', 'unchanged', 'stale', 'rejected'] as const;

export const createHandler =
  (deps: Deps) =>
  async (request: Request): Promise<Reply> => {
    const creditor = await deps.ledger.creditor(request.creditorId);
    if (!creditor) throw new Fault('StepRejected', 'expected the creditor of the key to exist, found none');
    const reply = request.route === 'POST /v1/customers' ? customersReply : invoicesReply;
    return reply(deps, creditor, request.body);
  };

async function invoicesReply({ ledger, clock, noteSync }: Deps, creditor: Creditor, body: unknown): Promise<Reply> {
  const parsed = readInvoices(body);
  if ('tooMany' in parsed) return MAX_ROWS_REPLY(parsed.tooMany);
  if ('problems' in parsed) return invalid(parsed.problems);
  const read = {
    rows: parsed.rows.map((row) => {
      if (!row.ok) return row;
      const { index, input } = row;
      const { customer, problems } = withNumbers(input.customer, creditor.country, `invoices[${index}].customer`);
      const { invoiceNumber } = input;
      return problems.length > 0
        ? { ok: false as const, index, invoiceNumber, problems }
        : { ...row, input: { ...input, customer } };
    }),
  };
  const now = clock.now();
  const good = read.rows.flatMap((row) => (row.ok ? [{ index: row.index, input: row.input }] : []));
  const taken = await takeInvoices(ledger, creditor, good, now);
  const byIndex = new Map(good.map(({ index, input }, place) => [index, { input, result: taken[place] }]));
  const results = read.rows.map((row): Result & { invoiceNumber?: string | undefined } => {
    if (!row.ok) return { invoiceNumber: row.invoiceNumber, status: 'rejected', problems: row.problems };
    const { invoiceNumber } = row.input;
    const result = byIndex.get(row.index)?.result;
    if (!result) throw new RangeError('expected a result for each row');
    if (result.status !== 'rejected') return { invoiceNumber, status: result.status };
    return {
      invoiceNumber,
      status: 'rejected',
      problems: [{ path: `invoices[${row.index}].${result.path ?? ''}`, message: result.message ?? '' }],
    };
  });
  await noteRejected(ledger, creditor, results, now);
  await noteSync(creditor.creditorId, now);
  return { status: 200, body: { ...count(results, STATUSES), results } };
}

/** Refused rows stand in the daily report: by number and field, never with their values. */
async function noteRejected(
  ledger: Ledger,
  { creditorId }: Creditor,
  results: readonly (Result & { invoiceNumber?: string | undefined })[],
  at: Instant,
): Promise<void> {
  const rejected = results.filter(({ status }) => status === 'rejected').slice(0, 50);
  if (rejected.length === 0) return;
  await ledger.commit(
    rejected.map(({ invoiceNumber, problems = [] }, place) => ({
      kind: 'journal',
      entry: {
        creditorId,
        kind: 'rejected',
        id: `${invoiceNumber ?? 'row'}-${place}`,
        at,
        invoiceNumber,
        reason: problems.map(({ path }) => path.replace(/^\w+\[\d+\]\.?/, '')).join(', '),
      },
    })),
  );
}

async function customersReply({ ledger, clock }: Deps, creditor: Creditor, body: unknown): Promise<Reply> {
  const parsed = readCustomers(body);
  if ('tooMany' in parsed) return MAX_ROWS_REPLY(parsed.tooMany);
  if ('problems' in parsed) return invalid(parsed.problems);
  const read = {
    rows: parsed.rows.map((row) => {
      if (!row.ok) return row;
      const { index, input } = row;
      const { customer, problems } = withNumbers(input, creditor.country, `customers[${index}]`);
      const { customerId } = input;
      return problems.length > 0 ? { ok: false as const, index, customerId, problems } : { ...row, input: customer };
    }),
  };
  const now = clock.now();
  const words = read.rows.flatMap((row) => (row.ok ? [{ input: row.input, asOf: row.input.asOf ?? now }] : []));
  const { byId, changed } = await takeCustomers(ledger, creditor, words, now);
  const results = read.rows.map((row): Result & { customerId?: string | undefined } => {
    if (!row.ok) return { customerId: row.customerId, status: 'rejected', problems: row.problems };
    const { customerId, asOf } = row.input;
    const isStale = asOf !== undefined && asOf < (byId.get(customerId)?.asOf ?? asOf);
    return { customerId, status: isStale ? 'stale' : changed.has(customerId) ? 'accepted' : 'unchanged' };
  });
  return { status: 200, body: { ...count(results, STATUSES), results } };
}
