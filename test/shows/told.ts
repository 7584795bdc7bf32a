/** What the world had told by an instant about one invoice, read from the ledger's own files and from nothing else. */
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import * as z from 'zod';

export type Told = {
  readonly dueOn: string | null;
  readonly zone: string;
  /** Why nothing may be asked for at that instant. */
  readonly silence?: string;
};

/** Undefined where the instant lies before the invoice, or nobody knows its number. */
export type Teller = (invoiceNumber: string, at: string) => Told | undefined;

const data = (name: string): string => readFileSync(new URL(`../../data/${name}`, import.meta.url), 'utf8');
const first =
  (...tellers: readonly Teller[]): Teller =>
  (number, at) => {
    for (const tell of tellers) {
      const told = tell(number, at);
      if (told) return told;
    }
    return undefined;
  };

const BookRow = z.looseObject({
  contact_id: z.string(),
  invoice_number: z.string(),
  date: z.string(),
  due_date: z.string(),
});
const Customers = z.object({
  customers: z.array(z.object({ xeroContactId: z.string(), customer: z.looseObject({ timeZone: z.string() }) })),
});

/** The bank's payments of a day are in before anybody is written to on it, so the date alone decides. */
function books(): Teller {
  const rows = z.array(BookRow).parse(parse(data('xero-ledger/invoices.csv'), { columns: true }));
  const zones = new Map(
    Customers.parse(JSON.parse(data('customers.json'))).customers.map((one) => [
      one.xeroContactId,
      one.customer.timeZone,
    ]),
  );
  const known = new Map(rows.map((row) => [row.invoice_number, row]));
  return (number, at) => {
    const row = known.get(number);
    if (!row || at.slice(0, 10) < row.date) return undefined;
    const paidOn = String(row.fully_paid_on_date ?? '');
    const gone = /DELETED|VOIDED/.test(String(row.status)) && at >= String(row.updated_date_utc).replace(' ', 'T');
    return {
      ...{ dueOn: row.due_date, zone: zones.get(row.contact_id) ?? 'UTC' },
      ...(paidOn !== '' && at.slice(0, 10) >= paidOn ? { silence: `it was paid on ${paidOn}` } : {}),
      ...(gone ? { silence: 'it was void' } : {}),
    };
  };
}

const Payment = z.looseObject({
  invoiceNumber: z.string().optional(),
  customerId: z.string().optional(),
  amount: z.string(),
});
const Event = z.looseObject({
  at: z.string(),
  do: z.string(),
  invoice: z
    .looseObject({
      invoiceNumber: z.string(),
      dueOn: z.string().nullable(),
      openBalance: z.string(),
      status: z.string().optional(),
      type: z.string().optional(),
    })
    .optional(),
  payment: Payment.optional(),
  invoiceNumber: z.string().optional(),
  until: z.string().optional(),
});
type Event = z.output<typeof Event>;
const Story = z.object({
  customer: z.looseObject({ customerId: z.string(), timeZone: z.string() }),
  events: z.array(Event),
});

function overlay(): Teller {
  const { stories } = z.object({ stories: z.array(Story) }).parse(JSON.parse(data('overlay.json')));
  return (number, at) => {
    const story = stories.find(({ events }) => events.some(({ invoice }) => invoice?.invoiceNumber === number));
    const past = (story?.events ?? []).filter((event) => event.at <= at);
    const last = past.findLast(({ invoice }) => invoice?.invoiceNumber === number)?.invoice;
    if (!story || !last) return undefined;
    const silence = silenceOf(number, at, { past, last });
    return { dueOn: last.dueOn, zone: story.customer.timeZone, ...(silence ? { silence } : {}) };
  };
}

const sum = (amounts: readonly (string | undefined)[]): number =>
  amounts.reduce((total, text) => total + Number(text), 0);

function silenceOf(
  number: string,
  at: string,
  { past, last }: { readonly past: readonly Event[]; readonly last: NonNullable<Event['invoice']> },
): string | undefined {
  if (last.status === 'void') return 'it was void';
  if (last.dueOn === null) return 'it has no due date';
  const held = past.find(
    (event) => event.do === 'hold' && event.invoiceNumber === number && at.slice(0, 10) <= (event.until ?? '9'),
  );
  if (held) return 'it was on hold';
  const payments = past.flatMap(({ payment }) => (payment ? [payment] : []));
  const paid = sum(payments.filter(({ invoiceNumber }) => invoiceNumber === number).map(({ amount }) => amount));
  const owed = Number(last.openBalance) - paid;
  if (owed <= 0) return 'it was paid';
  const credit = past.findLast(({ invoice }) => invoice?.type === 'credit_note')?.invoice?.openBalance;
  const loose = payments.filter(({ invoiceNumber }) => invoiceNumber === undefined).map(({ amount }) => amount);
  return sum([credit ?? '0', ...loose]) >= owed ? 'credit or unapplied money covered it' : undefined;
}

export function tellAll(): Teller {
  return first(books(), overlay());
}
