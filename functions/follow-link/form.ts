/** What a link's page asks for, and what came back: the fields of a form, short and known by name. */
import { APPROVALS, CALL_OUTCOMES, DECISIONS, TaskOutcome } from '../../contracts/api/tasks.ts';
import { isDate } from '../../core/calendar/dates.ts';
import type { Task } from '../../core/contact/touch.ts';
import type { Choice, Field } from '../../core/link/page.ts';
import type { OpenLink } from './open.ts';

/** Bytes; a form of these fields is far below. */
const LARGEST = 8192;
const LONGEST: Readonly<Record<string, number>> = { on: 10, amount: 20, reason: 500, note: 500, outcome: 40 };

export type Answers = Readonly<Record<string, string>>;
export type ReadForm =
  | { readonly ok: true; readonly answers: Answers }
  | { readonly ok: false; readonly answers: Answers; readonly problem: string };

const on: Field = { name: 'on', label: 'By which day?', type: 'date', required: true };
const amount: Field = {
  name: 'amount',
  label: 'How much?',
  type: 'amount',
  hint: 'Such as 1234.50; left empty, all that is owed.',
};
const note: Field = { name: 'note', label: 'A note for your colleagues', type: 'text' };

export const outcomeWords = (outcome: string): string =>
  outcome.replaceAll('_', ' ').replace(/^./, (first) => first.toUpperCase());

function outcomesFor(kind: Task['kind']): readonly string[] {
  if (kind === 'approve') return APPROVALS;
  return kind === 'decide' ? [...DECISIONS, 'done'] : ['done', ...CALL_OUTCOMES];
}

export function fieldsFor({ link: { action, target }, task }: Pick<OpenLink, 'link' | 'task'>): readonly Field[] {
  switch (action) {
    case 'promised-on':
      return [on, amount];
    case 'disputed':
      return [{ name: 'reason', label: 'What does the customer say?', type: 'text', required: true }, amount];
    case 'task-done': {
      const { kind } = task ?? {};
      const isCall = kind === 'call' || kind === 'call-again';
      const promise: Field = { ...on, label: 'Promised to pay by', required: false };
      const choices = (kind ? outcomesFor(kind) : []).map((value): Choice => ({ value, label: outcomeWords(value) }));
      const outcome: Field = { name: 'outcome', label: 'What came of it?', type: 'choice', required: true, choices };
      return [...(target.outcome ? [] : [outcome]), ...(isCall ? [promise] : []), note];
    }
    case 'approve':
    case 'skip':
      return [note];
    default:
      return [];
  }
}

/** What was sent, kept to the fields that were asked for; each problem is said beside what was typed. */
export function readForm(fields: readonly Field[], body: Buffer): ReadForm {
  if (body.length > LARGEST) return { ok: false, answers: {}, problem: 'That was too long. Please shorten it.' };
  const sent = new URLSearchParams(body.toString('utf8'));
  const answers = Object.fromEntries(
    fields.flatMap(({ name }) => {
      const value = sent.get(name)?.toWellFormed().trim().slice(0, 2000) ?? '';
      return value === '' ? [] : [[name, value]];
    }),
  );
  const problem = fields.map((field) => problemWith(field, answers[field.name])).find((found) => found !== undefined);
  return problem === undefined ? { ok: true, answers } : { ok: false, answers, problem };
}

function problemWith({ name, label, type, required, choices }: Field, value: string | undefined): string | undefined {
  if (value === undefined) return required ? `Please answer: ${label}` : undefined;
  const longest = LONGEST[name] ?? 0;
  if (value.length > longest) return `Please use at most ${longest} characters for: ${label}`;
  if (type === 'date' && !isDate(value)) return `Please give a day such as 2026-03-31 for: ${label}`;
  if (type === 'choice' && !choices?.some((choice) => choice.value === value))
    return `Please choose one of the answers for: ${label}`;
  return undefined;
}

/** The outcome that the link or the form names; undefined where it is none that the API knows. */
export function outcomeOf({ outcome }: { readonly outcome?: string | undefined }): TaskOutcome | undefined {
  const read = TaskOutcome.safeParse(outcome);
  return read.success ? read.data : undefined;
}
