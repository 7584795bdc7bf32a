/** Deliveries from a bus to its targets: kept until done, tried again on failure, and in the end a dead letter. */
import { z } from 'zod';
import type { Journal, Later } from '../wire.ts';

/** How a target answered; `retry: false` is a fault that a later try cannot mend (the target is gone). */
export type Delivered =
  | { readonly ok: true }
  | { readonly ok: false; readonly error: string; readonly retry?: boolean };

const DeliverySchema = z.object({
  key: z.string(),
  eventId: z.string(),
  ruleName: z.string(),
  targetArn: z.string(),
  input: z.unknown(),
  deadLetterArn: z.string().optional(),
  maximumRetryAttempts: z.number(),
  giveUpAtMs: z.number(),
  dueAtMs: z.number(),
  failures: z.number(),
});
export type Delivery = z.output<typeof DeliverySchema>;

export const DeadLetterSchema = DeliverySchema.extend({ error: z.string(), diedAtMs: z.number() });
/** A delivery that was given up; AWS keeps it only if the target names a queue (`deadLetterArn`). */
export type DeadLetter = z.output<typeof DeadLetterSchema>;

const PENDING = 'events.pending';
/** Under which the journal keeps what was given up. */
export const DEAD = 'events.dead';

export type DeliveryDeps = {
  readonly now: () => number;
  readonly later: Later;
  readonly journal: Journal;
  readonly deliver: (targetArn: string, input: unknown) => Promise<Delivered>;
  /** How often a delivery is carried out; 2 plays the repeat that "at least once" allows. */
  readonly repeats: (targetArn: string, input: unknown) => number;
};

export type Deliveries = {
  readonly add: (delivery: Delivery) => void;
  /** Takes up what a stopped process left undone. */
  readonly resume: () => void;
  readonly deadLetters: () => DeadLetter[];
};

export function createDeliveries(deps: DeliveryDeps): Deliveries {
  const { journal, later, now } = deps;
  const schedule = (delivery: Delivery): void => {
    const delay = Math.max(0, delivery.dueAtMs - now());
    later(delay, `events ${delivery.key}`, () => attempt(deps, delivery, schedule));
  };
  return {
    add: (delivery) => {
      journal.put(PENDING, delivery.key, delivery);
      schedule(delivery);
    },
    resume: () => {
      for (const { value } of [...journal.all(PENDING)]) schedule(DeliverySchema.parse(value));
    },
    deadLetters: () => [...journal.all(DEAD)].map(({ value }) => DeadLetterSchema.parse(value)),
  };
}

async function attempt(deps: DeliveryDeps, delivery: Delivery, schedule: (next: Delivery) => void): Promise<void> {
  const { journal, now } = deps;
  const result = await deliverRepeatedly(deps, delivery);
  if (result.ok) {
    journal.remove(PENDING, delivery.key);
    return;
  }
  const failures = delivery.failures + 1;
  const next = { ...delivery, failures, dueAtMs: now() + backoffMs(failures) };
  const hopeless = result.retry === false || failures > delivery.maximumRetryAttempts;
  if (hopeless || next.dueAtMs > delivery.giveUpAtMs) {
    journal.put(DEAD, delivery.key, { ...next, error: result.error, diedAtMs: now() });
    journal.remove(PENDING, delivery.key);
    return;
  }
  journal.put(PENDING, next.key, next);
  schedule(next);
}

async function deliverRepeatedly({ deliver, repeats }: DeliveryDeps, delivery: Delivery): Promise<Delivered> {
  const { targetArn, input } = delivery;
  for (let time = 1; time < repeats(targetArn, input); time += 1) await deliver(targetArn, input);
  return deliver(targetArn, input);
}

/** AWS backs off exponentially with jitter and publishes no figures; one second doubling up to ten minutes. */
function backoffMs(failures: number): number {
  return Math.min(1000 * 2 ** (failures - 1), 600_000);
}
