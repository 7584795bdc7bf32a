/** Whether a policy can be walked under the contact rules that are on: hours that meet, and caps that leave room. */
import type { ContactChannel, ContactRule, Demand } from '../contact/rule.ts';
import { dayOf, remindersOf } from './check-path.ts';
import { type Finding, warning } from './finding.ts';
import type { Policy } from './policy.ts';

const meets = (rule: ContactRule, channels: ReadonlySet<ContactChannel>): boolean =>
  rule.scope.channels?.some((channel) => channels.has(channel)) ?? true;

function windowsApart({ window }: Policy, demand: Extract<Demand, { kind: 'window' }>): boolean {
  const days = window.days.some((day) => demand.window.days.includes(day));
  const hours = window.fromMinute < demand.window.toMinute && demand.window.fromMinute < window.toMinute;
  return !days || !hours;
}

/** The most messages of these channels that the path has within so many consecutive days, and where it has them. */
function busiest(policy: Policy, { days, channels }: Extract<Demand, { kind: 'cap' }>) {
  const counted = remindersOf(policy).filter(({ step }) => channels.includes(step.channel));
  const runs = counted.map((last) => ({
    index: last.index,
    count: counted.filter(({ step }) => {
      const apart = dayOf(last.step) - dayOf(step);
      return apart >= 0 && apart < days;
    }).length,
  }));
  return runs.sort((one, other) => other.count - one.count)[0];
}

function against(policy: Policy, rule: ContactRule): Finding | undefined {
  const { demand } = rule;
  const told = (at: Finding['at'], message: string): Finding =>
    warning('contradicts-rule', at, `${message} (rule ${rule.id}, ${rule.citation})`);
  switch (demand.kind) {
    case 'window':
      return windowsApart(policy, demand)
        ? told(['window'], 'these hours never meet those that the rule allows, so that nothing could leave')
        : undefined;
    case 'cap': {
      const most = busiest(policy, demand);
      return most && most.count > demand.most
        ? told(
            ['steps', most.index, 'at'],
            `the path has ${most.count} messages within ${demand.days} days, and the rule allows ${demand.most}; the rest waits`,
          )
        : undefined;
    }
    case 'block': {
      const step = remindersOf(policy).find(({ step: { channel } }) => demand.channels.includes(channel));
      return step
        ? told(['steps', step.index, 'channel'], 'the rule closes this channel, so that the step becomes a task')
        : undefined;
    }
    case 'cooldown':
    case 'consent':
    case 'words':
      return undefined;
  }
}

export function checkRules(policy: Policy, rules: readonly ContactRule[]): readonly Finding[] {
  const channels: ReadonlySet<ContactChannel> = new Set(remindersOf(policy).map(({ step }) => step.channel));
  return rules.filter((rule) => meets(rule, channels)).flatMap((rule) => against(policy, rule) ?? []);
}
