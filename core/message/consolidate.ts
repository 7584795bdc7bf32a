/** From what rides on a message to what it may say: what is asked for, what is not, and what does not fit. */
import { addDays, type Instant, localClock } from '../calendar/dates.ts';
import { askedMinor, disputedMinor } from '../case/asked.ts';
import type { HoldReason, Situation } from '../case/decide.ts';
import type { Assembly } from '../case/group.ts';
import { dueDate, type Invoice } from '../case/invoice.ts';
import { hasLeft } from '../case/tone.ts';
import type { Creditor } from '../contact/creditor.ts';
import type { Contact } from '../contact/customer.ts';
import type { OwnWords } from '../policy/policy.ts';
import { howToPayView, invoiceView, ownerView, recipientView, senderView } from './compose.ts';
import { type InvoiceLine, invoicesCsv } from './csv.ts';
import { chooseLanguage, type Language } from './language.ts';
import type { ApartReason, ApartView, AskedView, ConsolidatedView, HowToPayView, RestView } from './views.ts';

export type Consolidated = {
  readonly creditor: Creditor;
  readonly situation: Situation;
  readonly assembly: Assembly;
  /** Who reads it. */
  readonly contact: Contact | undefined;
  readonly now: Instant;
  readonly copiedTo?: string | undefined;
  readonly own?: OwnWords | undefined;
};

/** What a customer is told of an invoice that is left out; nothing is said of the reasons that are not named here. */
const APART: Partial<Record<HoldReason, ApartReason>> = {
  disputed: 'disputed',
  promised: 'promised',
  hold: 'on-hold',
  'customer-hold': 'on-hold',
  'reply-unanswered': 'on-hold',
  'payment-in-flight': 'payment-under-way',
  covered: 'covered',
};

/** The file that names every invoice where they do not all fit on the message. */
const FILE_NAME = 'open-invoices.csv';

export function consolidatedView(parts: Consolidated): ConsolidatedView {
  const { creditor, situation, assembly, contact, now, copiedTo, own } = parts;
  const { customer } = situation;
  const { carrying, listed, tone } = assembly;
  const locales = { contact: contact?.locale, customer: customer.locale, creditor: creditor.locale };
  const { language, locale, why } = chooseLanguage(locales, own);
  const others = listed.filter(({ invoice }) => invoice.invoiceId !== carrying.invoice.invoiceId);
  const { namesDateIn } = carrying.step;
  return {
    locale,
    language,
    languageOf: why,
    tone,
    sender: senderView(creditor),
    recipient: recipientView(customer, contact),
    contact: ownerView({ creditor, customer }),
    items: [askedView(carrying.invoice, parts), ...others.map(({ invoice }) => askedView(invoice, parts))],
    rest: restView(parts),
    apart: apartViews(parts),
    howToPay: waysToPay(parts, language),
    lastRemindedOn: lastRemindedOn(parts),
    payBy: namesDateIn === undefined ? undefined : addDays(localClock(now, customer.timeZone).date, namesDateIn),
    copiedTo,
  };
}

function askedView(invoice: Invoice, { situation, now }: Consolidated): AskedView {
  return {
    ...invoiceView(invoice, now, situation.customer.timeZone),
    asked: { minor: askedMinor(invoice, now), currency: invoice.currency },
    paymentUrl: invoice.paymentUrl,
  };
}

function apartViews({ assembly, now }: Consolidated): readonly ApartView[] {
  const parts = [...assembly.listed, ...assembly.more].flatMap(({ invoice }): ApartView[] => {
    const minor = disputedMinor(invoice, now);
    return minor > 0 ? [apartView(invoice, 'disputed', minor)] : [];
  });
  const whole = assembly.leftOut.flatMap(({ invoice, reason }) => {
    const told = APART[reason];
    return told ? [apartView(invoice, told, invoice.owedMinor)] : [];
  });
  return [...parts, ...whole];
}

function apartView(invoice: Invoice, reason: ApartReason, minor: number): ApartView {
  return {
    number: invoice.invoiceNumber,
    owed: { minor, currency: invoice.currency },
    dueOn: dueDate(invoice) ?? invoice.issuedOn,
    reason,
    promisedOn: reason === 'promised' ? (invoice.promise?.on ?? invoice.promisedOn) : undefined,
  };
}

function restView({ assembly: { more }, situation: { customer }, now }: Consolidated): RestView | undefined {
  if (more.length === 0) return undefined;
  const sums = new Map<string, number>();
  for (const { invoice } of more)
    sums.set(invoice.currency, (sums.get(invoice.currency) ?? 0) + askedMinor(invoice, now));
  return {
    count: more.length,
    sums: [...sums].map(([currency, minor]) => ({ currency, minor })),
    asOf: now,
    zone: customer.timeZone,
    fileName: FILE_NAME,
  };
}

/** One way per currency; the reference of a single invoice, for several are told apart by the payer's own words. */
function waysToPay(
  { creditor, assembly: { listed, more } }: Consolidated,
  language: Language,
): Readonly<Record<string, HowToPayView>> {
  const all = [...listed, ...more].map(({ invoice }) => invoice);
  const currencies = [...new Set(all.map(({ currency }) => currency))];
  return Object.fromEntries(
    currencies.map((currency) => {
      const [first, second] = all.filter((invoice) => invoice.currency === currency);
      if (!first) return [currency, {}] as const;
      const { bank, reference, paymentUrl } = howToPayView(first, creditor, language);
      return [currency, second ? { bank } : { bank, reference, paymentUrl }] as const;
    }),
  );
}

/** Nothing is said of an earlier message that was about other invoices only. */
function lastRemindedOn({ situation, assembly: { listed } }: Consolidated): string | undefined {
  const { customer, lastMessage } = situation;
  const wasListed = listed.some(({ invoice }) => lastMessage?.invoiceIds.includes(invoice.invoiceId));
  if (lastMessage && wasListed && hasLeft(lastMessage)) return customer.lastReminder?.on;
  return (
    listed
      .map(({ invoice }) => invoice.lastMessageOn ?? '')
      .sort()
      .at(-1) || undefined
  );
}

/** The attached file: every invoice, with what is asked for; undefined where all of them fit on the message. */
export function invoicesFile({
  assembly,
  now,
}: Consolidated): { readonly fileName: string; readonly content: string } | undefined {
  const { listed, more, leftOut } = assembly;
  if (more.length === 0) return undefined;
  const asked = [...listed, ...more].map(({ invoice }) => lineOf(invoice, askedMinor(invoice, now)));
  const apart = leftOut.filter(({ reason }) => APART[reason]).map(({ invoice }) => lineOf(invoice, 0));
  return { fileName: FILE_NAME, content: invoicesCsv([...asked, ...apart]) };
}

function lineOf(invoice: Invoice, askedNow: number): InvoiceLine {
  const { invoiceNumber, purchaseOrder, issuedOn, currency, owedMinor } = invoice;
  return {
    invoiceNumber,
    purchaseOrder,
    issuedOn,
    dueOn: dueDate(invoice) ?? issuedOn,
    owed: { minor: owedMinor, currency },
    asked: { minor: askedNow, currency },
  };
}
