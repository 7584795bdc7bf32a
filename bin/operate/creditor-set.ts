/** `creditor set`: changes settings of a creditor that exists; what is not stated stays as it is. */
import { isDeepStrictEqual } from 'node:util';
import type { Settings } from '../../adapters/dynamodb/creditor-settings.ts';
import type { NewCreditor } from '../../contracts/creditor.ts';
import { canonical, type Plain } from '../../core/audit/chain.ts';
import type { Creditor } from '../../core/contact/creditor.ts';
import { type Command, text, texts } from './command.ts';
import { FIELD_HELP, fieldOptions, fieldsOf } from './creditor-fields.ts';
import { noSuchCreditor } from './creditors.ts';
import { readCreditor } from './new-creditor.ts';
import { misused, OperatorError } from './operator-error.ts';
import type { Target } from './target.ts';
import type { Values } from './values.ts';

/** Read together with what is stated, so that a creditor that was whole stays whole. */
function wholeOf(before: Creditor): Record<string, unknown> {
  const { creditorId, name, address, email, financeEmails, country, locale, timeZone, packs, ownPacks } = before;
  return { creditorId, name, address, email, financeEmails, country, locale, timeZone, packs, ownPacks };
}

/** Without what was left out, as the table has it. */
const plain = (value: unknown): Plain | undefined =>
  value === undefined ? undefined : JSON.parse(JSON.stringify(value));

function settingsIn(values: Values, before: Creditor): Settings {
  const cleared = Object.fromEntries(values.texts('clear').map((field) => [field, null]));
  const given = { ...fieldsOf(values, before), ...cleared };
  const kept = Object.fromEntries(Object.entries(given).map(([field, value]) => [field, value ?? undefined]));
  const { creditorId, segments, ...after }: NewCreditor = readCreditor({ ...wholeOf(before), ...kept });
  if (creditorId !== before.creditorId)
    throw misused(`expected "${before.creditorId}" as creditorId, found "${creditorId}": an id never changes`);
  if ('segments' in given && !isDeepStrictEqual(plain(segments), plain(before.segments)))
    throw misused('expected the segments as they are, found others: say them with "segments set", which moves cases');
  const was: Readonly<Record<string, unknown>> = { ...before };
  const is: Readonly<Record<string, unknown>> = { ...after };
  const changed = Object.keys(given).filter(
    (field) =>
      field !== 'creditorId' && field !== 'segments' && !isDeepStrictEqual(plain(was[field]), plain(is[field])),
  );
  return Object.fromEntries(changed.map((field) => [field, is[field]]));
}

async function mustBePublished({ book }: Target, creditorId: string, policyId: string | undefined): Promise<void> {
  if (policyId === undefined) return;
  const ids = new Set((await book.versions(creditorId)).map(({ policy }) => policy.id));
  if (!ids.has(policyId))
    throw misused(`expected the policy "${policyId}" among ${[...ids].join(', ')}: publish it first`);
}

/** Keys in their order, for the table keeps none. */
const shown = (value: unknown): string => (value === undefined ? 'none' : canonical(plain(value)));

export const setCreditor: Command = {
  name: 'creditor set',
  summary: 'changes settings of a creditor: rules, days, readers, bank and the like',
  usage: `npm run dunlin -- creditor set --local --creditor demo --statement-day 3 --edition cfo:kim@demo.example

${FIELD_HELP}
  --clear FIELD          takes a field away, by its name in the file, such as statementDay; may be repeated

What is not stated stays as it is; a list that is stated is the whole list. In a file null takes a field away.
Prints each field that changed. Cases follow at their next look; a parked one finds new hours when its moment comes.
The id never changes. Segments are set with "segments set", sending is stopped with "stop".`,
  options: { creditor: text, clear: texts, ...fieldOptions },
  async run({ values, target, terminal }) {
    const creditorId = values.required('creditor');
    const lines: string[] = [];
    const decide = async (before: Creditor): Promise<Settings> => {
      const settings = settingsIn(values, before);
      await mustBePublished(target, creditorId, settings.policyId);
      const was: Readonly<Record<string, unknown>> = { ...before };
      for (const [field, value] of Object.entries(settings))
        lines.push(`${field}: ${shown(was[field])} → ${shown(value)}`);
      return settings;
    };
    const done = await target.settings.change(creditorId, decide, await target.now());
    if (!done) throw noSuchCreditor(creditorId);
    if (done === 'changed-meanwhile')
      throw new OperatorError('somebody else changed the creditor in the same moment: look at it, then try again');
    for (const line of lines) terminal.out(line);
    if (lines.length === 0) terminal.note('Nothing to change: the creditor says so already.');
  },
};
