/** Mounts finance's console on the local pipeline, with the few endpoints that it asks beside the API. */
import * as z from 'zod';
import { partsOfCaseId } from '../../adapters/dynamodb/keys.ts';
import { type Ask, createAsk, Refused } from '../../console/ask.ts';
import { CONSOLE_PATHS, createConsole } from '../../console/console.ts';
import { addDays, instantAt, localClock, weekday } from '../../core/calendar/dates.ts';
import { BadRequest, jsonAnswer, problemAnswer, readBody } from '../control/problem.ts';
import type { Mount } from '../http/front-door.ts';
import type { Pipeline } from '../pipeline.ts';
import { createHeldBack } from './held-back.ts';
import { createLetters, type FullLetter, lineOf } from './letters.ts';
import { payBalance } from './pay.ts';

export type ConsoleOptions = {
  readonly creditorId: string;
  /** The demo's API key. */
  readonly key: string;
  /** The creditor's signing secret, for the Pay button. */
  readonly stripeSecret: string;
  /** The creditor's zone: the second face of the clock. */
  readonly timeZone?: string;
};

type DemoPipeline = Pick<Pipeline, 'url' | 'mount' | 'now' | 'services' | 'blueprint' | 'faults'>;
type Answer = (ids: readonly string[], body: () => { readonly invoiceId: string }) => unknown;

const PREFIX = '/_local/demo';
const PayOrder = z.strictObject({ invoiceId: z.string().min(1) });

/** Pages on `/`, `/invoices`, `/tasks` and `/console`, endpoints below `/_local/demo`. */
export function mountConsole(pipeline: DemoPipeline, options: ConsoleOptions): void {
  const origin = { url: pipeline.url, key: options.key };
  const pages = createConsole(origin);
  for (const prefix of CONSOLE_PATHS) pipeline.mount(prefix, pages);
  pipeline.mount(PREFIX, endpoints(pipeline, options, createAsk(origin)));
}

function endpoints(pipeline: DemoPipeline, options: ConsoleOptions, ask: Ask): Mount {
  const answers = answersOf(pipeline, options, ask);
  return async (request) => {
    const [to = ''] = request.path.split('?');
    const [name = '', ...ids] = to
      .slice(PREFIX.length + 1)
      .split('/')
      .map(decodeURIComponent);
    try {
      const answer = answers.get(`${request.method} ${name}`);
      if (!answer) throw new BadRequest(`expected one of ${[...answers.keys()].join(', ')}, found ${to}`, 404);
      return jsonAnswer(await answer(ids, () => orderOf(request)));
    } catch (error) {
      if (error instanceof BadRequest) return problemAnswer(error);
      if (error instanceof Refused) return problemAnswer(new BadRequest(error.message, error.status));
      throw error;
    }
  };
}

/** JSON by name, so that a page of another site cannot pay by a plain form. */
function orderOf(request: Parameters<Mount>[0]): { readonly invoiceId: string } {
  if (!/^application\/json\b/.test(request.headers['content-type'] ?? ''))
    throw new BadRequest('expected content-type application/json, found another', 415);
  return readBody(PayOrder, request, '{"invoiceId":"INV-0042"}');
}

function answersOf(pipeline: DemoPipeline, options: ConsoleOptions, ask: Ask): ReadonlyMap<string, Answer> {
  const { url, now, services, blueprint, faults } = pipeline;
  const { creditorId, stripeSecret, timeZone = 'UTC' } = options;
  const letters = createLetters(services, blueprint.buckets);
  const heldBack = createHeldBack(ask, () => writesOf(faults.calls()));
  const attachmentOf = (id = '', index = '') => foundOr404(letters.find(id)?.contents[Number(index)], 'an attachment');
  return new Map<string, Answer>([
    ['GET clock', () => clockAnswer(now(), timeZone)],
    ['GET inbox', async () => ({ letters: letters.all().map(lineOf), heldBack: await heldBack() })],
    ['GET letters', ([id = '', part, index]) => (part ? attachmentOf(id, index) : letterOf(letters.find(id)))],
    ['GET messages', ([messageId]) => letterOf(letters.all().findLast((one) => one.messageId === messageId))],
    ['GET executions', ([invoiceId = '']) => ({ names: executionsOf(services.states, { creditorId, invoiceId }) })],
    ['POST pay', (_, order) => payBalance({ url, creditorId, stripeSecret, ask, now }, order().invoiceId)],
  ]);
}

const letterOf = (found: FullLetter | undefined) => foundOr404(found, 'a message').letter;

function foundOr404<T>(found: T | undefined, what: string): T {
  if (found === undefined) throw new BadRequest(`expected ${what} that was sent, found none under this id`, 404);
  return found;
}

const WRITES = /^dynamodb\.(Transact|Batch)?Write|^dynamodb\.(Put|Update|Delete)Item$/;

function writesOf(calls: Readonly<Record<string, number>>): number {
  return Object.entries(calls).reduce((sum, [name, count]) => sum + (WRITES.test(name) ? count : 0), 0);
}

const NOON = 12 * 60;

function clockAnswer(nowMs: number, timeZone: string) {
  const now = new Date(nowMs).toISOString();
  const { date } = localClock(now, timeZone);
  const noonIn = (days: number) => instantAt(addDays(date, days), NOON, timeZone);
  return { now, timeZone, tomorrow: noonIn(1), nextMonday: noonIn(8 - weekday(date)) };
}

const CaseInput = z.object({ caseId: z.string() });

/** Oldest first, whatever order the engine lists them in. */
function executionsOf(
  states: Pipeline['services']['states'],
  wanted: { readonly creditorId: string; readonly invoiceId: string },
): string[] {
  return [...states.executions()].reverse().flatMap(({ name, input }) => {
    const parsed = CaseInput.safeParse(JSON.parse(input));
    const parts = parsed.success ? partsOfCaseId(parsed.data.caseId) : undefined;
    return parts?.creditorId === wanted.creditorId && parts.invoiceId === wanted.invoiceId ? [name] : [];
  });
}
