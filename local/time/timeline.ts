/** The timeline: what is due when, what is in flight now, and the only hand that moves the clock. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock } from './clock.ts';
import { type Due, DueQueue } from './due-queue.ts';

export interface Timeline {
  readonly now: () => number;
  /** Work for an instant, never carried out before `at` has returned; the answer cancels it. */
  readonly at: (dueMs: number, label: string, work: () => Promise<void> | void) => () => void;
  /** Counts a promise as in flight: the clock stands still until it is done. */
  readonly track: <T>(work: Promise<T>) => Promise<T>;
  /** Resolves when nothing is in flight and everything due by now has been carried out. */
  readonly settle: () => Promise<void>;
  /** Settles, then carries out every event due up to the instant and none later, then stands at it. */
  readonly advanceTo: (ms: number) => Promise<void>;
  /** Stands at the instant at once, as after days without power; what became due meanwhile is carried out late, in its order. */
  readonly jumpTo: (ms: number) => Promise<void>;
  readonly nextDue: () => number | undefined;
  /** Asked at the start of every settle and advance: a poller that looks for work nobody announced. */
  readonly beforeSettle: (look: () => Promise<void>) => void;
  /** No event is released any more; what runs may end. */
  readonly stop: () => void;
  /** Resolves when nothing is in flight. */
  readonly idle: () => Promise<void>;
}

export interface TimelineOptions {
  readonly clock: Clock;
  readonly onFault: (label: string, error: unknown) => void;
  /** Events this close together, in virtual milliseconds, are released as one: wake-ups at distinct seconds serialise a run. */
  readonly windowMs?: number;
  readonly concurrency?: number;
}

interface Event extends Due {
  readonly label: string;
  readonly work: () => Promise<void> | void;
  cancelled: boolean;
}

export function createTimeline(options: TimelineOptions): Timeline {
  const { clock, onFault, windowMs = 60_000, concurrency = 24 } = options;
  const queue = new DueQueue<Event>();
  const ready: Event[] = [];
  const looks: Array<() => Promise<void>> = [];
  let order = 0;
  let running = 0;
  let inFlight = 0;
  let stopped = false;
  let turn: Promise<void> = Promise.resolve();
  let wake: (() => void) | undefined;

  const head = (): Event | undefined => {
    while (queue.peek()?.cancelled) queue.pop();
    return queue.peek();
  };

  const collect = (untilMs: number): number | undefined => {
    let last: number | undefined;
    for (let next = head(); next && next.dueMs <= untilMs; next = head()) {
      queue.pop();
      ready.push(next);
      last = next.dueMs;
    }
    return last;
  };

  const start = (event: Event): void => {
    running += 1;
    Promise.resolve()
      .then(() => (event.cancelled ? undefined : event.work()))
      .catch((error: unknown) => onFault(event.label, error))
      .finally(() => {
        running -= 1;
        release();
      });
  };

  const release = (): void => {
    if (!stopped) {
      collect(clock.now());
      for (const event of ready.splice(0, concurrency - running)) start(event);
    }
    wake?.();
  };

  const isQuiet = (): boolean =>
    running === 0 && inFlight === 0 && (stopped || (ready.length === 0 && (head()?.dueMs ?? Infinity) > clock.now()));

  const quiet = async (): Promise<void> => {
    for (;;) {
      release();
      await nextTurn();
      if (isQuiet()) return;
      const { promise, resolve } = Promise.withResolvers<void>();
      wake = () => isQuiet() && resolve();
      await promise;
      wake = undefined;
    }
  };

  const settle = async (): Promise<void> => {
    if (!stopped) for (const look of looks) await look();
    await quiet();
  };

  const walkTo = async (ms: number): Promise<void> => {
    await settle();
    for (let next = head(); next && next.dueMs <= ms && !stopped; next = head()) {
      const last = collect(Math.min(next.dueMs + windowMs, ms));
      clock.set(Math.max(last ?? clock.now(), clock.now()));
      await quiet();
    }
    if (ms > clock.now() && !stopped) clock.set(ms);
  };

  const inTurn = (work: () => Promise<void>): Promise<void> => {
    turn = turn.then(work, work);
    return turn;
  };

  return {
    now: clock.now,
    at(dueMs, label, work) {
      const event: Event = { dueMs, label, work, order: order++, cancelled: false };
      queue.push(event);
      if (dueMs <= clock.now()) queueMicrotask(release);
      return () => {
        event.cancelled = true;
      };
    },
    track(work) {
      inFlight += 1;
      const done = () => {
        inFlight -= 1;
        wake?.();
      };
      work.then(done, (error: unknown) => {
        done();
        onFault('work in flight', error);
      });
      return work;
    },
    settle: () => inTurn(settle),
    advanceTo: (ms) => inTurn(() => walkTo(ms)),
    jumpTo: (ms) =>
      inTurn(async () => {
        await settle();
        clock.set(ms);
        await quiet();
      }),
    nextDue: () => head()?.dueMs,
    beforeSettle: (look) => void looks.push(look),
    stop() {
      stopped = true;
      wake?.();
    },
    idle: () => inTurn(quiet),
  };
}
