/** One kept message written back into a table that was rewound to before its claim. */
import type { KeptMessage } from '../../../contracts/archive.ts';
import { localClock } from '../../../core/calendar/dates.ts';
import type { Invoice } from '../../../core/case/invoice.ts';
import { sentBefore } from '../../../core/case/sent-before.ts';
import type { Creditor } from '../../../core/contact/creditor.ts';
import type { Customer } from '../../../core/contact/customer.ts';
import { addressDigest } from '../../../core/contact/digest.ts';
import { type Message, type Person, settledName, type Touch, touchName } from '../../../core/contact/touch.ts';
import type { Write } from '../../../core/ports.ts';
import { OperatorError } from '../operator-error.ts';
import type { Target } from '../target.ts';

export type Books = Pick<Target, 'ledger' | 'now'>;

/** `known`: the table holds the claim itself. `no-creditor`: whoever sent it is not in the table. */
export type Rebuilt = 'rebuilt' | 'known' | 'no-creditor';

const TRIES = 5;
const ATTEMPTS_KEPT = 20;

/** `left` says whether a provider told of it; else it may have left, and is not repeated either. */
export async function rebuildMessage(target: Books, kept: KeptMessage, left: boolean): Promise<Rebuilt> {
  const creditor = await target.ledger.creditor(kept.creditorId);
  if (!creditor) return 'no-creditor';
  const touch = touchOf(kept, left);
  for (let tries = 0; tries < TRIES; tries++) {
    const known = touch && (await target.ledger.touch(touch.caseId, touchName(touch)));
    if (known && known.state !== 'released' && known.state !== 'stopped') return 'known';
    const message = messageOf(kept, creditor, left);
    const writes = touch ? await reminderWrites(target, creditor, kept, touch) : onceOf(kept, left);
    const committed = await target.ledger.commit([...writes, { kind: 'message', message }]);
    if (committed.ok) return 'rebuilt';
    if (!touch && !committed.busy) return 'known';
  }
  throw new OperatorError(
    `expected the rows of ${kept.messageId} to rest, found them changed ${TRIES} times: run it again`,
  );
}

/** Whatever is no reminder is sent once by its name, which is its id; one that may have left is told as unknown when it is met. */
const onceOf = ({ messageId }: KeptMessage, left: boolean): readonly Write[] =>
  [messageId, ...(left ? [settledName(messageId)] : [])].map((name) => ({ kind: 'once', name }));

function touchOf({ caseId, cycle, why, channel, messageId, claimedAt, kind }: KeptMessage, left: boolean) {
  if (kind !== 'reminder' || caseId === undefined || cycle === undefined || !why) return undefined;
  const state = left ? 'sent' : 'unknown';
  const touch = {
    caseId,
    cycle,
    stepId: why.step,
    channel,
    claimId: messageId,
    messageId,
    state,
    at: claimedAt,
  } as const;
  return touch satisfies Touch;
}

type SentTouch = NonNullable<ReturnType<typeof touchOf>>;

function messageOf(kept: KeptMessage, creditor: Creditor, left: boolean): Message {
  const { messageId, creditorId, customerId, caseId, kind, channel, why, invoiceIds, to, claimedAt: at } = kept;
  // Only customers' addresses are looked at when news of a delivery come.
  const followed = kind === 'reminder' || kind === 'receipt' ? to : [];
  const status = left ? 'sent' : 'unknown';
  const recipients = Object.fromEntries(
    followed.map((one) => [addressDigest(creditor.addressKey, one), status] as const),
  );
  const { covers, cycles, tone } = kept;
  const stepId = why?.step;
  const whole = { messageId, creditorId, customerId, caseId, kind, channel, stepId, invoiceIds, recipients, at };
  return { ...whole, covers, cycles, tone };
}

/** The claim as it was made, on the rows as they are: an invoice or a customer that came later has none yet. */
async function reminderWrites(
  { ledger, now }: Books,
  creditor: Creditor,
  kept: KeptMessage,
  touch: SentTouch,
): Promise<Write[]> {
  const invoice = await ledger.invoice(creditor.creditorId, ledger.partsOf(touch.caseId).invoiceId);
  const customer =
    kept.customerId === undefined ? undefined : await ledger.customer(creditor.creditorId, kept.customerId);
  const made = { at: await now(), by: 'operator' };
  const news = invoice && sentBefore(invoice, touch, customer ?? creditor, made);
  return [
    { kind: 'claim-touch', touch },
    ...(news ? [{ kind: 'change', change: news } as const] : []),
    ...(customer ? [reminded(customer, kept, touch)] : []),
    ...(await attempts(ledger, creditor, kept)),
    journalOf(kept, touch, invoice),
  ];
}

/** The last reminder to the customer, where no later one is known; one of before there were tones counts as the mildest. */
function reminded(customer: Customer, { tone = 'check-in' }: KeptMessage, { messageId, caseId, at }: SentTouch): Write {
  const { lastReminder: known, timeZone, version } = customer;
  const isLater = known === undefined || known.at < at;
  const lastReminder = isLater ? { messageId, caseId, at, on: localClock(at, timeZone).date, tone } : known;
  return { kind: 'customer', before: customer, after: { ...customer, lastReminder, version: version + 1 } };
}

/** One more attempt in the ledger of the address. */
async function attempts(
  ledger: Target['ledger'],
  creditor: Creditor,
  { to, channel, claimedAt }: KeptMessage,
): Promise<Write[]> {
  const [address] = to;
  if (address === undefined) return [];
  const digest = addressDigest(creditor.addressKey, address);
  const before = await ledger.person(creditor.creditorId, digest);
  const { creditorId } = creditor;
  const known: Person = before ?? { creditorId, digest, status: 'ok', attempts: [], version: 0 };
  const all = [...known.attempts, { at: claimedAt, channel }]
    .toSorted((one, other) => (one.at < other.at ? -1 : 1))
    .slice(-ATTEMPTS_KEPT);
  return [{ kind: 'person', before, after: { ...known, attempts: all, version: known.version + 1 } }];
}

function journalOf(
  { creditorId, customerId, messageId, claimedAt: at }: KeptMessage,
  { stepId, channel, state: kind }: SentTouch,
  invoice: Invoice | undefined,
): Write {
  const { invoiceId, invoiceNumber } = invoice ?? {};
  const entry = {
    creditorId,
    kind,
    id: messageId,
    at,
    invoiceId,
    invoiceNumber,
    customerId,
    stepId,
    channel,
    messageId,
  };
  return { kind: 'journal', entry };
}
