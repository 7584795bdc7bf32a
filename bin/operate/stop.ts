/** `stop` and `go`: the switch that keeps every message back, of one creditor or of the whole stage. */
import { type Command, text } from './command.ts';
import { noSuchCreditor } from './creditors.ts';
import { OperatorError } from './operator-error.ts';

const whom = (creditorId: string | undefined): string =>
  creditorId === undefined ? 'the whole stage' : `the creditor "${creditorId}"`;

export const stop: Command = {
  name: 'stop',
  summary: 'sends no reminder any more, of one creditor or of the whole stage',
  usage: `npm run dunlin -- stop --local --creditor demo --reason 'balances look wrong'

  --creditor   only this one; without it the whole stage stops
  --reason     kept beside the switch; "creditor show" prints it`,
  options: { creditor: text, reason: text },
  async run({ values, target, terminal }) {
    const creditorId = values.text('creditor');
    const reason = values.required('reason');
    const done = await target.admin.stop(creditorId, { stopped: true, reason, at: await target.now() });
    if (!done && creditorId !== undefined) throw noSuchCreditor(creditorId);
    terminal.note(`Stopped ${whom(creditorId)}. Invoices and payments are still taken; "go" lets messages out again.`);
  },
};

export const go: Command = {
  name: 'go',
  summary: 'lets messages out again',
  usage: `npm run dunlin -- go --local --creditor demo

  --creditor   only this one; without it the stage's own switch is turned`,
  options: { creditor: text },
  async run({ values, target, terminal }) {
    const creditorId = values.text('creditor');
    const restoredTo = creditorId === undefined ? await target.admin.restoredTo() : undefined;
    if (restoredTo !== undefined)
      throw new OperatorError(
        `the table was restored to ${restoredTo} and does not know what was sent since: run "restore rebuild --since ${restoredTo}" first`,
      );
    const done = await target.admin.stop(creditorId, { stopped: false, at: await target.now() });
    if (!done && creditorId !== undefined) throw noSuchCreditor(creditorId);
    terminal.note(`Turned the switch of ${whom(creditorId)}. Cases that waited look again within an hour.`);
    const still = creditorId === undefined ? undefined : await target.admin.stopOf(undefined);
    if (still) terminal.note(`The whole stage is still stopped (${still.reason}): "go" without --creditor.`);
  },
};
