/** A random history, played: days pass, things happen, calls fail; in the end everything is calm and comes to rest. */
import fc from 'fast-check';
import { verify } from '../../../core/audit/chain.ts';
import { createEvents, type Event, type Say } from './events.ts';
import type { Trouble } from './outside.ts';
import { quietEvent } from './quiet-events.ts';
import { createWorld, type World } from './world.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

type TroubleSeed =
  | Exclude<Trouble, { kind: 'event' }>
  | { readonly kind: 'event'; readonly event: Event; readonly pauseMinutes: number };

export type Act =
  | { readonly kind: 'pass'; readonly hours: number }
  | { readonly kind: 'event'; readonly event: Event }
  | { readonly kind: 'trouble'; readonly after: number; readonly seed: TroubleSeed };

export type History = {
  readonly dueOffsets: readonly number[];
  readonly largeFrom: number;
  readonly acts: readonly Act[];
};

const which = fc.nat({ max: 1 });
const says: readonly Say[] = [
  'as-is',
  'due-later',
  'no-due-date',
  'void',
  'auto',
  'held',
  'promised',
  'other-balance',
  'written-off',
];
const days = fc.integer({ min: 1, max: 40 });

const event: fc.Arbitrary<Event> = fc.oneof(
  { weight: 5, arbitrary: quietEvent },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('push' as const), invoice: which, say: fc.constantFrom(...says), days }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constantFrom('push-again' as const, 'push-old' as const), invoice: which }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('pay' as const),
      invoice: which,
      percent: fc.constantFrom(1, 30, 70, 100, 100, 250),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constantFrom('pay-again' as const, 'refund' as const), invoice: which }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('stripe' as const),
      invoice: which,
      what: fc.constantFrom('processing' as const, 'succeeded' as const, 'failed' as const, 'refunded' as const),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constantFrom('hold' as const, 'lift' as const), invoice: which, days }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        'customer-hold' as const,
        'customer-lift' as const,
        'stop' as const,
        'go' as const,
        'bounce' as const,
      ),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('lapse' as const, 'abort' as const), invoice: which }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('no-sweep' as const), days: fc.integer({ min: 1, max: 12 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('lose-wakes' as const), count: fc.integer({ min: 1, max: 5 }) }),
  },
);

const when = fc.constantFrom('before' as const, 'after' as const);
const seed: fc.Arbitrary<TroubleSeed> = fc.oneof(
  fc.record({ kind: fc.constantFrom('fail' as const, 'die' as const, 'abort' as const), when }),
  fc.record({ kind: fc.constant('busy' as const) }),
  fc.record({
    kind: fc.constant('mailer' as const),
    outcome: fc.constantFrom('later' as const, 'refused' as const, 'unknown-sent' as const, 'unknown-lost' as const),
  }),
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('event' as const),
      event,
      pauseMinutes: fc.constantFrom(0, 0, 0, 3, 200),
    }),
  },
);

const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constant('pass' as const), hours: fc.integer({ min: 1, max: 24 * 12 }) }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('event' as const), event }) },
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constant('trouble' as const), after: fc.integer({ min: 1, max: 14 }), seed }),
  },
);

export const history: fc.Arbitrary<History> = fc.record({
  dueOffsets: fc.tuple(fc.integer({ min: -30, max: 20 }), fc.integer({ min: -30, max: 20 })),
  largeFrom: fc.constantFrom(1, 1_000_000),
  acts: fc.array(act, { minLength: 4, maxLength: 40 }),
});

/** Everything that spoke against the promises, in words; empty when all were kept. */
export async function play({
  dueOffsets,
  largeFrom,
  acts,
}: History): Promise<{ readonly broken: readonly string[]; readonly world: World }> {
  const world = createWorld('2026-03-02T06:00:00.000Z');
  await world.begin(largeFrom);
  const { happen } = createEvents(world, dueOffsets);
  await happen({ kind: 'push', invoice: 0, say: 'as-is', days: 1 });
  const broken: string[] = [];
  for (const one of acts) {
    if (one.kind === 'pass') await world.advance(one.hours * HOUR);
    else if (one.kind === 'event') await happen(one.event);
    else world.troubles.push({ left: one.after, trouble: troubleOf(world, one.seed, happen) });
    broken.push(...lost(world));
  }
  await calm(world, happen);
  return {
    world,
    broken: [
      ...broken,
      ...restless(world),
      ...lost(world),
      ...misdeeds(world),
      ...tooSoon(world),
      ...stepsTwice(world),
      ...unexplained(world),
    ],
  };
}

function troubleOf(world: World, of: TroubleSeed, happen: (event: Event) => Promise<unknown>): Trouble {
  if (of.kind !== 'event') return of;
  return {
    kind: 'event',
    run: async () => {
      await happen(of.event);
      if (of.pauseMinutes > 0) await world.advance(of.pauseMinutes * 60_000);
    },
  };
}

