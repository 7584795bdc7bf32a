/** `cases resume`: a case that waits for a person, or seems stuck, is decided afresh. */
import { change } from '../../core/case/transition.ts';
import { type Command, text } from './command.ts';
import { OperatorError } from './operator-error.ts';

const TRIES = 5;

export const resumeCase: Command = {
  name: 'cases resume',
  summary: 'wakes a case, so that it is decided afresh',
  usage: `npm run dunlin -- cases resume --local --creditor demo --invoice INV-0042

  --invoice    the invoice's id: its number, unless the ERP gave it an id of its own`,
  options: { creditor: text, invoice: text },
  async run({ values, target, terminal }) {
    const creditorId = values.required('creditor');
    const invoiceId = values.required('invoice');
    for (let tries = 0; tries < TRIES; tries++) {
      const invoice = await target.ledger.invoice(creditorId, invoiceId);
      if (!invoice) throw new OperatorError(`"${creditorId}" has no invoice "${invoiceId}"`);
      if (invoice.caseState !== 'open')
        throw new OperatorError(
          `expected an open case, found that of ${invoiceId} ${invoice.closedAs ?? invoice.caseState}`,
        );
      const resumed = change(invoice, 'case.resumed', {}, { at: await target.now(), by: 'operator' });
      if ((await target.ledger.commit([{ kind: 'change', change: resumed }])).ok)
        return terminal.note(`Resumed the case of ${invoiceId}: it is decided afresh at once.`);
    }
    throw new OperatorError(`expected ${invoiceId} to rest for a moment, found it changed ${TRIES} times: try again`);
  },
};
