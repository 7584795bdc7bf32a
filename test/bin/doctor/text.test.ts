/** What the doctor makes of the answers of AWS End User Messaging. */
import type {
  PhoneNumberInformation,
  PoolInformation,
  RegistrationInformation,
  SenderIdInformation,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { describe, expect, it } from 'vitest';
import { judgeOrigination } from '../../../bin/operate/doctor/text/origination.ts';
import { judgeSpending } from '../../../bin/operate/doctor/text/spending.ts';

const number: PhoneNumberInformation = {
  PhoneNumberArn: 'arn:aws:sms-voice:eu-west-1:111122223333:phone-number/phone-1',
  PhoneNumberId: 'phone-1',
  PhoneNumber: '+447700900100',
  Status: 'ACTIVE',
  IsoCountryCode: 'GB',
  MessageType: 'TRANSACTIONAL',
  NumberCapabilities: ['SMS', 'VOICE'],
  NumberType: 'LONG_CODE',
  MonthlyLeasingPrice: '1.00',
  TwoWayEnabled: false,
  SelfManagedOptOutsEnabled: false,
  OptOutListName: 'Default',
  DeletionProtectionEnabled: true,
  CreatedTimestamp: new Date('2026-01-01'),
};
const senderId: SenderIdInformation = {
  SenderIdArn: 'arn:aws:sms-voice:eu-west-1:111122223333:sender-id/DEMO/GB',
  SenderId: 'DEMO',
  IsoCountryCode: 'GB',
  MessageTypes: ['TRANSACTIONAL'],
  MonthlyLeasingPrice: '0',
  DeletionProtectionEnabled: false,
  Registered: false,
};
const registration: RegistrationInformation = {
  RegistrationArn: 'arn',
  RegistrationId: 'registration-1',
  RegistrationType: 'GB_SENDER_ID_REGISTRATION',
  RegistrationStatus: 'COMPLETE',
  CurrentVersionNumber: 1,
  CreatedTimestamp: new Date('2026-01-01'),
};
const pool: PoolInformation = {
  PoolArn: 'arn:pool',
  PoolId: 'pool-1',
  Status: 'ACTIVE',
  MessageType: 'TRANSACTIONAL',
  TwoWayEnabled: false,
  SelfManagedOptOutsEnabled: false,
  OptOutListName: 'Default',
  SharedRoutesEnabled: false,
  DeletionProtectionEnabled: false,
  CreatedTimestamp: new Date('2026-01-01'),
};
const nothing = { numbers: [], senderIds: [], pools: [], registrations: [] };

describe('the number a text message comes from', () => {
  const judge = (more: Partial<PhoneNumberInformation>, registrations: readonly RegistrationInformation[] = []) =>
    judgeOrigination('phone-1', { ...nothing, numbers: [{ ...number, ...more }], registrations });

  it.each([
    { when: 'it is active', more: {}, state: 'ok', says: /no registration asked/ },
    { when: 'it is pending', more: { Status: 'PENDING' as const }, state: 'mend', says: /PENDING/ },
    { when: 'it is a simulator', more: { NumberType: 'SIMULATOR' as const }, state: 'mend', says: /simulator/ },
    { when: 'it only speaks', more: { NumberCapabilities: ['VOICE' as const] }, state: 'mend', says: /cannot carry/ },
    { when: 'it advertises', more: { MessageType: 'PROMOTIONAL' as const }, state: 'mend', says: /PROMOTIONAL/ },
    {
      when: 'carriers want a registration',
      more: { NumberType: 'TEN_DLC' as const, IsoCountryCode: 'US' },
      state: 'mend',
      says: /without a registration/,
    },
    { when: 'its registration is unknown', more: { RegistrationId: 'gone' }, state: 'mend', says: /not to be found/ },
  ])('is $state when $when', ({ more, state, says }) => {
    expect(judge(more)).toEqual([expect.objectContaining({ state, says: expect.stringMatching(says) })]);
  });

  it.each([
    { status: 'COMPLETE', state: 'ok' },
    { status: 'REVIEWING', state: 'mend' },
    { status: 'REQUIRES_UPDATES', state: 'mend' },
    { status: 'CLOSED', state: 'mend' },
  ] as const)('is $state while its registration is $status', ({ status, state }) => {
    const own = { ...registration, RegistrationStatus: status };
    expect(judge({ RegistrationId: 'registration-1' }, [own])).toEqual([expect.objectContaining({ state })]);
  });

  it.each([number.PhoneNumber, number.PhoneNumberId, number.PhoneNumberArn])('is found by %s', (name = '') => {
    expect(judgeOrigination(name, { ...nothing, numbers: [number] })).toEqual([
      expect.objectContaining({ state: 'ok' }),
    ]);
  });

  it('must be one of this account', () => {
    expect(judgeOrigination('+15550000000', { ...nothing, numbers: [number] })).toEqual([
      expect.objectContaining({ state: 'mend', says: expect.stringContaining('none of this name') }),
    ]);
  });
});

describe('a sender id', () => {
  it.each([
    { when: 'it is registered', more: { Registered: true }, state: 'ok' },
    { when: 'none is asked for', more: {}, state: 'ok' },
    { when: 'its registration is complete', more: { RegistrationId: 'registration-1' }, state: 'ok' },
    { when: 'its registration is lost', more: { RegistrationId: 'other' }, state: 'mend' },
    { when: 'it may only advertise', more: { MessageTypes: ['PROMOTIONAL' as const] }, state: 'mend' },
  ])('is $state when $when', ({ more, state }) => {
    const facts = { ...nothing, senderIds: [{ ...senderId, ...more }], registrations: [registration] };
    expect(judgeOrigination('DEMO', facts)).toEqual([expect.objectContaining({ state })]);
  });

  it('is looked at in each of its countries', () => {
    const abroad = { ...senderId, IsoCountryCode: 'DE', RegistrationId: 'other' };
    expect(
      judgeOrigination('DEMO', { ...nothing, senderIds: [senderId, abroad] }).map(({ about, state }) => [about, state]),
    ).toEqual([
      ['SMS origination DEMO in GB', 'ok'],
      ['SMS origination DEMO in DE', 'mend'],
    ]);
  });
});

describe('a pool', () => {
  it('is as good as its numbers', () => {
    const numbers = [
      { ...number, PoolId: 'pool-1' },
      { ...number, PhoneNumber: '+447700900101', PoolId: 'pool-1', Status: 'PENDING' as const },
      { ...number, PhoneNumber: '+447700900102', Status: 'PENDING' as const },
    ];
    expect(judgeOrigination('pool-1', { ...nothing, pools: [pool], numbers }).map(({ state }) => state)).toEqual([
      'ok',
      'ok',
      'mend',
    ]);
  });

  it('must be active', () => {
    expect(judgeOrigination('pool-1', { ...nothing, pools: [{ ...pool, Status: 'CREATING' }] })).toEqual([
      expect.objectContaining({ state: 'mend', says: 'the pool is CREATING' }),
    ]);
  });
});

describe('what text messages may cost', () => {
  const limit = {
    Name: 'TEXT_MESSAGE_MONTHLY_SPEND_LIMIT' as const,
    EnforcedLimit: 100,
    MaxLimit: 500,
    Overridden: true,
  };
  const production = [{ Name: 'ACCOUNT_TIER' as const, Value: 'PRODUCTION' }];
  it.each([
    { when: 'little is spent', limits: [limit], spentUsd: 12.5, then: 'ok', todo: undefined },
    { when: 'nothing was measured', limits: [limit], spentUsd: undefined, then: 'ok', todo: undefined },
    { when: 'most is spent', limits: [limit], spentUsd: 80, then: 'mend', todo: /--monthly-limit 500/ },
    {
      when: 'most is spent of all that AWS allows',
      limits: [{ ...limit, EnforcedLimit: 500 }],
      spentUsd: 450,
      then: 'mend',
      todo: /Service Quotas/,
    },
    {
      when: 'the limit is the one dollar of a new account',
      limits: [{ ...limit, EnforcedLimit: 1, MaxLimit: 1 }],
      spentUsd: 0,
      then: 'mend',
      todo: /Service Quotas/,
    },
    { when: 'there is no such limit', limits: [], spentUsd: 0, then: 'mend', todo: /Service Quotas/ },
  ])('is $then when $when', ({ limits, spentUsd, then, todo }) => {
    const [, spending] = judgeSpending({ limits, attributes: production, spentUsd });
    expect(spending).toMatchObject({ state: then, ...(todo ? { todo: expect.stringMatching(todo) } : {}) });
  });

  it.each([
    { attributes: production, then: 'ok' },
    { attributes: [{ Name: 'ACCOUNT_TIER' as const, Value: 'SANDBOX' }], then: 'mend' },
    { attributes: [], then: 'mend' },
  ])('may be sent to anybody: $then for $attributes', ({ attributes, then }) => {
    const [tier] = judgeSpending({ limits: [limit], attributes, spentUsd: 0 });
    expect(tier).toMatchObject({ about: 'SMS account', state: then });
  });
});