/** No more trouble, nobody holds or stops anything, no money stays in the air, and a year passes. */
async function calm(world: World, happen: (event: Event) => Promise<unknown>): Promise<void> {
  world.life.calm = true;
  for (const kind of ['go', 'customer-lift', 'agrees', 'is-heard'] as const) await happen({ kind });
  for (const invoice of [0, 1]) {
    await happen({ kind: 'lift', invoice, days: 0 });
    await happen({ kind: 'settle', invoice });
    await happen({ kind: 'stripe', invoice, what: 'failed' });
  }
  await world.advance(380 * DAY);
}

/** An open case is always in the due index. */
const lost = ({ rows }: World): string[] =>
  [...rows.invoices.values()]
    .filter(({ caseState, dueAt }) => caseState === 'open' && (dueAt === undefined || Number.isNaN(Date.parse(dueAt))))
    .map(({ invoiceId }) => `${invoiceId} is open and in nobody's list`);

/** Comes to rest and to an end; a case in circles is stopped, so that nothing can be said of its end. */
function restless(world: World): string[] {
  const { circles } = world.machine;
  return circles.size > 0 ? [...circles].map((state) => `a case ran in circles at ${state}`) : unfinished(world);
}

/** Left alone, a case ends; only what the customer's loose money covers waits on. */
function unfinished({ rows, ledger, now }: World): string[] {
  return [...rows.invoices.values()]
    .filter(({ caseState }) => caseState === 'open')
    .flatMap(({ invoiceId, reason, dueAt = '' }) => {
      const overdue = Date.parse(dueAt) < Date.parse(now()) - HOUR;
      if (overdue) return [`${invoiceId} was due at ${dueAt} and nobody came (${ledger.caseIdOf('demo', invoiceId)})`];
      return reason === 'covered' ? [] : [`${invoiceId} never came to an end: ${reason}`];
    });
}

/** Nothing sent against an objection, and nothing sent twice. */
function misdeeds({ sent }: World): string[] {
  const reminders = sent.filter(({ kind }) => kind === 'reminder');
  const against = reminders
    .filter(({ objections }) => objections.length > 0)
    .map(({ at, objections }) => `sent at ${at} in spite of: ${objections.join(', ')}`);
  const seen = new Set<string>();
  const twice = sent.filter(({ messageId }) => seen.size === seen.add(messageId).size);
  return [...against, ...twice.map(({ kind, messageId, at }) => `${kind} ${messageId} sent again at ${at}`)];
}

/** Five banking days always have a weekend among them: two reminders to one customer are a week apart, whatever they are about. */
function tooSoon({ sent }: World): string[] {
  const days = sent.filter(({ kind }) => kind === 'reminder').map(({ at }) => Date.parse(at.slice(0, 10)));
  return days
    .sort((a, b) => a - b)
    .flatMap((day, at, all) => {
      const before = all[at - 1];
      return before !== undefined && day - before < 7 * DAY
        ? [`reminded on ${new Date(day).toISOString()}, ${(day - before) / DAY} days after the last reminder`]
        : [];
    });
}

/** A step is carried out by a message of its own or covered by another's, once in a cycle. */
function stepsTwice({ rows, sent }: World): string[] {
  const own = [...rows.touches.values()]
    .filter(({ state }) => state === 'sent' || state === 'unknown')
    .map(({ caseId, cycle, stepId }) => `${rows.partsOf(caseId).invoiceId} ${cycle} ${stepId}`);
  const messages = new Set(sent.map(({ messageId }) => messageId));
  const covered = [...messages].flatMap((messageId) => {
    const { covers = {}, cycles = {} } = rows.messages.get(messageId) ?? {};
    return Object.entries(covers).flatMap(([id, steps]) => steps.map((step) => `${id} ${cycles[id] ?? 1} ${step}`));
  });
  const once = [...own, ...new Set(covered)];
  return once.filter((step, at) => once.indexOf(step) < at).map((step) => `a step was carried out twice: ${step}`);
}

/** Every reminder has its claim and its outcome in the audit, and every chain is whole. */
function unexplained({ rows, sent }: World): string[] {
  const timelines = [...rows.invoices].map(([caseId, row]) => ({ row, records: rows.timeline(caseId) }));
  const records = timelines.flatMap((line) => line.records);
  const has = (messageId: string, types: readonly string[]) =>
    records.some(({ type, data }) => types.includes(type) && data.messageId === messageId);
  const silent = sent
    .filter(({ kind }) => kind === 'reminder')
    .filter(
      ({ messageId }) => !has(messageId, ['message.claimed']) || !has(messageId, ['message.sent', 'message.unknown']),
    );
  const torn = timelines.filter(
    ({ row, records: chain }) => !verify(chain, { version: row.version, hash: row.auditHash }).whole,
  );
  return [
    ...silent.map(({ messageId }) => `${messageId} was sent and the audit does not tell`),
    ...torn.map(({ row }) => `the audit of ${row.invoiceId} is not whole`),
  ];
}
