/** What the doctor makes of SES's answers. */
import { describe, expect, it } from 'vitest';
import { judgeAccount } from '../../../bin/operate/doctor/mail/account.ts';
import {
  dkimRecords,
  identitiesFor,
  identityInForce,
  judgeDkim,
  judgeEnvelope,
  judgeVerified,
} from '../../../bin/operate/doctor/mail/identity.ts';
import { judgePublishing, NEEDED_EVENTS } from '../../../bin/operate/doctor/mail/publishing.ts';
import { bouncing, demo, healthy, published, signed, verified } from './ses-answers.ts';

describe('the SES account', () => {
  it.each([
    { when: 'all is well', more: {}, then: ['ok'] },
    { when: 'it is in the sandbox', more: { ProductionAccessEnabled: false }, then: ['mend'] },
    { when: 'sending is off', more: { SendingEnabled: false }, then: ['mend'] },
    { when: 'it is under review', more: { EnforcementStatus: 'PROBATION' }, then: ['mend'] },
    {
      when: 'it is shut down in the sandbox',
      more: { EnforcementStatus: 'SHUTDOWN', ProductionAccessEnabled: false },
      then: ['mend', 'mend'],
    },
    { when: 'AWS says nothing', more: { ProductionAccessEnabled: undefined }, then: ['mend'] },
  ])('is $then when $when', ({ more, then }) => {
    const account = Object.fromEntries(Object.entries({ ...healthy, ...more }));
    expect(judgeAccount(account).map(({ state }) => state)).toEqual(then);
  });
});

describe("a sender's identity", () => {
  it('is looked for at the address, its domain and the domains above, never at a top-level domain', () => {
    expect(identitiesFor('a@mail.Demo.example')).toEqual(['a@mail.Demo.example', 'mail.demo.example', 'demo.example']);
  });

  it('is the narrowest that is verified', () => {
    const address = {
      name: 'a@demo.example',
      answer: { VerifiedForSendingStatus: false, VerificationStatus: 'PENDING' as const },
    };
    expect(identityInForce([address, demo()])?.name).toBe('demo.example');
    expect(judgeVerified('a@demo.example', [address, demo()])).toMatchObject({
      state: 'ok',
      says: 'verified by demo.example',
    });
    expect(judgeVerified('a@demo.example', [address])).toMatchObject({
      state: 'mend',
      says: 'a@demo.example is PENDING',
    });
    expect(judgeVerified('a@demo.example', [])).toMatchObject({
      state: 'mend',
      todo: expect.stringContaining('--email-identity demo.example'),
    });
  });
});

describe('DKIM', () => {
  it('asks for three names below the domain that lead to the zone of SES', () => {
    expect([...dkimRecords({ name: 'a@demo.example', answer: verified })][0]).toEqual([
      'one._domainkey.demo.example',
      'one.dkim.eu-west-1.amazonses.com',
    ]);
    expect(dkimRecords(demo({ DkimAttributes: { ...signed, SigningAttributesOrigin: 'EXTERNAL' } })).size).toBe(0);
  });

  it.each([
    { when: 'all is well', dkim: signed, cnames: published, state: 'ok' },
    { when: 'signing is off', dkim: { ...signed, SigningEnabled: false }, cnames: published, state: 'mend' },
    { when: 'SES waits', dkim: { ...signed, Status: 'PENDING' as const }, cnames: published, state: 'mend' },
    { when: 'its key is gone from the DNS', dkim: signed, cnames: new Map([...published].slice(1)), state: 'mend' },
    {
      when: 'a record leads elsewhere',
      dkim: signed,
      cnames: new Map([...published, ['two._domainkey.demo.example', ['two.dkim.other.example']] as const]),
      state: 'mend',
    },
    { when: 'nothing is said', dkim: {}, cnames: published, state: 'mend' },
  ])('is $state when $when', ({ dkim, cnames, state }) => {
    expect(judgeDkim(demo({ DkimAttributes: dkim }), cnames)).toMatchObject({ state });
  });
});

describe('SPF and MAIL FROM', () => {
  const facts = {
    identity: demo(),
    region: 'eu-west-1',
    mx: ['feedback-smtp.eu-west-1.amazonses.com'],
    texts: new Map([['bounce.demo.example', ['v=spf1 include:amazonses.com ~all']]]),
  };
  it.each([
    { when: 'all is well', more: {}, state: 'ok', says: /bounce\.demo\.example/ },
    {
      when: "Amazon's domain is used",
      more: { identity: demo({ MailFromAttributes: { ...bouncing, MailFromDomain: '' } }) },
      state: 'mend',
      says: /Amazon's domain/,
    },
    { when: 'bounces go to another region', more: { region: 'us-east-1' }, state: 'mend', says: /bounces to bounce/ },
    { when: 'bounces go nowhere', more: { mx: [] }, state: 'mend', says: /nobody/ },
    { when: 'SPF names somebody else', more: { texts: new Map() }, state: 'mend', says: /no record/ },
    {
      when: 'SES has not seen it',
      more: { identity: demo({ MailFromAttributes: { ...bouncing, MailFromDomainStatus: 'FAILED' } }) },
      state: 'mend',
      says: /FAILED/,
    },
  ])('is $state when $when', ({ more, state, says }) => {
    expect(judgeEnvelope({ ...facts, ...more })).toMatchObject({ state, says: expect.stringMatching(says) });
  });
});

describe('the configuration set', () => {
  const destination = {
    Name: 'd',
    Enabled: true,
    MatchingEventTypes: [...NEEDED_EVENTS],
    EventBridgeDestination: { EventBusArn: 'arn:aws:events:eu-west-1:0:event-bus/default' },
  };
  it.each([
    { when: 'all is well', given: { set: {}, destinations: [destination] }, state: 'ok' },
    { when: 'it is gone', given: { set: undefined, destinations: [destination] }, state: 'mend' },
    {
      when: 'sending is off',
      given: { set: { SendingOptions: { SendingEnabled: false } }, destinations: [destination] },
      state: 'mend',
    },
    { when: 'nothing is published', given: { set: {}, destinations: [] }, state: 'mend' },
    {
      when: 'publishing is off',
      given: { set: {}, destinations: [{ ...destination, Enabled: false }] },
      state: 'mend',
    },
    {
      when: 'complaints are left out',
      given: {
        set: {},
        destinations: [{ ...destination, MatchingEventTypes: ['DELIVERY' as const, 'BOUNCE' as const] }],
      },
      state: 'mend',
    },
    {
      when: 'it goes to a topic instead',
      given: {
        set: {},
        destinations: [
          { Name: 'd', Enabled: true, MatchingEventTypes: [...NEEDED_EVENTS], SnsDestination: { TopicArn: 'arn' } },
        ],
      },
      state: 'mend',
    },
  ])('is $state when $when', ({ given, state }) => {
    expect(judgePublishing({ name: 'set', ...given })).toMatchObject({ state });
  });
});
