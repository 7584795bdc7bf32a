/** `creditor create` and `creditor show`. */

import type { Creditor } from '../../core/contact/creditor.ts';
import { nextReportAt } from '../../core/report/schedule.ts';
import { type Command, flag, text, texts } from './command.ts';
import { FIELD_HELP, fieldOptions, fieldsOf } from './creditor-fields.ts';
import { readPolicy } from './documents.ts';
import { atAnyHour, newCreditor, readCreditor, STANDARD_POLICIES } from './new-creditor.ts';
import { misused, OperatorError } from './operator-error.ts';
import type { Target } from './target.ts';
import type { Values } from './values.ts';

/** Every policy that the creditor or one of its segments names must be there, or its invoices could not be taken. */
function policiesFor(values: Values, named: readonly string[]) {
  const own = values.texts('policy').map(readPolicy);
  const standard = values.flag('any-hour') ? STANDARD_POLICIES.map(atAnyHour) : STANDARD_POLICIES;
  const policies = [...standard.filter(({ id }) => !own.some((policy) => policy.id === id)), ...own];
  const ids = policies.map(({ id }) => id);
  const missing = named.find((id) => !ids.includes(id));
  if (missing !== undefined)
    throw misused(`expected the policy "${missing}" among ${ids.join(', ')}: hand over its file with --policy FILE`);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) throw misused(`expected each policy once, found "${twice}" in two files`);
  return policies;
}

export const createCreditor: Command = {
  name: 'creditor create',
  summary: 'makes a creditor: in whose name Dunlin writes',
  usage: `npm run dunlin -- creditor create --local --id demo --name 'Demo Ltd' --address '1 High Street, London' \\
    --email accounts@demo.example --finance-email finance@demo.example --country GB --locale en-GB \\
    --time-zone Europe/London --bank 'GBP:Demo Ltd|Sort code=00-00-00|Account number=12345678' --large GBP:5000.00

  --id                   part of keys and addresses: small letters, digits and hyphens
${FIELD_HELP}
  --policy FILE          a policy as JSON or YAML beside b2b-standard and b2b-with-sms; may be repeated
  --any-hour             the standard policies write at any hour of any day: for a sandbox, where a day lasts seconds`,
  options: {
    id: text,
    ...fieldOptions,
    policy: texts,
    'any-hour': flag,
  },
  async run({ values, target, terminal }) {
    const input = readCreditor({
      // In a sandbox an hour is over before a message could leave within the house's hours.
      ...(values.flag('any-hour') ? { packs: [] } : {}),
      ...fieldsOf(values),
      ...(values.text('id') === undefined ? {} : { creditorId: values.text('id') }),
    });
    if (values.flag('any-hour') && target.stage === 'prod')
      throw misused('expected --any-hour on a stage for trying things out only, found --stage prod');
    const policies = policiesFor(values, [input.policyId, ...input.segments.map(({ policyId }) => policyId)]);
    const now = await target.now();
    const creditor = newCreditor(input, now);
    const firstReportAt = nextReportAt(creditor, now);
    if (!(await target.admin.createCreditor(creditor, policies, firstReportAt)))
      throw new OperatorError(`the creditor "${creditor.creditorId}" exists already: choose another --id`);
    terminal.out(creditor.creditorId);
    terminal.note(`Made the creditor "${creditor.creditorId}"; its first report is due at ${firstReportAt}.`);
    terminal.note(`Next: npm run dunlin -- keys create --creditor ${creditor.creditorId} --label erp --scopes all`);
  },
};

export const showCreditor: Command = {
  name: 'creditor show',
  summary: 'prints a creditor as JSON, without its secret salt',
  usage: 'npm run dunlin -- creditor show --local --creditor demo',
  options: { creditor: text },
  async run({ values, target, terminal }) {
    const creditorId = values.required('creditor');
    const creditor = await creditorIn(target, creditorId);
    const { addressKey: _, ...shown } = creditor;
    const [own, stage] = await Promise.all([target.admin.stopOf(creditorId), target.admin.stopOf(undefined)]);
    terminal.out(JSON.stringify({ ...shown, stop: own ?? null, stageStop: stage ?? null }, null, 2));
  },
};

export const noSuchCreditor = (creditorId: string): OperatorError =>
  new OperatorError(`there is no creditor "${creditorId}": make it with "creditor create"`);

export async function creditorIn({ ledger }: Pick<Target, 'ledger'>, creditorId: string): Promise<Creditor> {
  const creditor = await ledger.creditor(creditorId);
  if (!creditor) throw noSuchCreditor(creditorId);
  return creditor;
}
