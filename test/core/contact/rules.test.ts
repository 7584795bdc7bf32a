/** Each contact rule that is switched on, by its id, as the decision feels it. */
import { describe, expect, it } from 'vitest';
import { type Decision, decide, type Situation } from '../../../core/case/decide.ts';
import { decidingOf } from '../../../core/case/deciding.ts';
import { freshPerson } from '../../../core/contact/attempts.ts';
import type { Creditor } from '../../../core/contact/creditor.ts';
import type { Customer } from '../../../core/contact/customer.ts';
import { PACKS, rulesOf } from '../../../core/contact/packs/packs.ts';
import type { Attempt, Person } from '../../../core/contact/touch.ts';
import { rulesFor } from '../../../core/contact/way.ts';
import type { Policy, Step } from '../../../core/policy/policy.ts';
import { aCreditor, aCustomer, anInvoice } from '../../support/builders.ts';

const ALL_DAY = { days: [1, 2, 3, 4, 5, 6, 7], fromMinute: 0, toMinute: 1440 };
const mail: Step = { id: 'mail', at: 0, action: 'remind', channel: 'email', template: 'friendly' };
const text: Step = { ...mail, id: 'text', channel: 'sms' };
const call: Step = { id: 'call', at: 0, action: 'open-task', task: 'call' };

/** A Tuesday, in New York's and London's afternoon. */
const NOW = '2026-02-10T15:00:00.000Z';
const CONTACT = {
  name: 'Ann',
  email: 'ann@acme.example',
  mobile: '+12125550114',
  roles: ['billing'],
  smsConsent: true,
} as const;
const agency = { country: 'US', packs: ['us-federal'], role: 'third-party', smsOrigination: '+12125550100' } as const;
const consumer = { kind: 'consumer', country: 'US', timeZone: 'America/New_York' } as const;

type Given = {
  readonly creditor?: Partial<Creditor>;
  readonly customer?: Partial<Customer>;
  readonly attempts?: readonly Attempt[];
  readonly spokenAt?: string;
};

function aSituation(step: Step, { creditor, customer, attempts = [], spokenAt }: Given): Situation {
  const policy: Policy = {
    id: 'p',
    version: 1,
    window: ALL_DAY,
    startAtMost: step.id,
    minimumGapWeekdays: 0,
    steps: [step],
  };
  const person: Person = { ...freshPerson('demo', 'digest'), attempts, spokenAt };
  return {
    ...{ policy, large: false, coveredMinor: 0, stopped: false },
    ...decidingOf(aCreditor(creditor)),
    invoice: anInvoice({ startStepId: step.id, dueOn: '2026-01-01' }),
    customer: aCustomer({ contacts: [CONTACT], ...customer }),
    addresses: [CONTACT.email, CONTACT.mobile].map((address) => ({ address, status: 'ok', digest: 'digest' })),
    persons: [person],
  };
}

const decided = (step: Step, given: Given, now = NOW): Decision => decide(aSituation(step, given), now);
const acts = { kind: 'act', reason: 'step-due' };
const times = (count: number, channel: Attempt['channel'], at = '2026-02-09T15:00:00.000Z'): Attempt[] =>
  Array.from({ length: count }, (_, index) => ({ at, channel, id: `${channel} ${index}` }));

