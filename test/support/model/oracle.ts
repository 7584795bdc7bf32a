/** Why nothing may be sent for an invoice at a moment: written from the promises, sharing no code with the rules. */
import type { Instant } from '../../../core/calendar/dates.ts';
import type { Hold, Invoice } from '../../../core/case/invoice.ts';
import type { CaseRef } from '../../../core/ports.ts';
import type { Rows } from '../memory-rows.ts';

const LONDON = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  weekday: 'short',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
});

function londonNow(now: Instant): { readonly date: string; readonly weekday: string; readonly time: string } {
  const parts = new Map(LONDON.formatToParts(new Date(now)).map(({ type, value }) => [type, value]));
  const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? '';
  return {
    date: `${part('year')}-${part('month')}-${part('day')}`,
    weekday: part('weekday'),
    time: `${part('hour')}:${part('minute')}`,
  };
}

const holds = (hold: Hold | undefined, now: Instant): boolean =>
  hold !== undefined && (hold.until === undefined || new Date(hold.until) > new Date(now));

/** Whether the customer's loose money is enough for everything that is due no later than this invoice. */
function isCovered(rows: Rows, invoice: Invoice): boolean {
  const customer = rows.customers.get(`${invoice.creditorId} ${invoice.customerId}`);
  const pool = (customer?.unapplied[invoice.currency] ?? 0) + (customer?.credit[invoice.currency] ?? 0);
  const before = [...rows.invoices.values()].filter(
    (other) =>
      other.type === 'invoice' &&
      other.status === 'open' &&
      `${other.dueOn ?? '9999'} ${other.invoiceId}` < `${invoice.dueOn ?? '9999'} ${invoice.invoiceId}`,
  );
  return pool > 0 && pool >= invoice.owedMinor + before.reduce((sum, { owedMinor }) => sum + owedMinor, 0);
}

export function objectionsTo(rows: Rows, { caseId, cycle, run }: CaseRef, now: Instant): readonly string[] {
  const invoice = rows.invoices.get(caseId);
  if (!invoice) return ['no such invoice'];
  return [...objectionsToCase(rows, invoice, { cycle, run }, now), ...objectionsToRiders(rows, invoice, now)];
}

/** What the claimed message lists beside the invoice whose step fell due must be free to be asked for, too. */
function objectionsToRiders(rows: Rows, { invoiceId, claim }: Invoice, now: Instant): readonly string[] {
  const listed = claim ? (rows.messages.get(claim.messageId)?.invoiceIds ?? []) : [];
  return [...rows.invoices.values()]
    .filter((row) => row.invoiceId !== invoiceId && listed.includes(row.invoiceId))
    .flatMap((row) => objectionsToAsking(rows, row, now).map((reason) => `${row.invoiceId} rides: ${reason}`));
}

function objectionsToAsking(rows: Rows, invoice: Invoice, now: Instant): readonly string[] {
  const { date } = londonNow(now);
  const dayAfterPromise =
    invoice.promisedOn && new Date(Date.parse(invoice.promisedOn) + 86_400_000).toISOString().slice(0, 10);
  const facts: readonly (readonly [string, boolean])[] = [
    ['not open', invoice.status !== 'open'],
    ['not to be chased', invoice.type !== 'invoice' || invoice.collection !== 'send' || invoice.dueOn === null],
    ['not overdue', invoice.dueOn !== null && invoice.dueOn >= date],
    ['nothing owed', invoice.owedMinor <= 0],
    ['money in flight', invoice.inFlight.length > 0],
    ['held', holds(invoice.hold, now)],
    ['promised', dayAfterPromise !== undefined && date <= dayAfterPromise],
    ['covered', isCovered(rows, invoice)],
  ];
  return facts.filter(([, speaks]) => speaks).map(([reason]) => reason);
}

function objectionsToCase(
  rows: Rows,
  invoice: Invoice,
  { cycle, run }: Pick<CaseRef, 'cycle' | 'run'>,
  now: Instant,
): readonly string[] {
  const customer = rows.customers.get(`${invoice.creditorId} ${invoice.customerId}`);
  const { date, weekday, time } = londonNow(now);
  const dayAfterPromise =
    invoice.promisedOn && new Date(Date.parse(invoice.promisedOn) + 86_400_000).toISOString().slice(0, 10);
  const facts: readonly (readonly [string, boolean])[] = [
    ['an old run', invoice.run !== run || invoice.cycle !== cycle],
    ['not open', invoice.status !== 'open' || invoice.caseState !== 'open'],
    ['not to be chased', invoice.type !== 'invoice' || invoice.collection !== 'send' || invoice.dueOn === null],
    ['nothing owed', invoice.owedMinor <= 0],
    ['money in flight', invoice.inFlight.length > 0],
    ['held', holds(invoice.hold, now)],
    ['customer held', holds(customer?.hold, now)],
    ['promised', dayAfterPromise !== undefined && date <= dayAfterPromise],
    ['covered', isCovered(rows, invoice)],
    ['stopped', rows.stage.stopped],
    ['at the weekend', weekday === 'Sat' || weekday === 'Sun'],
    ['at the wrong hour', time < '10:00' || time >= '11:30'],
  ];
  return facts.filter(([, speaks]) => speaks).map(([reason]) => reason);
}
