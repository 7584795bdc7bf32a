/** Third chapter: somebody aborts an execution. Its lease brings the case back, and what was aborted can do nothing more. */
import type { House } from '../stage/house.ts';
import { type InvoiceRow, pushed } from '../stage/slice.ts';
import { FIRST, invoiceOf, parts } from './cast.ts';
import { A_TICK, type Opened, push } from './opening.ts';
import { executionsOf, isParked, runOf } from './watching.ts';

/** In a sandbox a lease holds two minutes of the machine beyond its own hour; then the sweep's tick must come. */
const A_LEASE = 120 + A_TICK;

export interface Aborted {
  readonly row: InvoiceRow;
  readonly run: number;
  /** On which the aborted execution waited. */
  readonly token: string;
}

export async function abortOne(house: House, { erp, slice }: Opened): Promise<Aborted> {
  const { seen, executions, stage } = house;
  const row = invoiceOf(slice, parts.executionAborted);
  const { taskToken: token = '' } = await house.row(FIRST, row.invoiceNumber);
  const [execution] = await executionsOf(house, FIRST, row);
  if (!execution || token === '') throw new Error('expected a parked execution to abort, found none');
  await executions.abort(execution.arn);
  await seen.line({
    what: 'StopExecution on a parked case',
    expected: `r${runOf(execution)} ABORTED`,
    seen: () => runsOf(house, row),
    within: 30,
  });
  const changed = { ...pushed(row, '1.00'), asOf: stage.now() };
  const part = { what: 'the ERP says that 1.00 of it is still open', expected: '1 accepted' };
  await seen.line({ ...part, seen: () => push(erp, [changed]) });
  return { row, run: runOf(execution), token };
}

export async function comesBack(house: House, { row, run, token }: Aborted): Promise<void> {
  const { seen } = house;
  await seen.line({
    what: 'its lease brings it back under the next run',
    expected: `r${run} ABORTED, r${run + 1} RUNNING`,
    seen: () => runsOf(house, row),
    within: A_LEASE,
  });
  const parked = async () => ((await isParked(house, FIRST, row)) ? 'parked' : 'not parked');
  await seen.line({ what: 'and it waits again', expected: 'parked', seen: parked, within: 60 });
  const before = await stateOf(house, row);
  await seen.line({
    what: 'SendTaskSuccess with the token of the aborted execution',
    expected: 'refused',
    seen: async () => {
      const answer = await house.executions.useToken(token);
      return ['TaskTimedOut', 'TaskDoesNotExist', 'InvalidToken'].includes(answer) ? 'refused' : answer;
    },
  });
  await seen.line({ what: 'the case after it', expected: before, seen: () => stateOf(house, row) });
}

/** Not its letters or its token, which its own next step may change at any moment. */
async function stateOf(house: House, row: InvoiceRow): Promise<string> {
  const { run, caseState } = await house.row(FIRST, row.invoiceNumber);
  return `${caseState}, run ${run}, ${await runsOf(house, row)}`;
}

async function runsOf(house: House, row: InvoiceRow): Promise<string> {
  const found = await executionsOf(house, FIRST, row);
  return found.map((execution) => `r${runOf(execution)} ${execution.status}`).join(', ');
}