describe('the rules of the packs', () => {
  it.each<{
    id: string;
    what: string;
    step: Step;
    given: Given;
    now?: string;
    then: object;
    unbound: Given | undefined;
  }>([
    {
      id: 'HOUSE-HOURS',
      what: 'defers an evening’s message to the next morning',
      step: mail,
      given: {},
      now: '2026-02-10T20:00:00.000Z',
      then: {
        kind: 'wait',
        reason: 'outside-window',
        ruleId: 'HOUSE-HOURS',
        until: expect.stringMatching(/^2026-02-11T(0[89]|1\d):/),
      },
      unbound: { creditor: { packs: [] } },
    },
    {
      id: 'HOUSE-HOURS',
      what: 'defers past Good Friday and Easter to the Tuesday',
      step: mail,
      given: {},
      now: '2026-04-03T15:00:00.000Z',
      then: { ruleId: 'HOUSE-HOURS', until: expect.stringMatching(/^2026-04-07T/) },
      unbound: { customer: { country: 'IN', timeZone: 'Europe/London' }, creditor: { packs: [], country: 'IN' } },
    },
    {
      id: 'HOUSE-ALL-3-IN-7',
      what: 'defers the fourth attempt to the end of the first one’s week',
      step: mail,
      given: { attempts: [...times(2, 'call', '2026-02-05T09:00:00.000Z'), ...times(1, 'sms')] },
      then: { kind: 'wait', reason: 'cap', ruleId: 'HOUSE-ALL-3-IN-7', until: '2026-02-12T09:00:00.000Z' },
      unbound: { attempts: [...times(1, 'call', '2026-02-05T09:00:00.000Z'), ...times(1, 'sms')] },
    },
    {
      id: 'HOUSE-EMAIL-1-A-DAY',
      what: 'defers the second e-mail by a day',
      step: mail,
      given: { attempts: times(1, 'email', '2026-02-10T09:00:00.000Z') },
      then: { kind: 'wait', reason: 'cap', ruleId: 'HOUSE-EMAIL-1-A-DAY', until: '2026-02-11T09:00:00.000Z' },
      unbound: { attempts: times(1, 'email', '2026-02-09T15:00:00.000Z') },
    },
    {
      id: 'HOUSE-SMS-2-IN-7',
      what: 'defers the third text to the end of the first one’s week',
      step: text,
      given: {
        attempts: [...times(1, 'sms', '2026-02-05T09:00:00.000Z'), { at: '2026-02-06T09:00:00.000Z', channel: 'sms' }],
      },
      then: { kind: 'wait', reason: 'cap', ruleId: 'HOUSE-SMS-2-IN-7', until: '2026-02-12T09:00:00.000Z' },
      unbound: { attempts: times(1, 'sms', '2026-02-05T09:00:00.000Z') },
    },
    {
      id: 'HOUSE-SMS-1-A-DAY',
      what: 'defers the second text by a day',
      step: text,
      given: { attempts: times(1, 'sms', '2026-02-10T09:00:00.000Z') },
      then: { kind: 'wait', reason: 'cap', ruleId: 'HOUSE-SMS-1-A-DAY', until: '2026-02-11T09:00:00.000Z' },
      unbound: { attempts: times(1, 'sms') },
    },
    {
      id: 'HOUSE-CALL-2-IN-7',
      what: 'defers the third call to the end of the first one’s week',
      step: call,
      given: { attempts: [...times(1, 'call', '2026-02-05T09:00:00.000Z'), ...times(1, 'call')] },
      then: {
        kind: 'wait',
        reason: 'cap',
        ruleId: 'HOUSE-CALL-2-IN-7',
        until: expect.stringMatching(/^2026-02-12T09/),
      },
      unbound: { attempts: times(1, 'call') },
    },
    {
      id: 'HOUSE-CONSUMER-2-IN-7',
      what: 'counts calls and texts of a consumer together',
      step: call,
      given: {
        customer: { kind: 'consumer' },
        attempts: [...times(1, 'call', '2026-02-05T09:00:00.000Z'), ...times(1, 'sms')],
      },
      then: { kind: 'wait', reason: 'cap', ruleId: 'HOUSE-CONSUMER-2-IN-7', until: '2026-02-12T09:00:00.000Z' },
      unbound: { attempts: [...times(1, 'call', '2026-02-05T09:00:00.000Z'), ...times(1, 'sms')] },
    },
    {
      id: 'HOUSE-CONSUMER-COOL',
      what: 'leaves a consumer alone by phone until the eighth day after a conversation',
      step: call,
      given: { customer: { kind: 'consumer' }, spokenAt: '2026-02-09T15:00:00.000Z' },
      then: {
        kind: 'wait',
        reason: 'cap',
        ruleId: 'HOUSE-CONSUMER-COOL',
        until: expect.stringMatching(/^2026-02-16T/),
      },
      unbound: { spokenAt: '2026-02-09T15:00:00.000Z' },
    },
    {
      id: 'HOUSE-SMS-CONSENT',
      what: 'writes an e-mail in place of the text that nobody agreed to',
      step: text,
      given: {
        customer: { contacts: [{ ...CONTACT, smsConsent: false }] },
        attempts: times(1, 'email', '2026-02-10T09:00:00.000Z'),
      },
      then: { kind: 'wait', reason: 'cap', ruleId: 'HOUSE-EMAIL-1-A-DAY' },
      unbound: { attempts: times(1, 'email', '2026-02-10T09:00:00.000Z') },
    },
    {
      id: 'US-REGF-6b1-TIME',
      what: 'defers what is an agency’s at nine in the evening to eight in the morning',
      step: mail,
      given: { creditor: agency, customer: consumer },
      now: '2026-02-11T02:00:00.000Z',
      then: {
        kind: 'wait',
        reason: 'outside-window',
        ruleId: 'US-REGF-6b1-TIME',
        until: expect.stringMatching(/^2026-02-11T(1[3-9]|2)/),
      },
      unbound: { creditor: { ...agency, role: 'first-party' }, customer: consumer },
    },
    {
      id: 'US-REGF-14b-7IN7',
      what: 'defers the eighth call in seven days',
      step: call,
      given: { creditor: agency, customer: consumer, attempts: times(7, 'call') },
      then: { kind: 'wait', reason: 'cap', ruleId: 'US-REGF-14b-7IN7', until: '2026-02-16T15:00:00.000Z' },
      unbound: { creditor: agency, customer: consumer, attempts: times(6, 'call') },
    },
    {
      id: 'US-REGF-14b-COOL',
      what: 'counts the day of the conversation as the first of seven',
      step: call,
      given: { creditor: agency, customer: consumer, spokenAt: '2026-02-10T03:30:00.000Z' },
      then: {
        kind: 'wait',
        reason: 'cap',
        ruleId: 'US-REGF-14b-COOL',
        until: expect.stringMatching(/^2026-02-16T1[3-9]|^2026-02-16T2/),
      },
      unbound: { creditor: agency, customer: { ...consumer, kind: 'company' }, spokenAt: '2026-02-10T03:30:00.000Z' },
    },
    {
      id: 'US-CARRIER-3P',
      what: 'leaves an agency nothing but a task where a text is all it has',
      step: text,
      given: { creditor: agency, customer: { ...consumer, contacts: [{ ...CONTACT, email: undefined }] } },
      then: { kind: 'act', reason: 'nobody-to-write-to', action: 'open-task' },
      unbound: {
        creditor: { ...agency, role: 'first-party' },
        customer: { ...consumer, contacts: [{ ...CONTACT, email: undefined }] },
      },
    },
    {
      id: 'US-TCPA-CONSENT',
      what: 'leaves a task where a text is all there is and nobody agreed to it',
      step: text,
      given: {
        creditor: { ...agency, role: 'first-party' },
        customer: { ...consumer, contacts: [{ ...CONTACT, email: undefined, smsConsent: false }] },
      },
      then: { kind: 'act', reason: 'nobody-to-write-to', action: 'open-task' },
      unbound: {
        creditor: { ...agency, role: 'first-party' },
        customer: { ...consumer, contacts: [{ ...CONTACT, email: undefined }] },
      },
    },
  ])('$id $what', ({ step, given, now, then, unbound }) => {
    expect(decided(step, given, now)).toMatchObject(then);
    if (unbound) expect(decided(step, unbound, now)).toMatchObject(acts);
  });

  it.each([
    { id: 'HOUSE-OPT-OUT', given: {} },
    { id: 'HOUSE-SENDER', given: {} },
    { id: 'US-REGF-6e-OPTOUT', given: { creditor: agency, customer: consumer } },
  ])('$id binds, and asks for words', ({ id, given }) => {
    expect(rulesFor(aSituation(mail, given), NOW).map((rule) => rule.id)).toContain(id);
  });

  it('US-REGF-22f-WORKMAIL, which nobody has checked, is on only where it is named', () => {
    expect(decided(mail, { creditor: agency, customer: consumer })).toMatchObject(acts);
    const named = { ...agency, packs: ['us-federal', 'US-REGF-22f-WORKMAIL'], smsOrigination: undefined };
    expect(decided(mail, { creditor: named, customer: consumer })).toMatchObject({ reason: 'nobody-to-write-to' });
  });

  it('bind from their first day on', () => {
    const ids = (now: string): string[] =>
      rulesFor(aSituation(mail, { creditor: agency, customer: consumer }), now).map(({ id }) => id);
    expect(ids('2021-11-29T17:00:00.000Z')).not.toContain('US-REGF-6b1-TIME');
    expect(ids('2021-11-30T17:00:00.000Z')).toContain('US-REGF-6b1-TIME');
  });

  it('have ids that differ, sources, and no law that is not in force for ever without a first day', () => {
    const rules = PACKS.flatMap((pack) => pack.rules);
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
    expect(rules.filter(({ citation }) => citation.length < 5)).toEqual([]);
    expect(rulesOf({ packs: undefined, ownPacks: undefined }).every(({ from }) => from === undefined)).toBe(true);
  });
});

