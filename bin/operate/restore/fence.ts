/** Takes the power from every execution of before a restore: they are ended, and every case gets a run that none of them had. */
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { scanItems } from '../../../adapters/dynamodb/scan.ts';
import { sfnClient } from '../../../adapters/stepfunctions/executions.ts';
import { runningExecutions, stopExecution } from '../../../adapters/stepfunctions/running.ts';
import { storedInvoice } from '../../../contracts/stored/invoice.ts';
import type { Instant } from '../../../core/calendar/dates.ts';
import type { Invoice } from '../../../core/case/invoice.ts';
import { change } from '../../../core/case/transition.ts';
import { inPace } from '../in-pace.ts';
import { OperatorError } from '../operator-error.ts';
import type { Target } from '../target.ts';

/** A case starts a run every five minutes at most, so that it cannot have used as many in the 35 days a restore reaches back. */
const RUNS_PAST = 100_000;
const TRIES = 5;

/** Ends them, so that none waits for months to find out; answers how many there were. */
export async function endExecutions(target: Target, restoredTo: Instant): Promise<number> {
  const client = sfnClient();
  const machine = await target.output('StateMachineArn');
  let ended = 0;
  for await (const arn of runningExecutions(client, machine)) {
    await stopExecution(client, arn, `the table is restored to ${restoredTo}`);
    ended++;
  }
  return ended;
}

/** Answers how many invoices there are. */
export async function raiseRuns(target: Target, restoredTo: Instant): Promise<number> {
  let raised = 0;
  await inPace(scanItems(target.client, target.tableName), async (item) => {
    if (item.SK?.S !== 'INVOICE') return;
    await raise(target, storedInvoice.parse(unmarshall(item)), restoredTo);
    raised++;
  });
  return raised;
}

async function raise(target: Target, { creditorId, invoiceId }: Invoice, restoredTo: Instant): Promise<void> {
  for (let tries = 0; tries < TRIES; tries++) {
    const invoice = await target.ledger.invoice(creditorId, invoiceId);
    if (!invoice) return;
    const at = await target.now();
    const run = invoice.run + RUNS_PAST;
    const data = { restoredTo, run };
    const made = change(invoice, 'case.restored', { run, ...startedAfresh(invoice, at) }, { at, by: 'operator', data });
    if ((await target.ledger.commit([{ kind: 'change', change: made }])).ok) return;
  }
  throw new OperatorError(`expected ${invoiceId} to rest while the table is restored, found it changed ${TRIES} times`);
}

/** An open case is started by the sweep when its moment comes, as one that never ran. */
function startedAfresh({ caseState, nextAt }: Invoice, at: Instant): Partial<Invoice> {
  if (caseState !== 'open') return { taskToken: undefined };
  return { taskToken: undefined, runStartedAt: undefined, dueAt: nextAt ?? at };
}
