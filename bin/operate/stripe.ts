/** `stripe secret`: the signing secret of a creditor's webhook, kept where the webhook's function reads it. */
import { text as textOf } from 'node:stream/consumers';
import { type Command, flag, text } from './command.ts';
import { noSuchCreditor } from './creditors.ts';
import { misused } from './operator-error.ts';

async function secretFrom(given: string | undefined): Promise<string> {
  const secret = (given ?? (process.stdin.isTTY ? '' : await textOf(process.stdin))).trim();
  if (/^\S+$/.test(secret)) return secret;
  throw misused(
    'expected the signing secret (whsec_…) on standard input or as --secret, found none or one with spaces',
  );
}

export const stripeSecret: Command = {
  name: 'stripe secret',
  summary: "stores the signing secret of a creditor's Stripe webhook",
  usage: `npm run dunlin -- stripe secret --local --creditor demo < secret.txt

  --secret     whsec_…; from standard input where left out, which keeps it out of the shell's history
  --roll       the secret before it stays valid beside the new one, until the next call without --roll`,
  options: { creditor: text, secret: text, roll: flag },
  async run({ values, target, terminal }) {
    const creditorId = values.required('creditor');
    const secret = await secretFrom(values.text('secret'));
    if (!(await target.ledger.creditor(creditorId))) throw noSuchCreditor(creditorId);
    const { name, valid } = await target.secrets.storeStripeSecret(creditorId, secret, {
      keepOld: values.flag('roll'),
    });
    terminal.note(
      `Stored ${name}; ${valid === 1 ? 'one secret is' : `${valid} secrets are`} valid, within five minutes everywhere.`,
    );
    terminal.note(`Stripe posts to: <ApiUrl>/v1/webhooks/stripe/${creditorId}`);
  },
};
