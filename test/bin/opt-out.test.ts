/** Opt-outs that an operator keeps for an address, and takes back. */
import { expect, it } from 'vitest';
import { addressDigest } from '../../core/contact/digest.ts';
import { aCreditor } from '../support/builders.ts';
import { storeCreditor } from '../support/store.ts';
import { anOperator } from './operator.ts';

const { types, world } = anOperator();

it('keeps an opt-out under the digest of the address, channel by channel, and takes it back', async () => {
  const creditor = aCreditor({ creditorId: 'opting' });
  await storeCreditor(world(), creditor);
  const digest = addressDigest(creditor.addressKey, 'ap@acme.example');
  const kept = async () => (await world().ledger.person('opting', digest))?.optedOut;
  const says = (verb: string, ...words: readonly string[]) =>
    types('customers', verb, '--creditor', 'opting', '--address', ' AP@acme.example', ...words);
  expect(await says('opt-out', '--channel', 'sms')).toMatchObject({ exitCode: 0 });
  expect(await kept()).toEqual(['sms']);
  expect(await says('opt-out')).toMatchObject({ exitCode: 0, note: expect.stringContaining('email, sms, call') });
  expect(await says('opt-in', '--channel', 'call')).toMatchObject({ exitCode: 0 });
  expect(await kept()).toEqual(['email', 'sms']);
  expect(await says('opt-out', '--channel', 'fax')).toMatchObject({ exitCode: 2 });
  expect(await says('opt-in')).toMatchObject({ exitCode: 0 });
  expect(await kept()).toBeUndefined();
});
