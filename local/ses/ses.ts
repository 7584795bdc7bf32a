/** SES v2: takes e-mails on its wire protocol, keeps them, and tells a little later what became of them. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type Journal, type Later, type Place, WireFault, type WireRequest, type WireResponse } from '../wire.ts';
import { parseBody, parseInput, restJsonFault } from '../wire-json.ts';
import { allRecipients, bareAddress, refusal } from './addresses.ts';
import { compose } from './compose.ts';
import { type Outcome, type OutcomeType, outcomeEvent, outcomesFor, type SesEvent } from './outcomes.ts';
import { SendEmailRequest } from './request.ts';
import { StoredEmail } from './stored-email.ts';

export type SesDeps = {
  readonly place: Place;
  readonly now: () => number;
  readonly later: Later;
  readonly journal: Journal;
  /** By configuration set: the event types that it publishes to the default bus (`SEND`, `DELIVERY`, `BOUNCE`, …). */
  readonly configurationSets: Readonly<Record<string, readonly string[]>>;
  readonly emit: (event: SesEvent) => void;
  /** Virtual milliseconds between sending and its outcome. */
  readonly outcomeDelayMs?: number;
};

export type Ses = {
  readonly handle: (request: WireRequest) => Promise<WireResponse>;
  /** Every e-mail taken so far, oldest first. */
  readonly messages: () => readonly StoredEmail[];
  /** Takes up the outcomes that a stopped process had yet to tell; call once at the start. */
  readonly resume: () => void;
};

const MESSAGE = 'ses.message';
const OUTCOME = 'ses.outcome';

const PendingOutcome = z.object({
  messageId: z.string(),
  type: z.enum(['SEND', 'DELIVERY', 'BOUNCE', 'COMPLAINT']),
  recipients: z.array(z.string()),
  atMs: z.number(),
});
type PendingOutcome = z.output<typeof PendingOutcome>;

export function createSes(deps: SesDeps): Ses {
  const { journal, now, later, emit, place } = deps;
  const messages = new Map<string, StoredEmail>();
  for (const { value } of journal.all(MESSAGE)) keep(messages, StoredEmail.parse(value));
  const schedule = (outcome: PendingOutcome): void => {
    const key = `${outcome.messageId} ${outcome.type} ${outcome.recipients.join(' ')}`;
    journal.put(OUTCOME, key, outcome);
    later(Math.max(0, outcome.atMs - now()), `ses ${key}`, async () => {
      const email = messages.get(outcome.messageId);
      if (email) emit(outcomeEvent(email, outcome, place));
      journal.remove(OUTCOME, key);
    });
  };
  const take = (request: SendEmailRequest): object => {
    const { email, recipients } = read(request, deps);
    journal.put(MESSAGE, email.id, email);
    keep(messages, email);
    for (const outcome of published(recipients, request.ConfigurationSetName, deps)) {
      schedule({ ...outcome, recipients: [...outcome.recipients], messageId: email.id });
    }
    return { MessageId: email.id };
  };
  return {
    handle: async (request) => answer(request, take),
    messages: () => [...messages.values()],
    resume: () => {
      for (const { value } of [...journal.all(OUTCOME)]) schedule(PendingOutcome.parse(value));
    },
  };
}

function keep(messages: Map<string, StoredEmail>, email: StoredEmail): void {
  messages.set(email.id, email);
}

function answer(request: WireRequest, take: (input: SendEmailRequest) => object): WireResponse {
  try {
    const [path] = request.path.split('?');
    if (`${request.method} ${path}` !== 'POST /v2/email/outbound-emails') {
      const message = `expected POST /v2/email/outbound-emails (SendEmail), found ${request.method} ${path}`;
      throw new WireFault('UnknownOperationException', message);
    }
    const output = take(parseInput(SendEmailRequest, parseBody(request.body), 'BadRequestException'));
    return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(output) };
  } catch (error) {
    return restJsonFault(error);
  }
}

function read(request: SendEmailRequest, deps: SesDeps): { email: StoredEmail; recipients: string[] } {
  const { ConfigurationSetName, EmailTags = [], ListManagementOptions } = request;
  if (ConfigurationSetName && !Object.hasOwn(deps.configurationSets, ConfigurationSetName)) {
    const message = `Configuration set <${ConfigurationSetName}> does not exist.`;
    throw new WireFault('NotFoundException', message, { status: 404 });
  }
  const names = EmailTags.map(({ Name }) => Name);
  if (new Set(names).size < names.length) throw refusal('expected each tag once, found a name twice');
  const composed = compose(request);
  const recipients = allRecipients(composed);
  const email = {
    id: newMessageId(deps.now()),
    ...composed,
    tags: EmailTags.map(({ Name, Value }) => ({ name: Name, value: Value })),
    ...(ConfigurationSetName && { configurationSet: ConfigurationSetName }),
    ...(ListManagementOptions && { contactList: ListManagementOptions.ContactListName }),
    sentAt: new Date(deps.now()).toISOString(),
  };
  return { email, recipients };
}

/** Shaped as in eu-west-1: the moment in hexadecimal, a UUID, a counter. */
function newMessageId(nowMs: number): string {
  return `0102${nowMs.toString(16).padStart(12, '0')}-${randomUUID()}-000000`;
}

/** Only what the configuration set publishes; without one, SES publishes nothing. */
function published(recipients: readonly string[], set: string | undefined, deps: SesDeps): Outcome[] {
  const wanted = set === undefined ? [] : (deps.configurationSets[set] ?? []);
  const { outcomeDelayMs: delayMs = 2000, now } = deps;
  const at = (type: OutcomeType, steps: number) => ({ type, atMs: now() + steps * delayMs });
  const told = recipients.flatMap((recipient) =>
    outcomesFor(recipient).map((type, index) => ({ ...at(type, index + 1), recipients: [recipient] })),
  );
  const sent = { ...at('SEND', 0), recipients: recipients.map(bareAddress) };
  return [sent, ...told].filter(({ type }) => wanted.includes(type));
}
