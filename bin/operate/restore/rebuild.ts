/** `restore rebuild`: a restored table learns what was sent since, so that no message is repeated. */

import type { KeptDelivery } from '../../../contracts/archive.ts';
import { recordDelivery } from '../../../functions/receive-delivery-event/record.ts';
import { type Command, type Terminal, text } from '../command.ts';
import { misused, OperatorError } from '../operator-error.ts';
import type { Target } from '../target.ts';
import { type Archive, archiveSince } from './archive.ts';
import { rebuildMessage } from './claims.ts';
import { restorePoint } from './point.ts';

export const restoreRebuild: Command = {
  name: 'restore rebuild',
  summary: 'tells a restored table what was sent since, from what is kept in S3',
  usage: `npm run dunlin -- restore rebuild --local --since 2026-02-03T10:00:00Z

  --since      the moment to which the table was restored, or an earlier one
Every message is kept before it is sent, and what providers tell of it beside it. A message of which nothing was told may
have left: it is printed, and not repeated. May be run as often as wanted.`,
  options: { since: text },
  async run({ values, target, terminal }) {
    const since = restorePoint(values);
    const restoredTo = await target.admin.restoredTo();
    if (restoredTo !== undefined && since > restoredTo)
      throw misused(
        `expected --since ${restoredTo}, to which the table was restored, or an earlier moment, found ${since}`,
      );
    const archive = await archiveSince(target, since);
    await rebuildMessages(target, archive, terminal);
    await repeatNews(target, archive, terminal);
    if (restoredTo !== undefined) await target.admin.endRestore();
    terminal.note('Next: npm run dunlin -- audit verify; let the ERP push again; then npm run dunlin -- go');
  },
};

async function rebuildMessages(
  target: Target,
  { messages, deliveries }: Archive,
  { out, note }: Terminal,
): Promise<void> {
  const left = new Set(deliveries.map(({ messageId }) => messageId));
  const count = { rebuilt: 0, known: 0, 'no-creditor': 0 };
  for (const message of messages) {
    const result = await rebuildMessage(target, message, left.has(message.messageId));
    count[result]++;
    const { caseId = message.creditorId, kind, why, messageId } = message;
    if (result === 'rebuilt' && kind === 'reminder' && !left.has(messageId))
      out(`${caseId}  ${why?.step ?? kind}  may have left, is not repeated`);
  }
  note(`Rebuilt ${count.rebuilt} messages; ${count.known} were known.`);
  if (count['no-creditor'] > 0)
    throw new OperatorError(
      `expected the creditor of every message, found ${count['no-creditor']} messages of creditors that came later: make these with "creditor create" and run it again`,
    );
}

/** Bounces and complaints block their addresses again. */
async function repeatNews(target: Target, { deliveries }: Archive, { note }: Terminal): Promise<void> {
  let recorded = 0;
  for (const news of deliveries)
    if ((await recordDelivery(target.ledger, await whole(target, news))) === 'recorded') recorded++;
  note(`Noted ${recorded} of ${deliveries.length} deliveries, bounces and complaints.`);
}

/** News that came while the message was not known name nobody: they are about those to whom it went. */
async function whole({ ledger }: Target, news: KeptDelivery): Promise<KeptDelivery> {
  if (news.digests.length > 0) return news;
  return { ...news, digests: Object.keys((await ledger.message(news.messageId))?.recipients ?? {}) };
}
