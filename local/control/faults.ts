/** Faults on order: the n-th call of an operation fails before or after its work, is cut off, throttled, refused or repeated. */
import { z } from 'zod';
import { isMeant, lifeNow, noAnswerEver, outsideLife, STATE_MACHINE } from '../lambda/life.ts';

/** Services whose operations are functions. */
const ofFunctions = new Set(['lambda', 'rules']);

export const faultOrderSchema = z
  .strictObject({
    /** `dynamodb`, `ses`, `sms`, `events`, `states`, `s3`, `secrets`, or `lambda` and `rules`, whose operations are functions. */
    service: z.string().min(1),
    operation: z.string().min(1),
    /** Only calls that this function makes, or `state-machine`; everybody's where nothing is said. */
    by: z.string().min(1).optional(),
    /** Counted from the order on: 1 is the next call. */
    nth: z.int().min(1).default(1),
    /** `kill`: the call is carried out, and the process of the function that made it ends before it hears the answer. */
    fault: z.enum(['fail-before', 'fail-after', 'timeout', 'throttle', 'refuse', 'conflict', 'repeat', 'kill']),
    /** How many calls in a row suffer it. */
    count: z.int().min(1).default(1),
    /** Every attempt of the call that is struck suffers it, however often its caller's SDK repeats it. */
    stubborn: z.boolean().default(false),
  })
  .refine(({ service, fault }) => !ofFunctions.has(service) || (fault !== 'kill' && fault !== 'conflict'), {
    message: 'expected a service that a function calls, for it dies or meets a conflict at a call of its own',
    path: ['fault'],
  });

export type FaultOrder = z.input<typeof faultOrderSchema>;
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

/** One call of an operation; `by` is the function that makes it, or `state-machine`, where either does. */
export interface Call {
  readonly service: string;
  readonly operation: string;
  readonly by: string | undefined;
  /** Tells the function's invocations apart. */
  readonly invocation: string | undefined;
  /** The same for every attempt of one call. */
  readonly attemptOf: string | undefined;
}

/** An order on its way: how many calls it has seen, and whose attempts it strikes. */
type Standing = z.output<typeof faultOrderSchema> & { seen: number; struck?: string | undefined };

export interface Faults {
  readonly order: (order: FaultOrder) => void;
  /** Lets something happen just before the next call of the operation is carried out, once: a race, made to order. */
  readonly before: (service: string, operation: string, happen: () => Promise<unknown>) => void;
  /** Tells of every call from now on, in their order; the answer ends it. */
  readonly watch: (look: (call: Call) => void) => () => void;
  readonly clear: () => void;
  readonly pending: () => readonly FaultOrder[];
  /** Carries out one call, with the fault that was ordered for it, if any, and counts it. */
  readonly around: <T>(service: string, operation: string, work: () => Promise<T>, attemptOf?: string) => Promise<T>;
  /** Calls so far, by `service.operation`. */
  readonly calls: () => Readonly<Record<string, number>>;
}

type Race = { readonly service: string; readonly operation: string; readonly happen: () => Promise<unknown> };

export function createFaults(): Faults {
  let orders: Standing[] = [];
  let races: Race[] = [];
  const watchers = new Set<(call: Call) => void>();
  const counts = new Map<string, number>();

  const take = (call: Call): FaultKind | undefined => {
    if (orders.length === 0) return undefined;
    let kind: FaultKind | undefined;
    for (const order of orders) if (concerns(order, call) && strikes(order, call)) kind ??= order.fault;
    orders = orders.filter(({ stubborn, seen, nth, count }) => stubborn || seen < nth + count - 1);
    return kind;
  };

  const takeRace = (service: string, operation: string): Race | undefined => {
    const race = races.find((one) => one.service === service && isMeant(one.operation, operation));
    if (race) races = races.filter((one) => one !== race);
    return race;
  };

  return {
    order: (order) => void orders.push({ ...faultOrderSchema.parse(order), seen: 0 }),
    before: (service, operation, happen) => void races.push({ service, operation, happen }),
    watch(look) {
      watchers.add(look);
      return () => void watchers.delete(look);
    },
    clear: () => {
      orders = [];
      races = [];
    },
    pending: () => orders.filter(({ struck }) => struck === undefined).map(({ seen: _, ...order }) => order),
    calls: () => Object.fromEntries([...counts].sort()),
    around(service, operation, work, attemptOf) {
      const life = lifeNow();
      if (life?.hasEnded()) return noAnswerEver();
      const what = `${service}.${operation}`;
      counts.set(what, (counts.get(what) ?? 0) + 1);
      const call = { service, operation, by: life?.name, invocation: life?.id, attemptOf: attemptOf ?? life?.id };
      for (const look of watchers) look(call);
      const race = takeRace(service, operation);
      const kind = take(call);
      const played = () => outsideLife(work);
      const carryOut = () => (kind === undefined ? played() : suffer(kind, what, played));
      return unlessDead(race ? outsideLife(race.happen).then(carryOut) : carryOut());
    },
  };
}

function concerns({ service, operation, by, fault }: Standing, call: Call): boolean {
  if (service !== call.service || !isMeant(operation, call.operation)) return false;
  if (by !== undefined && (call.by === undefined || !isMeant(by, call.by))) return false;
  return fault !== 'kill' || (call.by !== undefined && call.by !== STATE_MACHINE);
}

/** Counts the call, unless it is another attempt of the one that was struck. */
function strikes(order: Standing, { attemptOf }: Call): boolean {
  if (order.struck !== undefined) return order.struck === attemptOf;
  order.seen += 1;
  if (order.seen < order.nth) return false;
  if (order.stubborn) order.struck = attemptOf ?? '';
  return true;
}

/** A call that was under way when its caller died is carried out, and answered to nobody. */
function unlessDead<T>(answer: Promise<T>): Promise<T> {
  const life = lifeNow();
  if (!life) return answer;
  const orNever = (settle: () => T | Promise<T>) => (life.hasEnded() ? noAnswerEver<T>() : settle());
  return answer.then(
    (value) => orNever(() => value),
    (error: unknown) => orNever(() => Promise.reject(error)),
  );
}

const NOTHING_DONE: ReadonlySet<FaultKind> = new Set(['fail-before', 'throttle', 'refuse', 'conflict']);

async function suffer<T>(kind: FaultKind, what: string, work: () => Promise<T>): Promise<T> {
  if (NOTHING_DONE.has(kind)) throw new OrderedFault(kind, what);
  await work();
  if (kind === 'repeat') return work();
  if (kind === 'kill') lifeNow()?.end();
  throw new OrderedFault(kind, what);
}
