/** Federal law of the United States, as far as it is rules of hours, counts and channels. */
import type { ContactRule, RulePack } from '../rule.ts';

/** Regulation F (12 CFR 1006) binds whoever collects consumers' debts for others, since 30 November 2021. */
const regulationF = {
  url: 'https://www.ecfr.gov/current/title-12/chapter-X/part-1006',
  from: '2021-11-30',
  scope: { countries: ['US'], debtors: ['consumer'], roles: ['third-party'] },
} as const;

const rules: readonly ContactRule[] = [
  {
    ...regulationF,
    id: 'US-REGF-6b1-TIME',
    title: 'From 8 to 21 on the consumer’s own clock, in every zone that their data speak of',
    citation: '12 CFR 1006.6(b)(1)(i); the moment of sending counts',
    status: 'V',
    demand: { kind: 'window', window: { days: [1, 2, 3, 4, 5, 6, 7], fromMinute: 8 * 60, toMinute: 21 * 60 } },
  },
  {
    ...regulationF,
    id: 'US-REGF-14b-7IN7',
    title: 'At most seven attempts to call within seven consecutive days',
    citation: '12 CFR 1006.14(b)(2)(i)(A); counted here per person and not per debt, which is stricter',
    status: 'V',
    demand: { kind: 'cap', most: 7, days: 7, channels: ['call'] },
  },
  {
    ...regulationF,
    id: 'US-REGF-14b-COOL',
    title: 'After a conversation no call for seven consecutive days, its own day counted',
    citation: '12 CFR 1006.14(b)(2)(i)(B)',
    status: 'V',
    demand: { kind: 'cooldown', days: 7, channels: ['call'] },
  },
  {
    ...regulationF,
    id: 'US-REGF-6e-OPTOUT',
    title: 'Every e-mail and text message says how to opt out of that address or number',
    citation: '12 CFR 1006.6(e)',
    status: 'S',
    demand: { kind: 'words', channels: ['email', 'sms'], need: 'opt-out' },
  },
  {
    id: 'US-CARRIER-3P',
    title: 'Carriers of the United States and Canada take no text messages of third-party collectors',
    citation: 'Forbidden category for SMS and MMS: Twilio errors 30460 and 30863',
    url: 'https://www.twilio.com/docs/api/errors/30460',
    status: 'V',
    scope: { countries: ['US', 'CA'], roles: ['third-party'] },
    demand: { kind: 'block', channels: ['sms'] },
  },
  {
    id: 'US-TCPA-CONSENT',
    title: 'Text messages only to who agreed to them',
    citation: '47 USC 227',
    status: 'S',
    scope: { countries: ['US'] },
    demand: { kind: 'consent', channels: ['sms'] },
  },
  {
    ...regulationF,
    id: 'US-REGF-22f-WORKMAIL',
    title:
      'No e-mail to an employer’s address; whose an address is cannot be known, so where it is on consumers get none',
    citation: '12 CFR 1006.22(f)',
    status: 'M',
    demand: { kind: 'block', channels: ['email'] },
  },
];

export const usFederalPack: RulePack = { id: 'us-federal', title: 'United States, federal law', rules };
