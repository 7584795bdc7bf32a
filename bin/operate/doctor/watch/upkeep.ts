/** What must stay empty, switched on and paid for: dead-letter queues, rules and schedules, the sweep, a budget, the clocks. */
import { type Finding, listed, mend, ok } from '../finding.ts';
import { plainName, type Resource } from '../stack.ts';
import type { WatchedBudget } from './ask-watch.ts';
import type { Figure } from './metrics.ts';

/** Every queue of the template holds what could not be delivered (`Undelivered…`) or carried out. */
export function judgeQueue(logicalId: string, messages: number): Finding {
  const about = `dead-letter queue ${plainName(logicalId)}`;
  if (messages === 0) return ok(about, 'empty');
  const section = logicalId.startsWith('Undelivered') ? 'undelivered-events' : 'failed-invocations';
  const lie = messages === 1 ? 'message lies' : 'messages lie';
  return mend(about, `${messages} ${lie} in it`, `docs/runbook.md#${section}`);
}

/**
 * `states` by the rule's name. CloudFormation calls a rule on a bus of its own `<bus>|<rule>`; a state other than DISABLED is
 * on (https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_Rule.html).
 */
export function judgeRules(expected: readonly Resource[], states: ReadonlyMap<string, string>): readonly Finding[] {
  if (expected.length === 0) return [mend('rules and schedules', 'the stacks have none', 'deploy the stage again')];
  const findings = expected.flatMap(({ logicalId, id }): readonly Finding[] => {
    const [name = id, bus] = id.split('|').reverse();
    const state = states.get(name);
    const about = `rule ${plainName(logicalId)}`;
    if (state === undefined) return [mend(about, 'not there', 'deploy the stack again, which puts it back')];
    const where = bus === undefined ? '' : ` --event-bus-name ${bus}`;
    return state.startsWith('ENABLED') ? [] : [mend(about, state, `aws events enable-rule --name ${name}${where}`)];
  });
  return findings.length > 0 ? findings : [ok('rules and schedules', `${expected.length} enabled`)];
}

const SWEEP_LATE_MS = 30 * 60_000;

/** `invocations` of the sweep's function; it is called every five minutes. */
export function judgeSweep(invocations: readonly Figure[], now: string): Finding {
  const about = 'last sweep';
  const last = invocations.findLast(({ value }) => value > 0);
  if (!last) return mend(about, 'none in the last day', 'docs/runbook.md#sweep-stopped');
  const age = Date.parse(now) - last.at.getTime();
  const told = `${Math.round(age / 60_000)} minutes ago`;
  return age > SWEEP_LATE_MS ? mend(about, told, 'docs/runbook.md#sweep-stopped') : ok(about, told);
}

/** A budget that nobody hears of is none. */
export function judgeBudgets(budgets: readonly WatchedBudget[]): Finding {
  const about = 'cost budget';
  const costs = budgets.filter(({ budget }) => budget.BudgetType === 'COST');
  const heard = costs.filter(({ heardBy }) => heardBy.some((count) => count > 0));
  const names = (some: readonly WatchedBudget[]) => listed(some.map(({ budget }) => budget.BudgetName ?? 'unnamed'));
  if (heard.length > 0) return ok(about, `${names(heard)}, with an alarm`);
  if (costs.length > 0)
    return mend(about, `nobody is told when ${names(costs)} is used up`, 'add a notification with a subscriber to it');
  return mend(about, 'the account has none', 'create one with an alarm at 80 % (AWS Budgets, type COST)');
}

/** Instants that an operator's command writes come from its own clock; AWS refuses signatures that are five minutes off. */
const SKEW_MS = 60_000;

export function judgeClock(skewMs: number | undefined): Finding {
  const about = "this machine's clock";
  if (skewMs === undefined) return { state: 'cannot tell', about, says: 'the answer of AWS had no date' };
  const seconds = Math.round(Math.abs(skewMs) / 1000);
  const told = `${seconds} s ${skewMs < 0 ? 'behind' : 'ahead of'} AWS`;
  return Math.abs(skewMs) > SKEW_MS ? mend(about, told, 'switch on time synchronisation (NTP)') : ok(about, told);
}
