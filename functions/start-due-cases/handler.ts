/** Starts an execution for each case whose moment, or whose lease, has come; one sweep at a time. */
import { addMs, type Instant } from '../../core/calendar/dates.ts';
import { LEASE_MS } from '../../core/case/next.ts';
import { change, stableId } from '../../core/case/transition.ts';
import type { Clock, Ledger } from '../../core/ports.ts';
import { machineMs } from '../_shared/clock.ts';
import { recordUnknown } from '../_shared/look.ts';

export type Sweep = {
  /** False while another sweep holds the lease. */
  readonly takeLease: (now: Instant, until: Instant) => Promise<boolean>;
  readonly giveLease: () => Promise<void>;
  /** Ids of open cases of one shard that are due by the instant, oldest first. */
  readonly dueCases: (shard: number, by: Instant, limit: number) => Promise<readonly string[]>;
  readonly shards: number;
};

export type Deps = {
  readonly ledger: Ledger;
  readonly sweep: Sweep;
  readonly start: (name: string, input: unknown) => Promise<unknown>;
  readonly clock: Clock;
  readonly report: (counts: Counts) => void;
};

export type Counts = { readonly started: number; readonly skipped: number; readonly failed: number };

/** Longer than the function lives, so that the lease of one that died ends by itself. */
const SWEEP_LEASE_MS = 120_000;
/** Where a virtual hour is under a second, a running execution keeps its case for two minutes of the machine beyond its lease. */
const SANDBOX_LEASE_MS = 120_000;
const PAGE = 200;
/** Starts at once; keeps well below the account's quota of starts per second. */
const PACE = 8;
/** Time kept to end in good order. */
const RESERVE_MS = 15_000;

export const createHandler =
  ({ ledger, sweep, start, clock, report }: Deps) =>
  async (remainingMs: () => number): Promise<Counts> => {
    const counts = { started: 0, skipped: 0, failed: 0 };
    const now = clock.now();
    const lapsedBy = addMs(now, (clock.pace ?? 1) > 1 ? -machineMs(clock, SANDBOX_LEASE_MS) : 0);
    if (!(await sweep.takeLease(now, addMs(now, machineMs(clock, SWEEP_LEASE_MS))))) return counts;
    try {
      for (let shard = 0; shard < sweep.shards && remainingMs() > RESERVE_MS; shard++) {
        const due = await sweep.dueCases(shard, now, PAGE);
        for (let at = 0; at < due.length && remainingMs() > RESERVE_MS; at += PACE) {
          const results = await Promise.allSettled(
            due.slice(at, at + PACE).map((caseId) => startOne({ ledger, start, lapsedBy }, caseId, now)),
          );
          for (const result of results)
            counts[result.status === 'rejected' ? 'failed' : result.value ? 'started' : 'skipped']++;
        }
      }
    } finally {
      await sweep.giveLease();
    }
    report(counts);
    return counts;
  };

/** Claims the case for a new run first, then starts it: what dies in between is due again when the lease lapses. */
async function startOne(
  { ledger, start, lapsedBy }: Pick<Deps, 'ledger' | 'start'> & { readonly lapsedBy: Instant },
  caseId: string,
  now: Instant,
): Promise<boolean> {
  const { creditorId, invoiceId } = ledger.partsOf(caseId);
  const invoice = await ledger.invoice(creditorId, invoiceId);
  if (!invoice || invoice.dueAt === undefined || invoice.dueAt > now) return false;
  if (invoice.caseState !== 'open') {
    await recordUnknown(ledger, caseId, invoice, now);
    return false;
  }
  const replaced = invoice.runStartedAt !== undefined;
  if (replaced && invoice.dueAt > lapsedBy) return false;
  const run = invoice.run + 1;
  const started = change(
    invoice,
    'case.started',
    { run, runStartedAt: now, dueAt: addMs(now, LEASE_MS), taskToken: undefined },
    { at: now, by: 'sweep', data: { cycle: invoice.cycle, run, replaced: replaced || undefined } },
  );
  const committed = await ledger.commit([{ kind: 'change', change: started }]);
  if (!committed.ok) return false;
  await start(`${stableId(caseId)}-c${invoice.cycle}-r${run}`, { caseId, cycle: invoice.cycle, run });
  return true;
}
