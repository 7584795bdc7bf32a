/** What another version of a policy would change: messages by step, whom it concerns, and from which day on. */
import type { LocalDate } from '../calendar/dates.ts';
import type { Entry, Preview } from './entry.ts';

export type StepDifference = {
  /** A step through a channel, or a task. */
  readonly name: string;
  readonly live: number;
  readonly candidate: number;
};

export type CustomerDifference = {
  readonly customerId: string;
  /** `new`: gets something and would have got nothing; `silent`: the other way round; `other`: another list of acts. */
  readonly kind: 'new' | 'silent' | 'other';
  readonly live: number;
  readonly candidate: number;
  readonly firstOn: LocalDate;
};

export type Difference = {
  readonly steps: readonly StepDifference[];
  readonly customers: readonly CustomerDifference[];
  readonly firstOn: LocalDate | undefined;
};

export function differenceOf(live: Preview, candidate: Preview): Difference {
  const customers = customersOf(live.entries, candidate.entries);
  return {
    steps: stepsOf(live.entries, candidate.entries),
    customers,
    firstOn: customers.map(({ firstOn }) => firstOn).sort()[0],
  };
}

export const nameOf = ({ kind, stepId, channel, task }: Entry): string =>
  kind === 'message' ? `${stepId} (${channel === 'sms' ? 'text' : 'e-mail'})` : `task: ${task ?? stepId}`;

function stepsOf(live: readonly Entry[], candidate: readonly Entry[]): readonly StepDifference[] {
  const [before, after] = [live, candidate].map((entries) => Map.groupBy(entries, nameOf));
  const names = [...new Set([...(before?.keys() ?? []), ...(after?.keys() ?? [])])];
  const place = (name: string): number => (after?.get(name) ?? before?.get(name))?.[0]?.stepAt ?? 0;
  return names
    .map((name) => ({ name, live: before?.get(name)?.length ?? 0, candidate: after?.get(name)?.length ?? 0 }))
    .sort((a, b) => place(a.name) - place(b.name) || (a.name < b.name ? -1 : 1));
}

/** What a customer notices of an act: its day, its step and how serious it is. */
const actOf = ({ on, kind, stepId, channel, tone, task }: Entry): string =>
  [on, kind, stepId, channel, tone, task].join(' ');

function customersOf(live: readonly Entry[], candidate: readonly Entry[]): readonly CustomerDifference[] {
  const [before, after] = [live, candidate].map((entries) => Map.groupBy(entries, ({ customerId }) => customerId));
  const ids = [...new Set([...(before?.keys() ?? []), ...(after?.keys() ?? [])])];
  return ids
    .flatMap((customerId): CustomerDifference[] => {
      const was = (before?.get(customerId) ?? []).map(actOf).sort();
      const becomes = (after?.get(customerId) ?? []).map(actOf).sort();
      const at = [...was, ...becomes].findIndex((_, index) => was[index] !== becomes[index]);
      if (at < 0) return [];
      const firstOn = [was[at], becomes[at]].flatMap((act) => act?.slice(0, 10) ?? []).sort()[0] ?? '';
      const kind = was.length === 0 ? 'new' : becomes.length === 0 ? 'silent' : 'other';
      return [{ customerId, kind, live: was.length, candidate: becomes.length, firstOn }];
    })
    .sort((a, b) =>
      a.firstOn === b.firstOn ? (a.customerId < b.customerId ? -1 : 1) : a.firstOn < b.firstOn ? -1 : 1,
    );
}
