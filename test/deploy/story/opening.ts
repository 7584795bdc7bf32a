/** First chapter: a creditor with its key, a slice of the real ledger, executions, first reminders, the first report. */
import * as z from 'zod';
import { type House, keptAs } from '../stage/house.ts';
import { comeFromOutside, type Outside } from '../stage/outside.ts';
import { type InvoiceRow, pushed, sliceFor } from '../stage/slice.ts';
import { repository } from '../stage/stage.ts';
import { creditor, FIRST, financeOf, firstSlice, policies, STRIPE_SECRET } from './cast.ts';
import { count, executionsOf, isParked, lettersAbout } from './watching.ts';

/** A schedule ticks once a minute, and a tick may have gone just before. */
export const A_TICK = 150;

const Pushed = z.object({ accepted: z.int(), unchanged: z.int(), stale: z.int(), rejected: z.int() });

/** What the ERP is told, as `7 accepted`. */
export async function push({ ask }: Outside, invoices: readonly unknown[]): Promise<string> {
  const counts = Pushed.parse(await ask.send('POST', '/v1/invoices', { invoices }));
  return Object.entries(counts)
    .filter(([, found]) => found > 0)
    .map(([status, found]) => `${found} ${status}`)
    .join(', ');
}

/** A creditor and its key, made in a folder of the project by the project's own commands. */
export async function openAccount(
  house: House,
  folder: string,
  creditorId: string,
  policyFiles: readonly string[],
): Promise<Outside> {
  const { seen, stage, deployed } = house;
  const operator = (...args: string[]) => stage.operator(folder, deployed, args);
  const from = await keptAs(house, `${creditorId}.json`, creditor(creditorId));
  await seen.line({
    what: `npm run dunlin -- creditor create (${creditorId})`,
    expected: creditorId,
    seen: () =>
      operator(
        'creditor',
        'create',
        '--any-hour',
        '--from',
        from,
        ...policyFiles.flatMap((file) => ['--policy', file]),
      ),
  });
  const scopes = ['--label', 'erp', '--scopes', 'all'];
  const key = await operator('keys', 'create', '--creditor', creditorId, ...scopes);
  await seen.line({
    what: `npm run dunlin -- keys list (${creditorId})`,
    expected: 'one key, valid',
    seen: async () => {
      const lines = (await operator('keys', 'list', '--creditor', creditorId)).split('\n');
      return lines.length === 1 && lines[0]?.endsWith('valid') ? 'one key, valid' : lines.join('; ');
    },
  });
  return comeFromOutside(deployed.url, creditorId, key);
}

export interface Opened {
  readonly erp: Outside;
  readonly slice: readonly InvoiceRow[];
}

export async function open(house: House): Promise<Opened> {
  const { seen, stage, deployed } = house;
  const files = await Promise.all(policies.map((policy) => keptAs(house, `${policy.id}.json`, policy)));
  const erp = await openAccount(house, repository, FIRST, files);
  await stage.operator(repository, deployed, ['stripe', 'secret', '--creditor', FIRST, '--secret', STRIPE_SECRET]);
  await house.verifySender(`${FIRST}.example`);
  const stranger = comeFromOutside(deployed.url, FIRST, 'dunlin_of-nobody');
  await seen.line({
    what: 'GET /v1/invoices with a key of nobody',
    expected: 'refused with 401',
    seen: () => stranger.ask.get(z.unknown(), '/v1/invoices').then(() => 'answered', refusal),
  });
  const slice = sliceFor(firstSlice, -1, stage.now());
  const body = slice.map((row) => pushed(row));
  const all = `${slice.length} accepted`;
  await seen.line({
    what: 'POST /v1/invoices: real invoices, due yesterday',
    expected: all,
    seen: () => push(erp, body),
  });
  const again = `${slice.length} unchanged`;
  await seen.line({ what: 'the same body once more', expected: again, seen: () => push(erp, body) });
  return { erp, slice };
}

const Problem = z.object({ status: z.int() });
const refusal = (error: unknown): string => `refused with ${Problem.parse(error).status}`;

/** Nobody helps the schedules along: the sweep and the report come by EventBridge's own ticks. */
export async function firstReminders(house: House, { slice }: Opened): Promise<void> {
  const { seen } = house;
  const all = `${slice.length} of ${slice.length}`;
  await seen.line({
    what: 'the scheduled sweep starts an execution per case, its input ids only',
    expected: all,
    seen: () =>
      count(slice, async (row) => {
        const [execution, ...others] = await executionsOf(house, FIRST, row);
        if (!execution || others.length > 0) return false;
        const input = Object.keys(Object(await house.executions.inputOf(execution.arn)));
        return input.sort().join() === 'caseId,cycle,run';
      }),
    within: A_TICK,
  });
  await seen.line({
    what: 'each customer has one reminder in its inbox',
    expected: all,
    seen: () => count(slice, async (row) => (await lettersAbout(house, row)).length === 1),
    within: A_TICK,
  });
  await seen.line({
    what: 'each execution waits on its row, its token there',
    expected: all,
    seen: () => count(slice, (row) => isParked(house, FIRST, row)),
    within: A_TICK,
  });
}

export async function dailyReport({ seen, mails }: House): Promise<void> {
  await seen.line({
    what: 'the daily report arrives at finance by its schedule',
    expected: 'it is there',
    seen: async () => ((await mails()).some(({ to }) => to.includes(financeOf(FIRST))) ? 'it is there' : 'none'),
    within: A_TICK,
  });
}
