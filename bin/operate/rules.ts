/** `rules list` and `rules check`: which contact rules there are, and whether a pack of the company's own can be one. */
import { read } from '../../contracts/api/problems.ts';
import { OwnPack } from '../../contracts/rules.ts';
import { PACKS, rulesOf } from '../../core/contact/packs/packs.ts';
import { type Command, text } from './command.ts';
import { noSuchCreditor } from './creditors.ts';
import { readDocument } from './documents.ts';
import { misused } from './operator-error.ts';
import { nowhere } from './policies.ts';

const STATUS = { V: 'verified', S: 'read in a secondary source', M: 'not checked, off unless named' } as const;

export const listRules: Command = {
  name: 'rules list',
  summary: 'lists the contact rules, and which of them are on for a creditor',
  usage: `npm run dunlin -- rules list --local --creditor demo

A creditor's fields "packs" and "ownPacks" say which are on ("creditor set --pack ID --own-pack FILE").`,
  options: { creditor: text },
  async run({ values, target, terminal }) {
    const creditorId = values.required('creditor');
    const creditor = await target.ledger.creditor(creditorId);
    if (!creditor) throw noSuchCreditor(creditorId);
    const on = new Set(rulesOf(creditor).map(({ id }) => id));
    for (const pack of [...PACKS, ...(creditor.ownPacks ?? [])])
      for (const { id, title, citation, status } of pack.rules)
        terminal.out(`${on.has(id) ? 'on ' : 'off'}  ${pack.id}  ${id}  ${title} (${citation}; ${STATUS[status]})`);
  },
};

export const checkRules: Command = {
  name: 'rules check',
  summary: 'says what is wrong with a pack of contact rules',
  usage: 'npm run dunlin -- rules check --file our-rules.yaml',
  options: { file: text },
  target: async () => nowhere(),
  async run({ values, terminal }) {
    const file = values.required('file');
    const result = read(OwnPack, readDocument(file));
    if (!result.ok) {
      const problems = result.problems.map(({ path, message }) => `  ${path || 'pack'}: ${message}`);
      throw misused(`expected ${file} to be a pack of contact rules:\n${problems.join('\n')}`);
    }
    terminal.out(`${result.value.id}: ${result.value.rules.length} rules, ready for a creditor's "ownPacks"`);
  },
};
