/** How long one decision takes: a case with a step due, one waiting, and one with nothing owed. */
import { type Instant, instantOf } from '../core/calendar/dates.ts';
import { decide } from '../core/case/decide.ts';
import { b2bStandard } from '../core/policy/policy.ts';
import { aCustomer, anInvoice } from '../test/support/builders.ts';

const ROUNDS = 200;
const CALLS = 500;

export function benchDecide(say: (text: string) => void): void {
  const customer = aCustomer();
  const rest = { customer, policy: b2bStandard, large: false, coveredMinor: 0, stopped: false, addresses: undefined };
  const due = instantOf(Date.parse('2026-02-03T10:30:00Z'));
  const cases: readonly { readonly what: string; readonly owedMinor: number; readonly now: Instant }[] = [
    { what: 'a step is due', owedMinor: 120_000, now: due },
    { what: 'the next step waits', owedMinor: 120_000, now: instantOf(Date.parse('2026-02-01T10:30:00Z')) },
    { what: 'nothing is owed', owedMinor: 0, now: due },
  ];
  for (const { what, owedMinor, now } of cases) {
    const situation = { ...rest, invoice: anInvoice({ owedMinor }) };
    const rounds = Array.from({ length: ROUNDS }, () => {
      const begun = performance.now();
      for (let call = 0; call < CALLS; call++) decide(situation, now);
      return ((performance.now() - begun) * 1000) / CALLS;
    });
    const median = rounds.sort((a, b) => a - b)[ROUNDS / 2] ?? 0;
    say(`${what}: ${decide(situation, now).kind}, median ${median.toFixed(2)} µs`);
  }
}
