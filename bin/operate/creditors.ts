/** `creditor create` and `creditor show`. */
import { nextReportAt } from '../../core/report/schedule.ts';
import { readAmounts, readBanks } from './bank-details.ts';
import { type Command, flag, text, texts } from './command.ts';
import { readFields, readPolicy } from './documents.ts';
import { atAnyHour, newCreditor, readCreditor, STANDARD_POLICIES } from './new-creditor.ts';
import { misused, OperatorError } from './operator-error.ts';
import type { Values } from './values.ts';

/** Options that are a field of the creditor each, by the field's name. */
const FIELDS = {
  id: 'creditorId',
  name: 'name',
  address: 'address',
  email: 'email',
  'reply-to': 'replyTo',
  phone: 'phone',
  'sms-from': 'smsOrigination',
  country: 'country',
  locale: 'locale',
  'time-zone': 'timeZone',
  'debtor-kind': 'debtorKind',
  'default-policy': 'policyId',
} as const;

function fieldsOf(values: Values): Record<string, unknown> {
  const file = values.text('from');
  const single = Object.entries(FIELDS).flatMap(([option, field]) => {
    const value = values.text(option);
    return value === undefined ? [] : [[field, value]];
  });
  const owner = {
    name: values.text('owner-name'),
    email: values.text('owner-email'),
    phone: values.text('owner-phone'),
  };
  const lists = {
    financeEmails: values.texts('finance-email'),
    largeFrom: Object.entries(readAmounts('large', values.texts('large'))),
    bank: Object.entries(readBanks(values.texts('bank'))),
  };
  return {
    // In a sandbox an hour is over before a message could leave within the house's hours.
    ...(values.flag('any-hour') ? { packs: [] } : {}),
    ...(file === undefined ? {} : readFields(file)),
    ...Object.fromEntries(single),
    ...(Object.values(owner).some((part) => part !== undefined) ? { owner: JSON.parse(JSON.stringify(owner)) } : {}),
    ...(lists.financeEmails.length > 0 ? { financeEmails: lists.financeEmails } : {}),
    ...(lists.largeFrom.length > 0 ? { largeFrom: Object.fromEntries(lists.largeFrom) } : {}),
    ...(lists.bank.length > 0 ? { bank: Object.fromEntries(lists.bank) } : {}),
  };
}

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

  --from FILE            fields of the creditor as JSON or YAML; options overrule them
  --id, --name, --address, --email (the sender), --country, --locale, --time-zone
  --finance-email        who gets the daily report; may be repeated
  --owner-name, --owner-email, --owner-phone   who answers customers and works tasks
  --reply-to, --phone, --sms-from, --debtor-kind (company)
  --bank                 'GBP:Account name|Label=value|…', one per currency; may be repeated
  --large                GBP:5000.00, from which balance an invoice is large; may be repeated
  --policy FILE          a policy as JSON or YAML beside b2b-standard and b2b-with-sms; may be repeated
  --default-policy       b2b-standard where left out
  --any-hour             the standard policies write at any hour of any day: for a sandbox, where a day lasts seconds`,
  options: {
    from: text,
    ...Object.fromEntries(Object.keys(FIELDS).map((name) => [name, text])),
    'owner-name': text,
    'owner-email': text,
    'owner-phone': text,
    'finance-email': texts,
    large: texts,
    bank: texts,
    policy: texts,
    'any-hour': flag,
  },
  async run({ values, target, terminal }) {
    const input = readCreditor(fieldsOf(values));
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
    const creditor = await target.ledger.creditor(creditorId);
    if (!creditor) throw noSuchCreditor(creditorId);
    const { addressKey: _, ...shown } = creditor;
    const [own, stage] = await Promise.all([target.admin.stopOf(creditorId), target.admin.stopOf(undefined)]);
    terminal.out(JSON.stringify({ ...shown, stop: own ?? null, stageStop: stage ?? null }, null, 2));
  },
};

export const noSuchCreditor = (creditorId: string): OperatorError =>
  new OperatorError(`there is no creditor "${creditorId}": make it with "creditor create"`);
