/** `policy check | publish | list | show | history`: which path customers are led along, by version. */
import { readPolicyText } from '../../contracts/policy/read.ts';
import { localClock } from '../../core/calendar/dates.ts';
import { rulesAhead } from '../../core/contact/packs/packs.ts';
import type { ContactRule } from '../../core/contact/rule.ts';
import type { Policy } from '../../core/policy/policy.ts';
import { planOf } from '../../core/policy/publication.ts';
import { moveSomeCases } from '../../functions/_shared/move-cases.ts';
import { type Command, type Terminal, text } from './command.ts';
import { creditorIn } from './creditors.ts';
import { remarkLine, textOf } from './documents.ts';
import { misused, OperatorError } from './operator-error.ts';
import { openTarget, type Target, targetOn } from './target.ts';

const PAGE = 100;

async function rulesOn(target: Target, creditorId: string): Promise<readonly ContactRule[]> {
  const creditor = await creditorIn(target, creditorId);
  return rulesAhead(creditor, localClock(await target.now(), creditor.timeZone).date);
}

function checked(file: string, terminal: Terminal, rules: readonly ContactRule[]): Policy {
  const { policy, remarks } = readPolicyText(textOf(file), { rules });
  for (const remark of remarks) terminal.note(remarkLine(file, remark));
  if (policy) return policy;
  throw misused(`expected ${file} to hold a policy that can be published; see the errors above`);
}

/** A document is checked without any stage. */
export const nowhere = (): Target =>
  targetOn({ tableName: 'none', stage: 'none', now: async () => new Date().toISOString(), outputs: async () => ({}) });

export const checkPolicy: Command = {
  name: 'policy check',
  summary: 'says what is wrong with a policy document, by line, column and field',
  usage: `npm run dunlin -- policy check --file policies/b2b-standard.yaml
npm run dunlin -- policy check --local --creditor demo --file policy.yaml

  --file         the document
  --creditor     warns of what contradicts the creditor's contact rules, too; only then a place is needed`,
  options: { file: text, creditor: text },
  target: async (values) => (values.text('creditor') === undefined ? nowhere() : openTarget(values)),
  async run({ values, target, terminal }) {
    const creditorId = values.text('creditor');
    const rules = creditorId === undefined ? [] : await rulesOn(target, creditorId);
    const { id, steps } = checked(values.required('file'), terminal, rules);
    terminal.out(`${id}: ${steps.length} steps, ready to be published`);
  },
};

function inFlightOf(given: string | undefined): Policy['inFlight'] {
  if (given === undefined || given === 'finish-on-old' || given === 'move-to-new') return given;
  throw misused(`expected --in-flight finish-on-old or move-to-new, found "${given}"`);
}

export const publishPolicy: Command = {
  name: 'policy publish',
  summary: 'makes a policy document the live version of its policy',
  usage: `npm run dunlin -- policy publish --local --creditor demo --file policy.yaml --in-flight move-to-new

  --file         the document; what is wrong with it refuses it, what contradicts a contact rule is warned of
  --in-flight    what becomes of cases that walk an older version: finish-on-old (as the document says, else this)
                 or move-to-new; the document may say it, too`,
  options: { creditor: text, file: text, 'in-flight': text },
  async run({ values, target, terminal }) {
    const creditorId = values.required('creditor');
    const inFlight = inFlightOf(values.text('in-flight'));
    const policy = checked(values.required('file'), terminal, await rulesOn(target, creditorId));
    const plan = planOf(policy, await target.book.versions(creditorId, policy.id), inFlight);
    const { id, version } = plan.policy;
    const at = await target.now();
    if (plan.kind === 'publish') {
      if (!(await target.book.publish(creditorId, plan.policy, { seen: plan.seen, at, by: 'operator' })))
        throw new OperatorError(
          `another version of ${id} was published in the same moment: look at it, then try again`,
        );
      terminal.note(`Version ${version} of ${id} is live.`);
    } else terminal.note(`Version ${version} of ${id} is live already and says the same.`);
    const before = plan.seen === undefined ? undefined : await target.ledger.policy(creditorId, id, plan.seen);
    if (plan.policy.inFlight === 'move-to-new' || before?.mode === 'dry')
      await moveAll(target, terminal, creditorId, ({ policyId }) => policyId === id);
    terminal.out(`${id}@${version}`);
  },
};

/** Tells how far it is after each page, for a large book takes a while. */
export async function moveAll(
  { ledger, lists, now }: Target,
  terminal: Terminal,
  creditorId: string,
  concerns: Parameters<typeof moveSomeCases>[2]['concerns'],
): Promise<void> {
  let [looked, moved] = [0, 0];
  for (let after: string | undefined; ; ) {
    const work = { ledger, lists, at: await now(), by: 'operator' };
    const page = await moveSomeCases(work, creditorId, { after, size: PAGE, concerns });
    looked += page.looked;
    moved += page.moved;
    terminal.note(`Looked at ${looked} open invoices, moved ${moved} cases.`);
    if (page.next === undefined) return;
    after = page.next;
  }
}

export const listPolicies: Command = {
  name: 'policy list',
  summary: 'lists the live version of each policy',
  usage: 'npm run dunlin -- policy list --local --creditor demo',
  options: { creditor: text },
  async run({ values, target, terminal }) {
    for (const { policy, isLive } of await target.book.versions(values.required('creditor')))
      if (isLive)
        terminal.out(`${policy.id}@${policy.version}  ${policy.mode ?? 'live'}  ${policy.steps.length} steps`);
  },
};

export const policyHistory: Command = {
  name: 'policy history',
  summary: 'lists the versions of a policy, the newest first',
  usage: 'npm run dunlin -- policy history --local --creditor demo --policy b2b-standard',
  options: { creditor: text, policy: text },
  async run({ values, target, terminal }) {
    const versions = await target.book.versions(values.required('creditor'), values.required('policy'));
    for (const { policy, isLive, publishedAt, publishedBy } of versions) {
      const when = publishedAt ? `published ${publishedAt} by ${publishedBy}` : 'made with the creditor';
      terminal.out(`${policy.version}${isLive ? ' (live)' : ''}  ${when}  ${policy.inFlight ?? 'finish-on-old'}`);
    }
  },
};

export const showPolicy: Command = {
  name: 'policy show',
  summary: 'prints a version of a policy as JSON',
  usage: `npm run dunlin -- policy show --local --creditor demo --policy b2b-standard

  --version    the live one where left out`,
  options: { creditor: text, policy: text, version: text },
  async run({ values, target, terminal }) {
    const [policyId, version] = [values.required('policy'), values.text('version')];
    const versions = await target.book.versions(values.required('creditor'), policyId);
    const found = versions.find(({ policy, isLive }) => (version ? String(policy.version) === version : isLive));
    if (!found) throw new OperatorError(`there is no ${version ? `version ${version} of ` : ''}policy "${policyId}"`);
    terminal.out(JSON.stringify(found.policy, null, 2));
  },
};
