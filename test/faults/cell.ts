/** One cell of the matrix: a scene with a fault in it, and whatever of the promises did not hold afterwards. */
import { broken, unbalanced } from '../support/books.ts';
import type { Letter } from '../support/scenario/inbox.ts';
import type { Story } from '../support/scenario/story.ts';
import type { Stage } from '../support/scenario.ts';
import { type Act, createAct } from './act.ts';
import { type Rows, rowsOf } from './rows.ts';
import type { Scene } from './scenes.ts';

export interface Played {
  readonly letters: readonly Letter[];
  /** Of each invoice, as its reader sees it. */
  readonly end: Readonly<Record<string, unknown>>;
  /** Ids of messages whose outcome the next report calls unknown. */
  readonly unknown: readonly string[];
  /** Kinds of the tasks that were opened: they stand in the list of tasks, and a day later in the report. */
  readonly tasks: readonly string[];
  readonly repairs: readonly string[];
  readonly complaints: readonly string[];
}

interface Way {
  /** Puts the fault in the scene's way. */
  readonly arm?: (story: Story, complain: (of: string) => void) => unknown;
  readonly jumpsFrom?: number | undefined;
}

/** Plays the scene with a creditor of its own. */
export async function play(stage: Stage, scene: Scene, { arm, jumpsFrom }: Way = {}): Promise<Played> {
  const story = await stage.story(scene.options);
  const act = createAct(stage, story, jumpsFrom);
  await arm?.(story, (of) => void act.complaints.push(of));
  await scene.play(act);
  return lookBack(act);
}

/** What the scene came to, once it is over. */
export async function lookBack(act: Act): Promise<Played> {
  const { story, operator } = act;
  const letters = [...story.letters(), ...story.reports()];
  const rows = await rowsOf(story.pipeline, story.creditorId);
  const ends = await Promise.all(
    rows.invoices.map(async ({ invoiceId }) => [invoiceId, await endOf(story, invoiceId)]),
  );
  return {
    letters,
    end: Object.fromEntries(ends),
    unknown: rows.unknown,
    tasks: rows.tasks.map(({ kind }) => kind),
    repairs: operator.repairs,
    complaints: [
      ...act.complaints,
      ...operator.complaints,
      ...chased(act, letters),
      ...unexplained(letters, rows),
      ...lost(act, rows),
      ...followed(act, rows),
    ],
  };
}

async function endOf(story: Story, invoiceId: string) {
  const { status, balance, caseState, closedAs, cycle } = await story.invoice(invoiceId);
  return { status, balance, caseState, closedAs, cycle };
}

const isReminder = ({ what }: Letter): boolean => !OTHERS.has(what);
const OTHERS = new Set([
  'receipt',
  'report',
  'statement',
  'call',
  'call-again',
  'decide',
  'approve',
  'person-needed',
  'task',
  'other',
]);

/** Promise 1. */
function chased({ quiet }: Act, letters: readonly Letter[]): readonly string[] {
  return letters.flatMap((letter) =>
    isReminder(letter) && quiet.some(({ from, until }) => letter.sentAt > from && letter.sentAt < until)
      ? [`${letter.what} was sent at ${letter.sentAt} although nothing was to be asked any more`]
      : [],
  );
}

/** Promises 5 and 7. */
function unexplained(letters: readonly Letter[], rows: Rows): readonly string[] {
  const claimed = new Set(
    rows.audit.filter(({ type }) => type === 'message.claimed').map(({ data }) => data.messageId),
  );
  const silent = letters.filter((letter) => isReminder(letter) && !claimed.has(letter.messageId));
  const timelines = Map.groupBy(rows.audit, ({ PK }) => PK);
  return [
    ...silent.map(({ what }) => `no audit record explains ${what}`),
    ...rows.invoices.flatMap((row) => broken(row, timelines.get(caseOf(row)) ?? [])),
    ...unbalanced(rows),
  ];
}

const caseOf = ({ creditorId, invoiceId }: Rows['invoices'][number]): string => `CRED#${creditorId}#INV#${invoiceId}`;

/** Promise 4, of what was answered. */
function lost({ payments }: Act, rows: Rows): readonly string[] {
  const kept = new Set(rows.payments.filter(({ state }) => state === 'applied').map(({ paymentKey }) => paymentKey));
  return [
    ...(rows.invoices.length > 0 ? [] : ['the invoice that was accepted is gone']),
    ...payments.filter((key) => !kept.has(key)).map((key) => `the payment ${key} was accepted and not applied`),
  ];
}

/** What a link says happens once, however often its button was pressed. */
function followed({ links }: Act, rows: Rows): readonly string[] {
  const deeds = rows.audit.filter(({ by }) => by.startsWith('link:'));
  return deeds.length === links.length
    ? []
    : [`${links.length} links were followed, found ${deeds.length} records: ${deeds.map(({ type }) => type).join()}`];
}

const nameOf = ({ what, channel, to, day }: Letter): string =>
  what === 'report' ? `report of day ${day}` : `${what} by ${channel} to ${to.join()}`;

/** What is amiss where nothing fails: all other cells are compared with it. */
export function unhealthy({ letters, complaints }: Played, scene: Scene): readonly string[] {
  const sent = letters.map(({ what }) => what).filter((what) => what !== 'report');
  const same = sent.join() === scene.letters.join();
  return [...complaints, ...(same ? [] : [`expected ${scene.letters.join()} without a fault, found ${sent.join()}`])];
}

/** How the end differs from the healthy one; what the pipeline itself tells people of is no difference. */
export function differences(healthy: Played, seen: Played, copies: number): readonly string[] {
  const besides = without(once(seen.letters).map(nameOf), healthy.letters.map(nameOf));
  const end = JSON.stringify(seen.end);
  return [
    ...twice(seen.letters, copies),
    ...besides.filter((name) => !name.startsWith(ASKED)).map((name) => `${name} was sent besides`),
    ...untold(healthy, seen),
    ...(end === JSON.stringify(healthy.end) ? [] : [`expected the end ${JSON.stringify(healthy.end)}, found ${end}`]),
  ];
}

/** A person is asked under a fault and not without it, or finds that the fault has passed before anybody was asked. */
const ASKED = 'person-needed';

/** What never went out must stand where somebody reads it: as unknown in the report, or as a task in the list of tasks. */
function untold(healthy: Played, seen: Played): readonly string[] {
  const arrived = new Set(seen.letters.map(({ messageId }) => messageId));
  const unsure = seen.unknown.filter((id) => !arrived.has(id)).length;
  const missing = without(healthy.letters.map(nameOf), seen.letters.map(nameOf)).filter(
    (name) => ![ASKED, ...seen.tasks].some((kind) => name.startsWith(`${kind} `)),
  );
  return missing.length > unsure ? [`never sent, and nobody was told: ${missing.join('; ')}`] : [];
}

/** Promise 2; `copies` are those which the provider itself made of one request. */
function twice(letters: readonly Letter[], copies: number): readonly string[] {
  const repeated = letters.length - once(letters).length;
  return repeated > copies
    ? [`${repeated} messages went out twice: ${without(letters.map(nameOf), once(letters).map(nameOf)).join('; ')}`]
    : [];
}

const once = (letters: readonly Letter[]): readonly Letter[] => [
  ...new Map(letters.map((letter) => [letter.messageId, letter])).values(),
];

/** The first names without the second ones, one for one. */
function without(names: readonly string[], others: readonly string[]): readonly string[] {
  const left = [...others];
  return names.filter((name) => {
    const at = left.indexOf(name);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}
