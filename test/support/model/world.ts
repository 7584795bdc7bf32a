/** One creditor, one customer, a few invoices: the real handlers on a ledger in memory, under virtual time and trouble. */
import { CaseRef } from '../../../contracts/tasks/case-ref.ts';
import { epochMs, instantOf } from '../../../core/calendar/dates.ts';
import { TRANSITIONS } from '../../../core/case/transition.ts';
import { b2bStandard } from '../../../core/policy/policy.ts';
import type { Write } from '../../../core/ports.ts';
import { createHandler as applyPayment } from '../../../functions/apply-payment/handler.ts';
import { createHandler as startDueCases } from '../../../functions/start-due-cases/handler.ts';
import { createHandler as wakeCase } from '../../../functions/wake-case/handler.ts';
import { aCreditor, aCustomer } from '../builders.ts';
import { createMemoryLedger } from '../memory-ledger.ts';
import { createMachine } from './machine.ts';
import { objectionsTo } from './oracle.ts';
import type { Actor, Outside, Trouble } from './outside.ts';
import { ledgerOf } from './outside.ts';
import { createTimers } from './timers.ts';

const SWEEP_MS = 5 * 60_000;
const SECOND = 1000;

export type Sent = {
  readonly at: string;
  readonly kind: string;
  readonly messageId: string;
  readonly objections: readonly string[];
};

export type World = ReturnType<typeof createWorld>;

export function createWorld(start: string) {
  const { rows, ledger } = createMemoryLedger();
  const timers = createTimers(start);
  const sent: Sent[] = [];
  const troubles: { left: number; readonly trouble: Trouble }[] = [];
  const life = {
    calm: false,
    inTrouble: false,
    loseWakes: 0,
    noSweepUntil: 0,
    lastSweep: epochMs(start),
    sweeping: false,
  };

  const nextTrouble = (): Trouble | undefined => {
    const [first] = troubles;
    if (life.calm || life.inTrouble || !first || --first.left > 0) return undefined;
    troubles.shift();
    return first.trouble.kind === 'event' ? { ...first.trouble, run: () => during(first.trouble) } : first.trouble;
  };
  /** One trouble at a time: what happens during one has none of its own. */
  async function during(trouble: Trouble): Promise<void> {
    life.inTrouble = true;
    if (trouble.kind === 'event') await trouble.run();
    life.inTrouble = false;
  }

  const outside: Outside = {
    ledger,
    troubles: { next: nextTrouble },
    objections: ({ ref }) => objectionsTo(rows, ref, timers.clock.now()),
    delivered: (actor, mail) => sent.push({ ...mail, at: timers.clock.now(), objections: actor.seen }),
    committed,
  };
  const machine = createMachine(outside, rows, timers);
  const actor: Actor = { ref: { caseId: '', cycle: 0, run: 0 }, alive: true, seen: [] };
  const ours = ledgerOf(outside, actor);
  const wake = wakeCase({ ledger, wake: machine.wake });
  const apply = applyPayment({ ledger: ours, clock: timers.clock });

  /** The outbox: a change that wakes reaches the execution a little later, or never; stored money is applied. */
  function committed(writes: readonly Write[]): void {
    for (const write of writes) {
      if (
        write.kind === 'change' &&
        TRANSITIONS[write.change.type].wakes &&
        write.change.after.runStartedAt !== undefined
      ) {
        const { creditorId, invoiceId } = write.change.after;
        if (life.loseWakes > 0) life.loseWakes--;
        else timers.in(SECOND, () => wake({ caseId: ledger.caseIdOf(creditorId, invoiceId) }));
      }
      if (write.kind === 'payment' && write.after.state === 'received') {
        const { creditorId, paymentKey } = write.after;
        timers.in(2 * SECOND, () => insisting(() => apply({ creditorId, paymentKey })));
      }
    }
  }

  /** Whoever calls the API or redelivers an event tries again until it is taken. */
  async function insisting<T>(call: () => Promise<T>): Promise<T | undefined> {
    for (let tries = 0; tries < 12; tries++)
      try {
        return await call();
      } catch (error) {
        if (tries === 11) throw error;
      }
    return undefined;
  }

  const sweep = startDueCases({
    ledger: ours,
    clock: timers.clock,
    report: () => undefined,
    start: async (name, input) => {
      const ref = CaseRef.parse(input);
      const trouble = nextTrouble();
      if (trouble?.kind === 'fail' && trouble.when === 'before') throw new Error('not started');
      await machine.start(name, ref);
      if (trouble?.kind === 'fail') throw new Error('started, but nobody heard');
    },
    sweep: {
      takeLease: async () => true,
      giveLease: async () => undefined,
      dueCases: async (shard, by) => rows.due(shard, by),
      shards: rows.shards,
    },
  });

  function nextSweep(): number | undefined {
    const due = rows.earliestDue();
    if (due === undefined || life.sweeping) return undefined;
    const tick = Math.ceil(epochMs(due) / SWEEP_MS) * SWEEP_MS;
    return Math.max(tick, life.lastSweep + SWEEP_MS, life.calm ? 0 : life.noSweepUntil);
  }

  async function advanceTo(to: number): Promise<void> {
    for (;;) {
      const [timer, tick] = [timers.earliest(), nextSweep()];
      const next = Math.min(timer ?? Number.POSITIVE_INFINITY, tick ?? Number.POSITIVE_INFINITY);
      if (next > to || machine.circles.size > 0) break;
      if (next !== tick || next === timer) await timers.step(next);
      else await sweepAt(next);
    }
    await timers.step(to);
  }

  async function sweepAt(at: number): Promise<void> {
    await timers.step(at);
    life.sweeping = true;
    life.lastSweep = Math.max(at, epochMs(timers.clock.now()));
    await sweep(() => 60_000);
    life.sweeping = false;
  }

  return {
    rows,
    ledger,
    ours,
    timers,
    machine,
    sent,
    life,
    troubles,
    insisting,
    now: timers.clock.now,
    advance: (ms: number) => advanceTo(epochMs(timers.clock.now()) + ms),
    async begin(largeFrom: number): Promise<void> {
      rows.addCreditor(aCreditor({ largeFrom: { GBP: largeFrom } }), b2bStandard);
      await ledger.commit([{ kind: 'customer', before: undefined, after: aCustomer() }]);
      life.lastSweep = Math.floor(epochMs(timers.clock.now()) / SWEEP_MS) * SWEEP_MS;
    },
    day: () => instantOf(epochMs(timers.clock.now())).slice(0, 10),
  };
}