describe('the strictest wins', () => {
  const unknown = { ...consumer, filled: ['timeZone'] };

  it('an unknown zone is every zone of the country: open where Honolulu is awake and New York still is', () => {
    const at = (now: string): Decision => decided(mail, { creditor: agency, customer: unknown }, now);
    expect(at('2026-02-10T17:59:00.000Z')).toMatchObject({ reason: 'outside-window', ruleId: 'US-REGF-6b1-TIME' });
    expect(at('2026-02-10T18:00:00.000Z')).toMatchObject(acts);
    expect(at('2026-02-11T01:59:00.000Z')).toMatchObject(acts);
    expect(at('2026-02-11T02:00:00.000Z')).toMatchObject({ reason: 'outside-window' });
  });

  it('a debtor of unknown kind counts as the creditor’s default', () => {
    const given = (debtorKind: Creditor['debtorKind']): Given => ({
      creditor: { ...agency, debtorKind },
      customer: { ...consumer, kind: 'company', filled: ['kind'] },
      attempts: times(7, 'call'),
    });
    expect(decided(call, given('consumer'))).toMatchObject({ reason: 'cap' });
    expect(decided(call, given('company'))).toMatchObject(acts);
  });

  it('the policy’s hours are a wish where they never meet the rules’', () => {
    const situation = aSituation(mail, { creditor: agency, customer: unknown });
    const policy = { ...situation.policy, window: { days: [1, 2, 3, 4, 5], fromMinute: 600, toMinute: 690 } };
    expect(decide({ ...situation, policy }, '2026-02-10T18:00:00.000Z')).toMatchObject(acts);
    expect(decide({ ...situation, policy }, '2026-02-10T15:30:00.000Z')).toMatchObject({ ruleId: 'US-REGF-6b1-TIME' });
  });

  it('rules that never leave an hour open leave a task', () => {
    const night = { days: [1], fromMinute: 0, toMinute: 60 };
    const rule = { citation: 'ours', status: 'V', scope: {}, title: 'At night' } as const;
    const ownPacks = [
      {
        id: 'ours',
        title: 'Ours',
        rules: [{ ...rule, id: 'NIGHT', demand: { kind: 'window', window: night } as const }],
      },
    ];
    expect(decided(mail, { creditor: { ownPacks } })).toMatchObject({ reason: 'nobody-to-write-to' });
  });

  it('of two caps the later free moment counts, and it falls into the hours', () => {
    const attempts = [
      ...times(2, 'email', '2026-02-06T19:59:00.000Z'),
      ...times(1, 'email', '2026-02-10T09:00:00.000Z'),
    ];
    expect(decided(mail, { attempts })).toMatchObject({
      ruleId: 'HOUSE-ALL-3-IN-7',
      until: '2026-02-13T19:59:00.000Z',
    });
    const late = attempts.map((one) => ({ ...one, at: one.at.replace('06T19:59', '06T20:30') }));
    expect(decided(mail, { attempts: late })).toMatchObject({ until: expect.stringMatching(/^2026-02-16T/) });
  });

  it('a company’s own pack is on without a word of code', () => {
    const cap = { kind: 'cap', most: 1, days: 30, channels: ['email'] } as const;
    const rules = [
      { id: 'OURS-MONTHLY', title: 'Once a month', citation: 'Ours', status: 'V', scope: {}, demand: cap } as const,
    ];
    const creditor = { ownPacks: [{ id: 'ours', title: 'Ours', rules }] };
    expect(decided(mail, { creditor, attempts: times(1, 'email', '2026-02-02T09:00:00.000Z') })).toMatchObject({
      ruleId: 'OURS-MONTHLY',
      until: '2026-03-04T09:00:00.000Z',
    });
  });
});
