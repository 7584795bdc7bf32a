/** Faults on order: the n-th call of an operation fails before or after its work, is cut off, throttled, refused or repeated. */
import { z } from 'zod';

export const faultOrderSchema = z.strictObject({
  /** `dynamodb`, `ses`, `sms`, `events`, `states`, `s3`, `secrets`, or `lambda` (whose operations are functions). */
  service: z.string().min(1),
  operation: z.string().min(1),
  /** Counted from the order on: 1 is the next call. */
  nth: z.int().min(1).default(1),
  fault: z.enum(['fail-before', 'fail-after', 'timeout', 'throttle', 'refuse', 'repeat']),
  /** How many calls in a row suffer it. */
  count: z.int().min(1).default(1),
});

export type FaultOrder = z.output<typeof faultOrderSchema>;
export type FaultKind = FaultOrder['fault'];

/** A fault as its service would show it; each border words it in its own protocol. */
export class OrderedFault extends Error {
  readonly kind: FaultKind;
  constructor(kind: FaultKind, what: string) {
    super(`${kind} of ${what}, as ordered`);
    this.name = 'OrderedFault';
    this.kind = kind;
  }
}

export interface Faults {
  readonly order: (order: FaultOrder) => void;
  /** Lets something happen just before the next call of the operation is carried out, once: a race, made to order. */
  readonly before: (service: string, operation: string, happen: () => Promise<unknown>) => void;
  readonly clear: () => void;
  readonly pending: () => readonly FaultOrder[];
  /** Carries out one call, with the fault that was ordered for it, if any, and counts it. */
  readonly around: <T>(service: string, operation: string, work: () => Promise<T>) => Promise<T>;
  /** Calls so far, by `service.operation`. */
  readonly calls: () => Readonly<Record<string, number>>;
}

type Race = { readonly service: string; readonly operation: string; readonly happen: () => Promise<unknown> };

export function createFaults(): Faults {
  let orders: Array<FaultOrder & { seen: number }> = [];
  let races: Race[] = [];
  const counts = new Map<string, number>();

  const take = (service: string, operation: string): FaultKind | undefined => {
    if (orders.length === 0) return undefined;
    let kind: FaultKind | undefined;
    for (const order of orders) {
      if (order.service !== service || !isMeant(order.operation, operation)) continue;
      order.seen += 1;
      if (order.seen >= order.nth) kind ??= order.fault;
    }
    orders = orders.filter(({ seen, nth, count }) => seen < nth + count - 1);
    return kind;
  };

  const takeRace = (service: string, operation: string): Race | undefined => {
    const race = races.find((one) => one.service === service && isMeant(one.operation, operation));
    if (race) races = races.filter((one) => one !== race);
    return race;
  };

  return {
    order: (order) => void orders.push({ ...order, seen: 0 }),
    before: (service, operation, happen) => void races.push({ service, operation, happen }),
    clear: () => {
      orders = [];
      races = [];
    },
    pending: () => orders.map(({ seen: _, ...order }) => order),
    calls: () => Object.fromEntries([...counts].sort()),
    around(service, operation, work) {
      const what = `${service}.${operation}`;
      counts.set(what, (counts.get(what) ?? 0) + 1);
      const race = takeRace(service, operation);
      const kind = take(service, operation);
      const call = () => (kind === undefined ? work() : suffer(kind, what, work));
      return race ? race.happen().then(call) : call();
    },
  };
}

/** Functions carry generated names: `send-reminder` means the one whose name contains it. */
function isMeant(ordered: string, operation: string): boolean {
  return ordered === operation || plainName(operation).includes(plainName(ordered));
}

export const plainName = (name: string): string => name.replace(/[^a-z0-9]/gi, '').toLowerCase();

async function suffer<T>(kind: FaultKind, what: string, work: () => Promise<T>): Promise<T> {
  if (kind === 'fail-before' || kind === 'throttle' || kind === 'refuse') throw new OrderedFault(kind, what);
  await work();
  if (kind === 'repeat') return work();
  throw new OrderedFault(kind, what);
}
