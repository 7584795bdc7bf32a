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

const DAY = 86_400_000;
/** A claim is the cut-off for what time alone brings about. */
const CLAIMED_MS = 600_000;

/** The house's policy: a day of grace, and after two broken promises another is not relied upon. */
function isPromised({ promise, promisesBroken = 0 }: Invoice, now: Instant): boolean {
  const { date } = londonNow(now);
  const lastDay = promise && new Date(Date.parse(promise.on) + DAY).toISOString().slice(0, 10);
  return lastDay !== undefined && date <= lastDay && promisesBroken < 2;
}

/** Five whole weekdays after the day of the reply. */
function waitsForAnswer(rows: Rows, { creditorId, customerId }: Invoice, now: Instant): boolean {
  const reply = rows.customers.get(`${creditorId} ${customerId}`)?.reply;
  if (!reply) return false;
  let left = 5;
  let day = Date.parse(londonNow(reply.at).date);
  while (left > 0) {
    day += DAY;
    const weekday = new Date(day).getUTCDay();
    if (weekday !== 0 && weekday !== 6) left--;
  }
  return londonNow(now).date <= new Date(day).toISOString().slice(0, 10);
}

/** What somebody said, or what makes the balance doubtful. */
function quietFacts(rows: Rows, invoice: Invoice, now: Instant): readonly (readonly [string, boolean])[] {
  const { dispute, owedMinor, creditorId } = invoice;
  const stands = dispute !== undefined && (dispute.until === undefined || new Date(dispute.until) > new Date(now));
  const creditor = rows.creditors.get(creditorId);
  const heard = Date.parse(rows.syncs.get(creditorId) ?? '1970-01-01');
  const { syncEveryHours = Number.POSITIVE_INFINITY, syncCheck } = creditor ?? {};
  return [
    ['held by the ERP', holds(invoice.erpHold, now)],
    ['disputed', stands && (dispute.amountMinor ?? owedMinor) >= owedMinor],
    ['promised', isPromised(invoice, now)],
    ['waiting for an answer', waitsForAnswer(rows, invoice, now)],
    ['the books disagree', syncCheck?.disagreesSince !== undefined],
    ['the ERP is silent', Date.parse(now) - heard > syncEveryHours * 3_600_000 + CLAIMED_MS],
  ];
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
  const facts: readonly (readonly [string, boolean])[] = [
    ['not open', invoice.status !== 'open'],
    ['not to be chased', invoice.type !== 'invoice' || invoice.collection !== 'send' || invoice.dueOn === null],
    ['not overdue', invoice.dueOn !== null && invoice.dueOn >= date],
    ['nothing owed', invoice.owedMinor <= 0],
    ['money in flight', invoice.inFlight.length > 0],
    ['held', holds(invoice.hold, now)],
    ...quietFacts(rows, invoice, now),
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
  const { weekday, time } = londonNow(now);
  const facts: readonly (readonly [string, boolean])[] = [
    ['an old run', invoice.run !== run || invoice.cycle !== cycle],
    ['not open', invoice.status !== 'open' || invoice.caseState !== 'open'],
    ['not to be chased', invoice.type !== 'invoice' || invoice.collection !== 'send' || invoice.dueOn === null],
    ['nothing owed', invoice.owedMinor <= 0],
    ['money in flight', invoice.inFlight.length > 0],
    ['held', holds(invoice.hold, now)],
    ['customer held', holds(customer?.hold, now)],
    ...quietFacts(rows, invoice, now),
    ['covered', isCovered(rows, invoice)],
    ['stopped', rows.stage.stopped],
    ['at the weekend', weekday === 'Sat' || weekday === 'Sun'],
    ['at the wrong hour', time < '10:00' || time >= '11:30'],
  ];
  return facts.filter(([, speaks]) => speaks).map(([reason]) => reason);
}
