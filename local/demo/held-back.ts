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
    const found = [
      ...records.flatMap((record) => stopped(invoice, record)),
      ...decidedToHold(invoice, records),
      ...held(invoice, records),
    ];
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

/** Each time that something spoke against sending; looking again and finding the same is not a second time. */
function decidedToHold(invoice: InvoiceView, records: readonly Record[]): HeldBack[] {
  const decisions = records.filter(({ type, data }) => type === 'message.sent' || data.decision !== undefined);
  return decisions.flatMap(({ at, words, version, data: { decision, rule, until } }, index) => {
    const before = decisions[index - 1]?.data;
    if (decision !== 'hold' || (before?.decision === 'hold' && before.rule === rule)) return [];
    const end = typeof until === 'string' ? { until } : {};
    const reason = words ?? String(rule);
    return [{ id: `held-${invoice.invoiceId}-${version}`, kind: 'held', at, reason, ...end, ...whose(invoice) }];
  });
}

/** A hold or promise that the case has not met yet: it is silent from now on all the same. */
function held(invoice: InvoiceView, records: readonly Record[]): HeldBack[] {
  const { caseState, hold, promisedOn, reason, nextAt, invoiceId } = invoice;
  const met = records.findLast(({ data }) => data.decision !== undefined)?.data.decision === 'hold';
  const since = records.findLast(({ type }) => type === 'hold.placed') ?? records.at(-1);
  if (caseState !== 'open' || met || (hold === null && promisedOn === null) || since === undefined) return [];
  const end = hold?.until ?? nextAt;
  return [
    {
      ...{ id: `held-${invoiceId}`, kind: 'held', at: since.at, reason: hold ? `${reason} (${hold.reason})` : reason },
      ...(end !== null && { until: end }),
      ...whose(invoice),
    },
  ];
}
