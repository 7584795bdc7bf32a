/** EventBridge: buses, rules, PutEvents on the wire, and the delivery of what matches. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type Journal, type Later, type Place, WireFault, type WireRequest, type WireResponse } from '../wire.ts';
import { answerJson, operation } from '../wire-json.ts';
import { createDeliveries, type DeadLetter, type Delivered } from './deliveries.ts';
import { type EventEnvelope, entryBytes, envelope, type NewEvent, PutEventsEntry, readEntry } from './envelope.ts';
import { type CheckedRule, checkRule, type Rule, targetInput } from './rules.ts';

export type BusDeps = {
  readonly place: Place;
  readonly now: () => number;
  readonly later: Later;
  readonly journal: Journal;
  /** Names of the custom buses; `default` is always there. */
  readonly buses?: readonly string[];
  readonly deliver: (targetArn: string, input: unknown) => Promise<Delivered>;
  readonly repeats?: (targetArn: string, input: unknown) => number;
};

export type EventBus = {
  readonly handle: (request: WireRequest) => Promise<WireResponse>;
  readonly putRule: (rule: Rule) => void;
  /** An event of an AWS service on the default bus, such as a delivery notice of SES. */
  readonly emit: (event: NewEvent) => void;
  /** Sends the event of a schedule to the targets of one rule. */
  readonly fire: (busName: string, ruleName: string, atMs: number) => void;
  /** Takes up the deliveries that a stopped process left undone; call once, after the rules are put. */
  readonly resume: () => void;
  readonly deadLetters: () => DeadLetter[];
};

const ENTRIES = 10;
const BYTES = 256 * 1024;
const DAY_SECONDS = 86_400;
const RETRIES = 185;

/** `EndpointId` (global endpoints) is not played and is refused. */
const PutEventsRequest = z.strictObject({ Entries: z.array(PutEventsEntry).min(1).max(ENTRIES) });

export function createEventBus(deps: BusDeps): EventBus {
  const rules: CheckedRule[] = [];
  const buses = new Set(['default', ...(deps.buses ?? [])]);
  const deliveries = createDeliveries({ ...deps, repeats: deps.repeats ?? (() => 1) });
  const dispatch = (rule: CheckedRule, event: EventEnvelope): void => {
    for (const target of rule.targets) {
      const { deadLetterArn, maximumRetryAttempts = RETRIES, maximumEventAge = DAY_SECONDS } = target;
      deliveries.add({
        key: `${event.id} ${rule.busName}/${rule.name}/${target.id}`,
        eventId: event.id,
        ruleName: rule.name,
        targetArn: target.arn,
        input: targetInput(target, event),
        ...(deadLetterArn && { deadLetterArn }),
        maximumRetryAttempts,
        giveUpAtMs: deps.now() + maximumEventAge * 1000,
        dueAtMs: deps.now(),
        failures: 0,
      });
    }
  };
  const publish = (busName: string, event: NewEvent): string => {
    const id = randomUUID();
    const enveloped = envelope(event, id, deps.place);
    for (const rule of rules) if (rule.busName === busName && rule.takes(enveloped)) dispatch(rule, enveloped);
    return id;
  };
  const operations = {
    PutEvents: operation(PutEventsRequest, (input) => putEvents(input, { ...deps, buses, publish })),
  };
  return {
    handle: (request) => answerJson({ target: 'AWSEvents', version: '1.1', operations }, request),
    putRule: (rule) => {
      if (!buses.has(rule.busName)) throw new Error(`rule ${rule.name} is on bus ${rule.busName}, which is not there`);
      rules.push(checkRule(rule));
    },
    emit: (event) => void publish('default', event),
    fire: (busName, ruleName, atMs) => {
      const rule = rules.find((one) => one.busName === busName && one.name === ruleName);
      if (!rule) throw new Error(`expected rule ${ruleName} on bus ${busName}`);
      dispatch(rule, envelope(scheduledEvent(deps.place, ruleName, atMs), randomUUID(), deps.place));
    },
    resume: deliveries.resume,
    deadLetters: deliveries.deadLetters,
  };
}

function scheduledEvent({ account, region }: Place, ruleName: string, atMs: number): NewEvent {
  const resources = [`arn:aws:events:${region}:${account}:rule/${ruleName}`];
  return { source: 'aws.events', detailType: 'Scheduled Event', resources, detail: {}, atMs };
}

type PutDeps = {
  readonly now: () => number;
  readonly buses: ReadonlySet<string>;
  readonly publish: (busName: string, event: NewEvent) => string;
};

/** Each entry is taken or refused by itself; only a call that is too large is refused as a whole. */
function putEvents({ Entries }: z.output<typeof PutEventsRequest>, { now, buses, publish }: PutDeps): object {
  if (Entries.reduce((sum, entry) => sum + entryBytes(entry), 0) > BYTES) {
    throw new WireFault('ValidationException', 'Total size of the entries in the request is over the limit.');
  }
  const results = Entries.map((entry) => {
    const busName = (entry.EventBusName ?? 'default').split('/').at(-1) ?? 'default';
    // AWS drops such an event without a word; a wrong name is a mistake that should be seen.
    if (!buses.has(busName)) {
      return { ErrorCode: 'ResourceNotFoundException', ErrorMessage: `Event bus ${busName} does not exist.` };
    }
    const event = readEntry(entry, now());
    return 'ErrorCode' in event ? event : { EventId: publish(busName, event) };
  });
  return { FailedEntryCount: results.filter((result) => 'ErrorCode' in result).length, Entries: results };
}
