/** `npm start`: the pipeline with its creditor, then the demo ledger, then the summary, then whoever wants to look. */
import { setTimeout as delay } from 'node:timers/promises';
import { type Pipeline, startPipeline } from '../pipeline.ts';
import { mountConsole } from './console.ts';
import { DEMO_CREDITOR, DEMO_KEY, DEMO_TIME_ZONE, type DemoTable, ensureDemoCreditor, openTable } from './creditor.ts';
import { createOutside, type Outside } from './erp.ts';
import { DEMO_ENDS_AT, DEMO_STARTS_AT, demoLedger } from './ledger.ts';
import type { Options } from './options.ts';
import { type Month, play } from './play.ts';
import { DEMO_STRIPE_SECRET } from './stripe-events.ts';
import { summarize } from './summary.ts';
import { readEverything } from './tally.ts';

export interface Stage {
  readonly print: (line: string) => void;
  /** Lines of functions that say that something failed. */
  readonly complain: (line: string) => void;
  /** Aborted when the person at the terminal has seen enough. */
  readonly enough: AbortSignal;
}

export async function start(options: Options, stage: Stage): Promise<void> {
  const { pipeline, demo, isNew } = await openDemo(options, stage.complain);
  try {
    introduce(pipeline, stage);
    if (!options.empty) await playLedger(pipeline, demo, { isNew, stage });
    if (!options.exit) await serve(pipeline, options, stage);
  } finally {
    demo.client.destroy();
    await pipeline.close();
  }
}

export type OpenDemo = { readonly pipeline: Pipeline; readonly demo: DemoTable; readonly isNew: boolean };

/** The pipeline with its creditor, key and console; `isNew` is false where the data folder had them already. */
export async function openDemo(
  options: Pick<Options, 'clock' | 'empty' | 'port' | 'data'>,
  complain: Stage['complain'],
): Promise<OpenDemo> {
  const clock = options.clock ?? (options.empty ? undefined : DEMO_STARTS_AT);
  let demo: DemoTable | undefined;
  let isNew = false;
  const pipeline = await startPipeline({
    port: options.port,
    ...(options.data === undefined ? {} : { data: options.data }),
    ...(clock === undefined ? {} : { clock }),
    log: (name, line) => {
      if (/"level":"error"/.test(line)) complain(`${name}: ${line.trimEnd()}`);
    },
    // The port opens when creditor and key are there, so that nobody is refused for having come early.
    async prepare({ tables, services, now }) {
      demo = openTable(tables[0] ?? '');
      isNew = await ensureDemoCreditor(demo, services.secrets, now());
    },
  });
  if (!demo) throw new Error('expected the pipeline to prepare its demo, found it open without');
  mountConsole(pipeline, {
    ...{ creditorId: DEMO_CREDITOR, key: DEMO_KEY },
    ...{ stripeSecret: DEMO_STRIPE_SECRET, timeZone: DEMO_TIME_ZONE },
  });
  return { pipeline, demo, isNew };
}

function introduce({ url, now }: Pipeline, { print }: Stage): void {
  print(`Dunlin runs at ${url}; its clock stands at ${new Date(now()).toISOString()}.`);
  print(`Creditor "${DEMO_CREDITOR}", key "${DEMO_KEY}".`);
}

async function playLedger(
  pipeline: Pipeline,
  demo: DemoTable,
  { isNew, stage }: { readonly isNew: boolean; readonly stage: Stage },
): Promise<void> {
  const { print, enough } = stage;
  const isThrough = !isNew && pipeline.now() >= Date.parse(DEMO_ENDS_AT);
  if (isThrough) print('The ledger was pushed by an earlier start: nothing is pushed again.');
  else {
    const outside = outsideOf(pipeline);
    print('\nmonth     invoices  payments  messages');
    const onMonth = (month: Month): void => print(monthLine(month));
    const isOver = (): boolean => enough.aborted;
    await play({ pipeline, outside, deeds: demoLedger(), endsAt: DEMO_ENDS_AT, resumed: !isNew, onMonth, isOver });
  }
  if (enough.aborted) return;
  print('');
  for (const line of summarize(pipeline, await readEverything(demo, DEMO_CREDITOR))) print(line);
}

export function outsideOf({ url, now }: Pick<Pipeline, 'url' | 'now'>): Outside {
  return createOutside({ url, now, creditorId: DEMO_CREDITOR, key: DEMO_KEY, stripeSecret: DEMO_STRIPE_SECRET });
}

function monthLine({ month, invoices, payments, messages }: Month): string {
  return `${month}  ${[invoices, payments, messages].map((count) => String(count).padStart(8)).join('  ')}`;
}

/** Until Ctrl-C; a timer keeps the process alive where nobody is connected. */
async function serve(pipeline: Pipeline, { speed }: Options, { print, enough }: Stage): Promise<void> {
  if (enough.aborted) return;
  pipeline.setSpeed(speed);
  print(`\nOpen ${pipeline.url} for the inbox, the invoices and the clock. Ctrl-C ends it.`);
  while (!enough.aborted) await delay(2 ** 30, undefined, { signal: enough }).catch(() => undefined);
}
