/** Fifth chapter: the stop switches of the stage and of a creditor; nothing leaves, and then nothing was lost. */
import type { House } from '../stage/house.ts';
import type { Outside } from '../stage/outside.ts';
import { NEW_WORDS } from '../stage/second-version.ts';
import { type InvoiceRow, pushed, sliceFor } from '../stage/slice.ts';
import { repository } from '../stage/stage.ts';
import { FIRST, invoiceOf, parts, SECOND } from './cast.ts';
import { A_TICK, type Opened, openAccount, push } from './opening.ts';
import { newOnesTakeTheNewPath } from './upgrade.ts';
import { count, invoiceView, lettersAbout } from './watching.ts';

export interface Stopped {
  readonly second: Outside;
  /** The second creditor's invoice. */
  readonly secondRow: InvoiceRow;
  /** Of the first creditor, pushed and reopened while nothing may leave. */
  readonly rows: readonly InvoiceRow[];
}

const STOPPED = 'The stop switch is on, so nothing is sent for now';

export async function stopEverything(house: House, opened: Opened): Promise<Stopped> {
  const { seen, stage, deployed } = house;
  const second = await openAccount(house, house.secondVersion, SECOND, []);
  const operator = (...args: string[]) => stage.operator(repository, deployed, args).then(() => 'done');
  const why = ['--reason', 'the deploy check'];
  await seen.line({ what: 'npm run dunlin -- stop', expected: 'done', seen: () => operator('stop', ...why) });
  const one = ['--creditor', SECOND];
  await seen.line({
    what: `npm run dunlin -- stop (${SECOND})`,
    expected: 'done',
    seen: () => operator('stop', ...one, ...why),
  });
  const fresh = sliceFor(parts.afterTheUpgrade, -2, stage.now());
  const [secondRow] = sliceFor([parts.ofTheSecondCreditor], -2, stage.now());
  if (!secondRow) throw new Error('expected an invoice of the second creditor, found none');
  const bodies = fresh.map((row) => pushed(row));
  const taken = { what: 'invoices are still taken', expected: `${fresh.length} accepted` };
  await seen.line({ ...taken, seen: () => push(opened.erp, bodies) });
  await seen.line({
    what: 'those of the second creditor too',
    expected: '1 accepted',
    seen: () => push(second, [pushed(secondRow)]),
  });
  return { second, secondRow, rows: [...fresh, invoiceOf(opened.slice, parts.paysByStripe)] };
}

export async function nothingLeaves(
  house: House,
  { erp }: Opened,
  { second, secondRow, rows }: Stopped,
): Promise<void> {
  const { seen } = house;
  const before = await lettersOf(house, [...rows, secondRow]);
  await seen.line({
    what: 'due cases start, and say why they are silent',
    expected: `${rows.length} of ${rows.length}`,
    seen: () => count(rows, async (row) => (await invoiceView(erp, row)).reason === STOPPED),
    within: A_TICK,
  });
  await seen.line({
    what: 'the second creditor’s too',
    expected: STOPPED,
    seen: async () => (await invoiceView(second, secondRow)).reason,
    within: A_TICK,
  });
  const after = () => lettersOf(house, [...rows, secondRow]);
  await seen.line({ what: 'letters about them since the switch was turned', expected: before, seen: after });
  await newOnesTakeTheNewPath(house, FIRST, rows);
  await newOnesTakeTheNewPath(house, SECOND, [secondRow]);
}

async function lettersOf(house: House, rows: readonly InvoiceRow[]): Promise<string> {
  const letters = await Promise.all(rows.map((row) => lettersAbout(house, row)));
  return `${letters.map(({ length }) => length).join(' + ')}`;
}

/** The stage's switch alone lets the first creditor's messages out; the second's own switch still holds its own. */
export async function nothingWasLost(house: House, { rows, secondRow, second }: Stopped): Promise<void> {
  const { seen, stage, deployed } = house;
  const operator = (...args: string[]) => stage.operator(repository, deployed, args).then(() => 'done');
  await seen.line({ what: 'npm run dunlin -- go', expected: 'done', seen: () => operator('go') });
  await seen.line({
    what: 'each held message leaves, once, in the second version’s words',
    expected: `${rows.length} of ${rows.length}`,
    seen: () =>
      count(rows, async (row) => {
        const letters = await lettersAbout(house, row);
        return letters.filter(({ text }) => text.includes(NEW_WORDS)).length === 1;
      }),
    within: 90,
  });
  const reason = async () => (await invoiceView(second, secondRow)).reason;
  await seen.line({ what: 'the second creditor’s stays held by its own switch', expected: STOPPED, seen: reason });
  const one = ['--creditor', SECOND];
  await seen.line({ what: `npm run dunlin -- go (${SECOND})`, expected: 'done', seen: () => operator('go', ...one) });
}
