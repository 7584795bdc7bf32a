/** `segments set | show | explain` and `customers pin`: which customers walk which policy. */
import { read } from '../../contracts/api/problems.ts';
import { SegmentsDocument } from '../../contracts/policy/segments.ts';
import { followsSegments } from '../../functions/_shared/move-cases.ts';
import { placeNow } from '../../functions/_shared/place.ts';
import { type Command, flag, text } from './command.ts';
import { creditorIn } from './creditors.ts';
import { readDocument } from './documents.ts';
import { misused, OperatorError } from './operator-error.ts';
import { moveAll } from './policies.ts';

function segmentsIn(file: string) {
  const result = read(SegmentsDocument, readDocument(file));
  if (result.ok) return result.value.segments;
  const problems = result.problems.map(({ path, message }) => `  ${path || 'document'}: ${message}`);
  throw misused(`expected ${file} to hold segments:\n${problems.join('\n')}`);
}

export const setSegments: Command = {
  name: 'segments set',
  summary: 'says which customers walk which policy, the first segment that matches wins',
  usage: `npm run dunlin -- segments set --local --creditor demo --file segments.yaml

  --file       all segments, in their order, as JSON or YAML (docs/policy.md)
Cases that have not begun, and those whose rehearsal is over, are brought to where they belong now.`,
  options: { creditor: text, file: text },
  async run({ values, target, terminal }) {
    const creditor = await creditorIn(target, values.required('creditor'));
    const { creditorId } = creditor;
    const segments = segmentsIn(values.required('file'));
    const known = new Set((await target.book.versions(creditorId)).map(({ policy }) => policy.id));
    const missing = segments.find(({ policyId }) => !known.has(policyId));
    if (missing)
      throw misused(
        `expected "${missing.policyId}" of segment "${missing.id}" among ${[...known].join(', ')}: publish it first`,
      );
    if (!(await target.book.setSegments(creditorId, creditor.segments, segments)))
      throw new OperatorError('somebody else set the segments in the same moment: look at them, then try again');
    terminal.note(`Set ${segments.length} segments.`);
    await moveAll(target, terminal, creditorId, followsSegments);
  },
};

export const showSegments: Command = {
  name: 'segments show',
  summary: 'prints the segments as JSON',
  usage: 'npm run dunlin -- segments show --local --creditor demo',
  options: { creditor: text },
  async run({ values, target, terminal }) {
    const { segments } = await creditorIn(target, values.required('creditor'));
    terminal.out(JSON.stringify({ segments }, null, 2));
  },
};

export const explainSegments: Command = {
  name: 'segments explain',
  summary: 'says in which segment a customer is, and why',
  usage: 'npm run dunlin -- segments explain --local --creditor demo --customer C-17',
  options: { creditor: text, customer: text },
  async run({ values, target, terminal }) {
    const creditor = await creditorIn(target, values.required('creditor'));
    const customerId = values.required('customer');
    const customer = await target.ledger.customer(creditor.creditorId, customerId);
    if (!customer) throw new OperatorError(`"${creditor.creditorId}" has no customer "${customerId}"`);
    const place = await placeNow(target.ledger, { creditor, customer }, await target.now());
    terminal.out(`${place.segmentId ?? 'no segment'} → ${place.policyId}: ${place.why}`);
    for (const { segmentId, holds, words } of place.tried)
      terminal.out(`  ${holds ? 'yes' : 'no '}  ${segmentId}: ${words}`);
  },
};

export const pinCustomer: Command = {
  name: 'customers pin',
  summary: 'puts a customer into a segment, whatever the conditions say',
  usage: `npm run dunlin -- customers pin --local --creditor demo --customer C-17 --segment key-accounts

  --segment    the id of a segment
  --off        takes the pin away
The customer's cases move at once, those that have begun, too: what is done stays done.`,
  options: { creditor: text, customer: text, segment: text, off: flag },
  async run({ values, target, terminal }) {
    const creditor = await creditorIn(target, values.required('creditor'));
    const customerId = values.required('customer');
    const pinnedSegmentId = values.flag('off') ? undefined : values.required('segment');
    const ids = creditor.segments.map(({ id }) => id);
    if (pinnedSegmentId !== undefined && !ids.includes(pinnedSegmentId))
      throw misused(`expected --segment among ${ids.join(', ') || 'none'}, found "${pinnedSegmentId}"`);
    const before = await target.ledger.customer(creditor.creditorId, customerId);
    if (!before) throw new OperatorError(`"${creditor.creditorId}" has no customer "${customerId}"`);
    const after = { ...before, pinnedSegmentId, version: before.version + 1 };
    if (!(await target.ledger.commit([{ kind: 'customer', before, after }])).ok)
      throw new OperatorError('expected the customer to rest for a moment, found it changed: try again');
    const mine = (invoice: { readonly customerId: string }): boolean => invoice.customerId === customerId;
    await moveAll(target, terminal, creditor.creditorId, mine);
    terminal.out(pinnedSegmentId ?? 'not pinned');
  },
};
