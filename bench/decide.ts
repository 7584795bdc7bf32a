/** How long one decision takes: with no contact rules, and with every pack on, the customer's zone known and not known. */
import { type Instant, instantOf } from '../core/calendar/dates.ts';
import { decide, type Situation } from '../core/case/decide.ts';
import { rulesOf } from '../core/contact/packs/packs.ts';
import type { Attempt } from '../core/contact/touch.ts';
import { b2bStandard } from '../core/policy/policy.ts';
import { aCustomer, anInvoice } from '../test/support/builders.ts';

const ROUNDS = 200;
const CALLS = 500;
/** The most that issue 5 lets a decision with all rules cost, in microseconds. */
const BUDGET = 50;

type Case = { readonly what: string; readonly situation: Situation; readonly now: Instant };

const NOON = instantOf(Date.parse('2026-02-03T18:30:00Z'));
const NIGHT = instantOf(Date.parse('2026-02-03T04:30:00Z'));
const BEFORE = instantOf(Date.parse('2026-02-01T18:30:00Z'));

export function benchDecide(say: (text: string) => void): void {
  for (const { what, situation, now } of [...withoutRules(), ...withAllRules()]) {
    const rounds = Array.from({ length: ROUNDS }, () => {
      const begun = performance.now();
      // The clock of a round moves on, as it does over a night's work: no two decisions share their minute.
      for (let call = 0; call < CALLS; call++) decide(situation, instantOf(Date.parse(now) + call * 1_009));
      return ((performance.now() - begun) * 1000) / CALLS;
    });
    const median = rounds.sort((a, b) => a - b)[ROUNDS / 2] ?? 0;
    const decision = decide(situation, now);
    say(`${what}: ${decision.kind} (${decision.reason}), median ${median.toFixed(1)} µs of ${BUDGET}`);
  }
}

const base = { policy: b2bStandard, large: false, coveredMinor: 0, stopped: false } as const;

function withoutRules(): readonly Case[] {
  const situation: Situation = { ...base, customer: aCustomer(), invoice: anInvoice({ owedMinor: 120_000 }) };
  const paid = { ...situation, invoice: anInvoice({ owedMinor: 0 }) };
  const now = instantOf(Date.parse('2026-02-03T10:30:00Z'));
  return [
    { what: 'no rules, a step is due', situation, now },
    { what: 'no rules, the next step waits', situation, now: instantOf(Date.parse('2026-02-01T10:30:00Z')) },
    { what: 'no rules, nothing is owed', situation: paid, now },
  ];
}

/** An American consumer of a collector: the most rules that bind at once. */
function withAllRules(): readonly Case[] {
  const contacts = [
    { name: 'A', email: 'a@x.example', mobile: '+12125550101', smsConsent: true, roles: ['billing'] },
    { name: 'B', email: 'b@x.example', roles: ['cc'] },
  ] as const;
  const known = aCustomer({ kind: 'consumer', country: 'US', timeZone: 'America/Chicago', filled: [], contacts });
  const unknown = { ...known, filled: ['timeZone'] as const };
  const situation: Situation = {
    ...base,
    customer: known,
    invoice: anInvoice({ owedMinor: 120_000 }),
    addresses: ['a@x.example', '+12125550101', 'b@x.example'].map((address) => stateOf(address)),
    persons: ['a@x.example', '+12125550101', 'b@x.example'].map((address) => personOf(address)),
    rules: rulesOf({ packs: ['default', 'us-federal'] }),
    creditor: { country: 'GB', role: 'third-party', sendsTexts: true },
    siblings: [],
  };
  const others = { ...situation, customer: unknown };
  return [
    { what: 'all rules, a step is due but it is late in the day', situation, now: NOON },
    { what: 'all rules, the night before the step', situation, now: NIGHT },
    { what: 'all rules, the next step waits', situation, now: BEFORE },
    { what: 'all rules, zone unknown, a step is due', situation: others, now: NOON },
    { what: 'all rules, zone unknown, the night before', situation: others, now: NIGHT },
    { what: 'all rules, zone unknown, too often', situation: { ...others, persons: busy() }, now: NOON },
  ];
}

const stateOf = (address: string) => ({ address, digest: `digest ${address}`, status: 'ok' }) as const;
const personOf = (address: string, attempts: readonly Attempt[] = []) => ({
  ...{ creditorId: 'demo', digest: `digest ${address}`, status: 'ok' as const, attempts, version: 1 },
});

/** As many attempts as are ever kept. */
const busy = () =>
  ['a@x.example', '+12125550101', 'b@x.example'].map((address) =>
    personOf(
      address,
      Array.from({ length: 100 }, (_, at) => ({
        id: `message-${at}`,
        at: instantOf(Date.parse(NOON) - (100 - at) * 20_000_000),
        channel: 'email' as const,
      })),
    ),
  );
