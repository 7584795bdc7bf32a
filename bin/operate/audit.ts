/** `audit verify`: the chain of every invoice is whole, from its first record to the row's own head. */
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { scanItems } from '../../adapters/dynamodb/scan.ts';
import { storedInvoice } from '../../contracts/stored/invoice.ts';
import { verify } from '../../core/audit/chain.ts';
import type { Ledger } from '../../core/ports.ts';
import { type Command, text } from './command.ts';
import { inPace } from './in-pace.ts';
import { OperatorError } from './operator-error.ts';

const TRIES = 3;

export const verifyAudit: Command = {
  name: 'audit verify',
  summary: "checks the hash chain of every invoice's audit records",
  usage: `npm run dunlin -- audit verify --local

  --creditor   only its invoices
Prints each invoice whose chain is broken, with the version at which it breaks; exit code 1 where there is one.`,
  options: { creditor: text },
  async run({ values, target: { client, tableName, ledger }, terminal: { out, note } }) {
    const only = values.text('creditor');
    let [whole, broken] = [0, 0];
    await inPace(scanItems(client, tableName), async (item) => {
      if (item.SK?.S !== 'INVOICE') return;
      const { creditorId, invoiceId } = storedInvoice.parse(unmarshall(item));
      if (only !== undefined && creditorId !== only) return;
      const brokenAt = await breakIn(ledger, creditorId, invoiceId);
      if (brokenAt === undefined) whole++;
      else {
        broken++;
        out(`${creditorId}  ${invoiceId}  broken at version ${brokenAt}`);
      }
    });
    note(`${whole} chains are whole.`);
    if (broken > 0)
      throw new OperatorError(
        `expected every chain to be whole, found ${broken} broken: somebody changed the table by hand`,
      );
  },
};

/** The version at which a chain breaks. A record that is written meanwhile is no break, so it is looked at again. */
async function breakIn(ledger: Ledger, creditorId: string, invoiceId: string): Promise<number | undefined> {
  let brokenAt: number | undefined;
  for (let tries = 0; tries < TRIES; tries++) {
    const invoice = await ledger.invoice(creditorId, invoiceId);
    const head = { version: invoice?.version ?? 0, hash: invoice?.auditHash ?? '' };
    const verdict = verify(await ledger.timeline(creditorId, invoiceId), head);
    if (verdict.whole) return undefined;
    brokenAt = verdict.brokenAt;
  }
  return brokenAt;
}
