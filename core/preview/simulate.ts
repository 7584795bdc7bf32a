/**
 * What would happen to today's open invoices over the coming days if nobody paid and nothing else came to pass: the very
 * decisions of operation, asked at the moments at which operation would ask them, each act carried out on copies.
 */
import { addMs, type Instant } from '../calendar/dates.ts';
import { type Decision, decide } from '../case/decide.ts';
import { type Invoice, isToBeLookedAt } from '../case/invoice.ts';
import { carryOut, endPromise, letLapse } from './act.ts';
import { type Book, openBook, type Play } from './book.ts';
import { createDelays, type Delays } from './delays.ts';
import type { Entry, Preview, PreviewOptions, Waiting } from './entry.ts';
import { createQueue } from './queue.ts';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
/** Far beyond any path: whoever is looked at more often within one moment is going round in circles. */
const LOOKS_AT_MOST = 50;

type Moment = { readonly at: Instant; readonly name: string; readonly invoiceId: string; readonly looks: number };

type Run = {
  readonly play: Play;
  readonly options: PreviewOptions;
  readonly delays: Delays;
  readonly entries: Entry[];
  readonly waiting: Map<string, Waiting>;
};

export function simulate(book: Book, options: PreviewOptions): Preview {
  const to = addMs(options.now, options.days * DAY_MS);
  const play = openBook(book, options);
  const run: Run = { play, options, delays: createDelays(options), entries: [], waiting: new Map() };
  const queue = createQueue<Moment>();
  for (const invoice of play.invoices.values())
    if (isToBeLookedAt(invoice)) queue.push(momentOf(run, invoice, options.now, 0));
  for (let moment = queue.pop(); moment && moment.at < to; moment = queue.pop()) {
    const again = lookAt(run, moment);
    const invoice = play.invoices.get(moment.invoiceId);
    if (again !== undefined && invoice)
      queue.push(momentOf(run, invoice, again, again === moment.at ? moment.looks + 1 : 0));
  }
  return { from: options.now, to, entries: run.entries, waiting: [...run.waiting.values()] };
}

function momentOf({ play }: Run, invoice: Invoice, at: Instant, looks: number): Moment {
  const { invoiceId } = invoice;
  return { at, name: `${play.payerOf(invoice).customerId} ${invoiceId}`, invoiceId, looks };
}

/** The moment of the next look, or none where the path is over. */
function lookAt(run: Run, { at, invoiceId, looks }: Moment): Instant | undefined {
  const { play, options, delays, entries, waiting } = run;
  const invoice = play.invoices.get(invoiceId);
  if (!invoice) return undefined;
  const situation = play.situationOf(invoice, at);
  const decision = decide(situation, at);
  if (endPromise({ play, situation }, at) || letLapse({ play, situation }, decision, at)) return at;
  waiting.set(invoiceId, waitingFor(situation.customer.customerId, invoiceId, decision));
  switch (decision.kind) {
    case 'close':
      return undefined;
    case 'hold':
    case 'wait':
      delays.note(situation, decision, at);
      return decision.until > at ? decision.until : addMs(at, MINUTE_MS);
    case 'act': {
      if (looks > LOOKS_AT_MOST)
        throw new Error(
          `expected the path of ${invoiceId} to go on at ${at}, found ${decision.stepId} due again and again`,
        );
      const entry = carryOut({ play, situation, options }, decision, at);
      entries.push({ ...entry, deferrals: delays.take(situation, entry) });
      return entry.kind === 'end' ? ended(waiting, entry) : at;
    }
  }
}

function ended(
  waiting: Map<string, Waiting>,
  { customerId, invoiceIds: [invoiceId = ''] }: Pick<Entry, 'customerId' | 'invoiceIds'>,
): undefined {
  waiting.set(invoiceId, { customerId, invoiceId, kind: 'close', reason: 'exhausted' });
}

function waitingFor(customerId: string, invoiceId: string, decision: Decision): Waiting {
  const { kind, reason } = decision;
  if (kind === 'close') return { customerId, invoiceId, kind, reason };
  if (kind === 'hold') return { customerId, invoiceId, kind, reason, until: decision.until };
  const until = kind === 'wait' ? decision.until : undefined;
  return { customerId, invoiceId, kind: 'wait', reason, until, stepId: decision.stepId };
}
