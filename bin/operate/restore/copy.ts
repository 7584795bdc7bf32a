/** `restore copy`: the stage's table becomes what a restored copy of it is, stopped, with the executions of before powerless. */
import { type Command, text } from '../command.ts';
import { misused } from '../operator-error.ts';
import { copyItems } from './copy-items.ts';
import { endExecutions, raiseRuns } from './fence.ts';
import { restorePoint } from './point.ts';

export const restoreCopy: Command = {
  name: 'restore copy',
  summary: "puts a restored copy of the table in the table's place, stopped",
  usage: `npm run dunlin -- restore copy --local --from restored --since 2026-02-03T10:00:00Z

  --from       the table that "aws dynamodb restore-table-to-point-in-time" made
  --since      the moment to which it was restored
Stops the stage before anything else. Keep the ERP from pushing meanwhile: what arrives is undone, as everything since
that moment, and has to be pushed again. Prints what people decided since then, for somebody has to decide it again.
Run it again where it was interrupted. Next: "restore rebuild", "audit verify", push again, "go".`,
  options: { from: text, since: text },
  async run({ values, target, terminal: { out, note } }) {
    const from = values.required('from');
    const since = restorePoint(values);
    if (from === target.tableName)
      throw misused('expected --from to name the copy, found the table of the stage itself');
    await target.admin.beginRestore(since, await target.now());
    note('Stopped the whole stage.');
    note(`Ended ${await endExecutions(target, since)} executions.`);
    const copied = await copyItems({ client: target.client, from, to: target.tableName, lost: out });
    note(`Put ${copied.put} items as they were, took ${copied.removed} away that came since.`);
    note(`Raised the run of ${await raiseRuns(target, since)} invoices past any that was used.`);
    note(`Next: npm run dunlin -- restore rebuild --since ${since}`);
  },
};
