/** What was not sent, and why: read from the API's timelines and cases, as any program with a key could. */
import type { HeldBack } from '../../console/answers.ts';
import type { Ask } from '../../console/ask.ts';
import { path, withQuery } from '../../console/markup.ts';
import { InvoicesPage, type InvoiceView, TimelineAnswer } from '../../contracts/api/views.ts';

const LANES = 8;

/** `version` grows with every write of the table: while it stands still nothing is read again. */
export function createHeldBack(ask: Ask, version: () => number): () => Promise<readonly HeldBack[]> {
  const read = new Map<string, { readonly seen: string; readonly found: readonly HeldBack[] }>();
  let last: { readonly version: number; readonly found: Promise<readonly HeldBack[]> } | undefined;

  const ofInvoice = async (invoice: InvoiceView): Promise<readonly HeldBack[]> => {
    const seen = JSON.stringify(invoice);
    const known = read.get(invoice.invoiceId);
    if (known?.seen === seen) return known.found;
    const { records } = await ask.get(TimelineAnswer, path`/v1/invoices/${invoice.invoiceId}/timeline`);
    const found = [...records.flatMap((record) => stopped(invoice, record)), ...held(invoice, records)];
    read.set(invoice.invoiceId, { seen, found });
    return found;
  };
  const readAll = async (): Promise<readonly HeldBack[]> => {
    const found: HeldBack[] = [];
    const invoices = await allInvoices(ask);
    const lane = async (): Promise<void> => {
      for (let one = invoices.pop(); one; one = invoices.pop()) found.push(...(await ofInvoice(one)));
    };
    await Promise.all(Array.from({ length: LANES }, lane));
    return found;
  };
  return () => {
    const now = version();
    if (last?.version !== now) {
      const found = readAll();
      last = { version: now, found };
      // A failure is not kept: the next reader tries again.
      found.catch(() => {
        last = undefined;
      });
    }
    return last.found;
  };
}

async function allInvoices(ask: Ask): Promise<InvoiceView[]> {
  const all: InvoiceView[] = [];
  let cursor: string | undefined;
  do {
    const { invoices, next } = await ask.get(InvoicesPage, withQuery('/v1/invoices', { limit: '200', cursor }));
    all.push(...invoices);
    cursor = next;
  } while (cursor !== undefined);
  return all;
}

type Record = TimelineAnswer['records'][number];

const whose = ({ invoiceId, invoiceNumber, customerId }: InvoiceView) => ({ invoiceId, invoiceNumber, customerId });

function stopped(invoice: InvoiceView, { type, at, words, version, data }: Record): HeldBack[] {
  if (type !== 'message.stopped') return [];
  const { stepId, channel } = data;
  return [
    {
      id: `stopped-${invoice.invoiceId}-${version}`,
      kind: 'stopped',
      at,
      reason: words ?? 'Stopped at the last moment',
      ...(typeof stepId === 'string' && { step: stepId }),
      ...((channel === 'email' || channel === 'sms') && { channel }),
      ...whose(invoice),
    },
  ];
}

/** An open case with a moment but no step waits in silence: something speaks against sending. */
function held(invoice: InvoiceView, records: readonly Record[]): HeldBack[] {
  const { caseState, hold, promisedOn, step, nextAt, reason, invoiceId } = invoice;
  const silent = hold !== null || promisedOn !== null || (step === null && nextAt !== null);
  if (caseState !== 'open' || !silent) return [];
  const isBegin = ({ type }: Record): boolean => (hold ? type === 'hold.placed' : SILENCING.has(type));
  const since = records.findLast(isBegin) ?? records.at(-1);
  return since === undefined
    ? []
    : [
        {
          id: `held-${invoiceId}`,
          kind: 'held',
          at: since.at,
          reason: hold ? `${reason} (${hold.reason})` : reason,
          ...(nextAt !== null && { until: nextAt }),
          ...whose(invoice),
        },
      ];
}

const SILENCING = new Set(['hold.placed', 'payment.received', 'decision.made']);
