/** `customers opt-out` and `customers opt-in`: what an address itself has asked for, whoever's contact it is. */
import { freshPerson } from '../../core/contact/attempts.ts';
import { addressDigest } from '../../core/contact/digest.ts';
import type { ContactChannel } from '../../core/contact/rule.ts';
import type { Person } from '../../core/contact/touch.ts';
import { untilTaken } from '../../functions/_shared/until-taken.ts';
import { type Command, text } from './command.ts';
import { noSuchCreditor } from './creditors.ts';
import { misused } from './operator-error.ts';
import type { Target } from './target.ts';
import type { Values } from './values.ts';

const CHANNELS: readonly ContactChannel[] = ['email', 'sms', 'call'];

/** All of them where none is named: somebody who says "stop" means it. */
function channelsIn(values: Values): readonly ContactChannel[] {
  const wanted = values.text('channel');
  if (wanted === undefined) return CHANNELS;
  const channel = CHANNELS.find((one) => one === wanted);
  if (!channel) throw misused(`expected --channel email, sms or call, found "${wanted}"`);
  return [channel];
}

type Turn = (known: readonly ContactChannel[], named: readonly ContactChannel[]) => readonly ContactChannel[];

async function keep(target: Target, values: Values, turn: Turn): Promise<readonly ContactChannel[]> {
  const creditor = await target.ledger.creditor(values.required('creditor'));
  if (!creditor) throw noSuchCreditor(values.required('creditor'));
  const named = channelsIn(values);
  const digest = addressDigest(creditor.addressKey, values.required('address'));
  return untilTaken('keep what an address asked for', async () => {
    const before = await target.ledger.person(creditor.creditorId, digest);
    const known: Person = before ?? freshPerson(creditor.creditorId, digest);
    const optedOut = turn(known.optedOut ?? [], named);
    const after = { ...known, optedOut: optedOut.length > 0 ? optedOut : undefined, version: known.version + 1 };
    const { ok } = await target.ledger.commit([{ kind: 'person', before, after }]);
    return ok ? optedOut : undefined;
  });
}

const said = (optedOut: readonly ContactChannel[]): string =>
  optedOut.length > 0
    ? `Kept: the address is not contacted by ${optedOut.join(', ')}, for any customer.`
    : 'Kept: the address may be contacted by every channel again.';

const usage = (name: string): string => `npm run dunlin -- ${name} --creditor acme --address ap@example.com --local

  --address    an e-mail address, or a number as it stands with the contact; kept as a keyed digest only
  --channel    email, sms or call; left out: all of them`;

function command(name: string, summary: string, turn: Turn): Command {
  return {
    name,
    summary,
    usage: usage(name),
    options: { creditor: text, address: text, channel: text },
    async run({ values, target, terminal }) {
      terminal.note(said(await keep(target, values, turn)));
    },
  };
}

export const optOut = command(
  'customers opt-out',
  'keeps that an address is not to be contacted, by one channel or by any',
  (known, named) => CHANNELS.filter((channel) => known.includes(channel) || named.includes(channel)),
);

export const optIn = command('customers opt-in', 'takes an opt-out of an address back', (known, named) =>
  known.filter((channel) => !named.includes(channel)),
);
