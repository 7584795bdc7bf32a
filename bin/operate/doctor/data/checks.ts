/** The checks that any pipeline has, the local one too: its rows say whether it is stopped and whether it keeps up. */
import { DUE_RECEIPT, DUE_REPORT, DUE_SHARDS, DUE_STATEMENT } from '../../../../adapters/dynamodb/keys.ts';
import type { Table } from '../../../../adapters/dynamodb/table.ts';
import type { Target } from '../../target.ts';
import { asking } from '../ask.ts';
import type { Check } from '../examine.ts';
import type { Finding } from '../finding.ts';
import { judgeDue, judgeStops, type Moment, readDue, type Senders, type Stop } from './rows.ts';

export const duePartitions: readonly string[] = [
  ...Array.from({ length: DUE_SHARDS }, (_, shard) => `DUE#${shard}`),
  DUE_REPORT,
  DUE_RECEIPT,
  DUE_STATEMENT,
];

export type RowPorts = {
  readonly target: Target;
  readonly table: Table;
  readonly creditors: () => Promise<readonly Senders[]>;
  readonly moment: () => Promise<Moment>;
};

export function rowChecks({ target, table, creditors, moment }: RowPorts): readonly Check[] {
  return [
    { about: 'stop switch', look: async () => lookAtStops(target, await creditors()) },
    {
      about: 'due work',
      look: async () => [judgeDue(await readDue(table, duePartitions), await moment())],
    },
  ];
}

async function lookAtStops({ admin }: Target, creditors: readonly Senders[]): Promise<readonly Finding[]> {
  const whom = [undefined, ...creditors.map(({ creditorId }) => creditorId)];
  const stops = await Promise.all(
    whom.map(async (creditorId): Promise<readonly Stop[]> => {
      const stop = await asking('dynamodb:GetItem', () => admin.stopOf(creditorId));
      return stop ? [{ creditorId, ...stop }] : [];
    }),
  );
  return judgeStops(stops.flat());
}
