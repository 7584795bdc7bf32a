/** House rules for every creditor that states no others: no law, but the strictest figures met in laws, made general. */
import type { ContactRule, RulePack } from '../rule.ts';

const house = { citation: 'House rule of Dunlin', status: 'V', scope: {} } as const;
const minutes = (hour: number): number => hour * 60;

const rules: readonly ContactRule[] = [
  {
    ...house,
    id: 'HOUSE-HOURS',
    title: 'Weekdays from 8 to 20 on the person’s own clock, and not on their public holidays',
    demand: {
      kind: 'window',
      window: { days: [1, 2, 3, 4, 5], fromMinute: minutes(8), toMinute: minutes(20) },
      holidays: false,
    },
  },
  {
    ...house,
    id: 'HOUSE-ALL-3-IN-7',
    title: 'At most three attempts within seven days, all channels together',
    citation: 'House rule of Dunlin, after 6 RCNY 5-77 (three contacts in seven days)',
    demand: { kind: 'cap', most: 3, days: 7, channels: ['email', 'sms', 'call'] },
  },
  {
    ...house,
    id: 'HOUSE-EMAIL-1-A-DAY',
    title: 'At most one e-mail a day',
    demand: { kind: 'cap', most: 1, days: 1, channels: ['email'] },
  },
  {
    ...house,
    id: 'HOUSE-SMS-2-IN-7',
    title: 'At most two text messages within seven days',
    demand: { kind: 'cap', most: 2, days: 7, channels: ['sms'] },
  },
  {
    ...house,
    id: 'HOUSE-SMS-1-A-DAY',
    title: 'At most one text message a day',
    demand: { kind: 'cap', most: 1, days: 1, channels: ['sms'] },
  },
  {
    ...house,
    id: 'HOUSE-CALL-2-IN-7',
    title: 'At most two calls within seven days',
    demand: { kind: 'cap', most: 2, days: 7, channels: ['call'] },
  },
  {
    ...house,
    id: 'HOUSE-CONSUMER-2-IN-7',
    title: 'Consumers: at most two calls and text messages together within seven days',
    citation: 'House rule of Dunlin, after 940 CMR 7.04(1)(f) (two communications in seven days)',
    scope: { debtors: ['consumer'] },
    demand: { kind: 'cap', most: 2, days: 7, channels: ['call', 'sms'] },
  },
  {
    ...house,
    id: 'HOUSE-CONSUMER-COOL',
    title: 'Consumers: after a conversation neither calls nor text messages for seven days, its own day counted',
    citation: 'House rule of Dunlin, after 12 CFR 1006.14(b)(2)(i)(B)',
    scope: { debtors: ['consumer'] },
    demand: { kind: 'cooldown', days: 7, channels: ['call', 'sms'] },
  },
  {
    ...house,
    id: 'HOUSE-SMS-CONSENT',
    title: 'Text messages only to who agreed to them',
    demand: { kind: 'consent', channels: ['sms'] },
  },
  {
    ...house,
    id: 'HOUSE-OPT-OUT',
    title: 'Every message says how to have no more of them at that address',
    citation: 'House rule of Dunlin, after 12 CFR 1006.6(e)',
    demand: { kind: 'words', channels: ['email', 'sms'], need: 'opt-out' },
  },
  {
    ...house,
    id: 'HOUSE-SENDER',
    title: 'Every message says in whose name it is written',
    demand: { kind: 'words', channels: ['email', 'sms'], need: 'sender-identity' },
  },
];

export const defaultPack: RulePack = { id: 'default', title: 'House rules', rules };
