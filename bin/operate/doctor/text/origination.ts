/** The number, sender id or pool that a creditor's text messages come from: there, active, and registered where it must be. */
import type {
  PhoneNumberInformation,
  PoolInformation,
  RegistrationInformation,
  SenderIdInformation,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { type Finding, mend, ok } from '../finding.ts';

export type TextFacts = {
  readonly numbers: readonly PhoneNumberInformation[];
  readonly senderIds: readonly SenderIdInformation[];
  readonly pools: readonly PoolInformation[];
  readonly registrations: readonly RegistrationInformation[];
};

const LIST = 'see the numbers and sender ids of AWS End User Messaging in this region';

/** `origination` is written as SendTextMessage takes it: an id or ARN of a number, sender id or pool. */
export function judgeOrigination(origination: string, facts: TextFacts): readonly Finding[] {
  const about = `SMS origination ${origination}`;
  const pool = facts.pools.find(({ PoolId, PoolArn }) => [PoolId, PoolArn].includes(origination));
  if (pool) return [judgePool(about, pool), ...membersOf(pool, facts)];
  const number = facts.numbers.find(({ PhoneNumberId, PhoneNumberArn, PhoneNumber }) =>
    [PhoneNumberId, PhoneNumberArn, PhoneNumber].includes(origination),
  );
  if (number) return [judgeNumber(about, number, facts.registrations)];
  const senders = facts.senderIds.filter(({ SenderId, SenderIdArn }) => [SenderId, SenderIdArn].includes(origination));
  if (senders.length > 0) return senders.map((sender) => judgeSenderId(about, sender, facts.registrations));
  return [
    mend(
      about,
      'this account and region have none of this name',
      `request it, or name another with --sms-from; ${LIST}`,
    ),
  ];
}

function judgePool(about: string, { Status }: PoolInformation): Finding {
  return Status === 'ACTIVE' ? ok(about, 'an active pool') : mend(about, `the pool is ${Status}`, LIST);
}

const membersOf = ({ PoolId }: PoolInformation, { numbers, registrations }: TextFacts): readonly Finding[] =>
  numbers
    .filter((number) => number.PoolId !== undefined && number.PoolId === PoolId)
    .map((number) => judgeNumber(`SMS origination ${number.PhoneNumber} of ${PoolId}`, number, registrations));

/** Kinds of number that carry no message before their registration is complete (End User Messaging's guide, "Registrations"). */
const REGISTERED_KINDS: ReadonlySet<string | undefined> = new Set(['TEN_DLC', 'TOLL_FREE', 'SHORT_CODE']);

function judgeNumber(
  about: string,
  number: PhoneNumberInformation,
  registrations: readonly RegistrationInformation[],
): Finding {
  const { Status, NumberType, NumberCapabilities = [], RegistrationId, IsoCountryCode, MessageType } = number;
  if (Status !== 'ACTIVE') return mend(about, `the number is ${Status}`, LIST);
  if (NumberType === 'SIMULATOR')
    return mend(
      about,
      'a simulator number, which reaches no customer',
      'request a real number and name it with --sms-from',
    );
  if (!NumberCapabilities.includes('SMS'))
    return mend(about, 'the number cannot carry text messages', 'name another with --sms-from');
  if (MessageType !== 'TRANSACTIONAL')
    return mend(
      about,
      `its messages are ${MessageType}`,
      'reminders are TRANSACTIONAL: name a number that may send those',
    );
  if (RegistrationId === undefined && REGISTERED_KINDS.has(NumberType) && IsoCountryCode === 'US')
    return mend(
      about,
      `${NumberType} without a registration`,
      'register it in AWS End User Messaging; carriers drop its messages until then',
    );
  return judgeRegistration(about, RegistrationId, registrations);
}

function judgeSenderId(
  about: string,
  { IsoCountryCode, Registered, RegistrationId, MessageTypes = [] }: SenderIdInformation,
  registrations: readonly RegistrationInformation[],
): Finding {
  const where = `${about} in ${IsoCountryCode}`;
  if (!MessageTypes.includes('TRANSACTIONAL'))
    return mend(
      where,
      `may send ${MessageTypes.join(', ') || 'nothing'}`,
      'reminders are TRANSACTIONAL: request the sender id for those',
    );
  if (Registered === true) return ok(where, 'registered');
  return judgeRegistration(where, RegistrationId, registrations);
}

function judgeRegistration(
  about: string,
  id: string | undefined,
  registrations: readonly RegistrationInformation[],
): Finding {
  if (id === undefined) return ok(about, 'active, with no registration asked of it');
  const status =
    registrations.find(({ RegistrationId }) => RegistrationId === id)?.RegistrationStatus ?? 'not to be found';
  if (status === 'COMPLETE') return ok(about, 'active and registered');
  const hint =
    status === 'REQUIRES_UPDATES'
      ? 'correct what was denied and submit it again'
      : 'finish it in AWS End User Messaging';
  return mend(about, `its registration ${id} is ${status}`, hint);
}
