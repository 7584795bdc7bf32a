/** Fourth chapter: the second version is deployed while cases are parked; nothing is lost and nothing is sent twice. */
import type { House } from '../stage/house.ts';
import { NEW_STATE, NEW_WORDS } from '../stage/second-version.ts';
import type { InvoiceRow } from '../stage/slice.ts';
import { FIRST, invoiceOf, parts } from './cast.ts';
import type { Opened } from './opening.ts';
import { count, executionsOf, isParked, lettersAbout } from './watching.ts';

export const inFlight = ({ slice }: Opened): readonly InvoiceRow[] =>
  parts.parkedOverTheUpgrade.map((customerId) => invoiceOf(slice, customerId));

export async function upgrade(house: House, opened: Opened): Promise<void> {
  const { seen, stage, executions } = house;
  const rows = inFlight(opened);
  const all = `${rows.length} of ${rows.length}`;
  const parked = { expected: all, seen: () => count(rows, (row) => isParked(house, FIRST, row)) };
  await seen.line({ what: 'parked before the second version is deployed', ...parked });
  const tokens = await tokensOf(house, rows);
  await seen.line({
    what: 'cdk deploy --all of a copy with another policy, function and path',
    expected: 'Dunlin-dev-Ledger, Dunlin-dev-Pipeline',
    seen: async () => (await stage.deploy(house.secondVersion)).stacks.join(', '),
  });
  await seen.line({
    what: 'the deployed path has the new state',
    expected: 'it has',
    seen: async () => ((await executions.definition()).includes(`"${NEW_STATE}"`) ? 'it has' : 'it has not'),
  });
  await seen.line({ what: 'parked after it', ...parked });
  await seen.line({ what: 'on the same tokens', expected: tokens, seen: () => tokensOf(house, rows) });
}

const tokensOf = async (house: House, rows: readonly InvoiceRow[]): Promise<string> =>
  (await Promise.all(rows.map(async (row) => (await house.row(FIRST, row.invoiceNumber)).taskToken?.slice(-8)))).join();

/** Their next step comes by their own timers, from functions of the second version, along the path they started with. */
export async function inFlightGoOn(house: House, opened: Opened): Promise<void> {
  const { seen, executions } = house;
  const rows = inFlight(opened);
  const all = `${rows.length} of ${rows.length}`;
  await seen.line({
    what: 'in-flight cases: their second reminder, in the second version’s words',
    expected: all,
    seen: () =>
      count(rows, async (row) => {
        const letters = await lettersAbout(house, row);
        return letters.length === 2 && letters[1]?.text.includes(NEW_WORDS) === true;
      }),
    within: 300,
  });
  await seen.line({
    what: 'sent by the executions that the first version started',
    expected: all,
    seen: () =>
      count(rows, async (row) => {
        const [execution, ...others] = await executionsOf(house, FIRST, row);
        if (!execution || others.length > 0) return false;
        const states = await executions.statesOf(execution.arn);
        return states.filter((state) => state === 'SendReminder').length === 2 && !states.includes(NEW_STATE);
      }),
  });
}

/** What was started after the deployment passes the state that only the second version has. */
export async function newOnesTakeTheNewPath(
  house: House,
  creditorId: string,
  rows: readonly InvoiceRow[],
): Promise<void> {
  await house.seen.line({
    what: `executions of ${creditorId} started after it pass the new state`,
    expected: `${rows.length} of ${rows.length}`,
    seen: () =>
      count(rows, async (row) => {
        const latest = (await executionsOf(house, creditorId, row)).at(-1);
        return latest !== undefined && (await house.executions.statesOf(latest.arn)).includes(NEW_STATE);
      }),
  });
}
