/** What comes in by a row, a profile or a policy cannot break a line, so it can break no header; and no policy brings words. */
import { describe, expect, it } from 'vitest';
import { toSendEmail } from '../../adapters/ses/mail.ts';
import { readCustomers } from '../../contracts/api/customers.ts';
import { readHold } from '../../contracts/api/holds.ts';
import { readInvoices } from '../../contracts/api/invoices.ts';
import { readPayments } from '../../contracts/api/payments.ts';
import { readOutcome } from '../../contracts/api/tasks.ts';
import { CreditorInput, KeyInput } from '../../contracts/creditor.ts';
import * as example from '../../contracts/openapi/examples.ts';
import { storedPolicy } from '../../contracts/stored/parties.ts';
import { b2bStandard } from '../../core/policy/policy.ts';
import { HEADERS, TEMPLATES } from './payloads.ts';

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
const BREAKS = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;
const BREAKING = HEADERS.filter((text) => BREAKS.test(text));

const creditor = {
  ...{ creditorId: 'acme-uk', name: 'Acme', email: 'billing@acme.example', replyTo: 'ledger@acme.example' },
  ...{ address: '1 High Street', phone: '+44 20 7946 0000', smsOrigination: '+447700900123', policyId: 'b2b-standard' },
  ...{ country: 'GB', locale: 'en-GB', timeZone: 'Europe/London', debtorKind: 'company' },
  financeEmails: ['finance@acme.example'],
  owner: { name: 'Jo Bloggs', email: 'jo@acme.example', phone: '+44 20 7946 0001' },
  bank: { GBP: { accountName: 'Acme', lines: [{ label: 'IBAN', value: 'GB33BUKB20201555555555' }] } },
  segments: [{ id: 'large', policyId: 'b2b-standard', tags: ['vip'] }],
};
const key = { creditorId: 'acme-uk', label: 'erp', scopes: ['invoices:write'] };

/** Whether everything of it was taken. */
type Reader = (value: unknown) => boolean;
const rows =
  (read: (body: unknown) => object): Reader =>
  (body) => {
    const answer: { readonly rows?: readonly { readonly ok: boolean }[] } = read(body);
    return answer.rows?.every(({ ok }) => ok) ?? false;
  };

/** Texts of several lines by right: they stand in the body of a mail, or in a list of tasks. */
const PROSE = /^(address|note)$/;

const ENTRIES: readonly { readonly what: string; readonly value: unknown; readonly isTaken: Reader }[] = [
  { what: 'invoices', value: example.invoicesRequest, isTaken: rows(readInvoices) },
  { what: 'customers', value: example.customersRequest, isTaken: rows(readCustomers) },
  { what: 'payments', value: example.paymentsRequest, isTaken: rows(readPayments) },
  { what: 'a hold', value: example.holdRequest, isTaken: (value) => readHold(value).ok },
  { what: 'an outcome', value: example.outcomeRequest, isTaken: (value) => readOutcome(value).ok },
  { what: 'a creditor', value: creditor, isTaken: (value) => CreditorInput.safeParse(value).success },
  { what: 'a key', value: key, isTaken: (value) => KeyInput.safeParse(value).success },
];

/** The value once for each text in it, with that text replaced. */
function eachText(value: unknown, text: string): readonly { readonly at: string; readonly value: unknown }[] {
  const places: string[] = [];
  const visit = (part: unknown, at: readonly string[]): void => {
    if (typeof part === 'string') places.push(at.join('.'));
    else if (typeof part === 'object' && part !== null)
      for (const [name, member] of Object.entries(part)) visit(member, [...at, name]);
  };
  visit(value, []);
  const replaced = (part: unknown, at: readonly string[], place: string): unknown => {
    if (at.join('.') === place) return text;
    if (Array.isArray(part)) return part.map((member, index) => replaced(member, [...at, String(index)], place));
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(
      Object.entries(part).map(([name, member]) => [name, replaced(member, [...at, name], place)]),
    );
  };
  return places.map((place) => ({ at: place, value: replaced(value, [], place) }));
}

describe.each([...ENTRIES])('$what', ({ value, isTaken }) => {
  it('as documented, is taken', () => {
    expect(isTaken(value)).toBe(true);
  });

  it.each([...BREAKING])('takes %j in no text that stands on one line', (text) => {
    const taken = eachText(value, text).filter(({ value: changed }) => isTaken(changed));
    expect(taken.map(({ at }) => at.split('.').at(-1) ?? '').filter((name) => !PROSE.test(name))).toEqual([]);
  });
});

describe('a mail', () => {
  const mail = {
    ...{ from: { address: 'a@b.example' }, to: [{ address: 'c@d.example' }], subject: 'Hello' },
    ...{ text: 'Hello', html: '<p>Hello</p>' },
  };

  it.each([...HEADERS])('with %j in any of its fields is refused, or has no field more', (text) => {
    const party = { address: 'x@y.example', name: text };
    const made = [
      { ...mail, from: party },
      { ...mail, to: [party] },
      { ...mail, cc: [party] },
      { ...mail, replyTo: [party] },
      { ...mail, replyTo: [{ address: text }] },
      { ...mail, to: [{ address: `x@y.example${text}` }] },
      { ...mail, headers: { References: text } },
      { ...mail, headers: { 'In-Reply-To': text } },
      { ...mail, headers: { [text]: 'x' } },
      { ...mail, tags: { 'dunlin-message': text } },
      { ...mail, subject: text.replace(/[\u0085\u2028]/g, ' ') },
      { ...mail, attachments: [{ fileName: text, contentType: 'text/csv', content: 'x' }] },
    ].map((each) => toSendEmail(each, 'set'));
    for (const one of made) {
      if ('refusal' in one) continue;
      const { Content, ...rest } = one.input;
      const { Subject, Headers } = Content?.Simple ?? {};
      expect(JSON.stringify([rest, Subject, Headers])).not.toMatch(/\\r|\\n|\\u0000/);
    }
    expect(made.some((one) => 'input' in one) || BREAKS.test(text)).toBe(true);
  });
});

describe('a policy', () => {
  const [, friendly] = b2bStandard.steps;
  const withStep = (fields: object) =>
    storedPolicy.safeParse({
      ...b2bStandard,
      steps: b2bStandard.steps.map((step) => (step === friendly ? { ...step, ...fields } : step)),
    });

  it.each([...TEMPLATES, '__proto__', 'constructor', 'toString', '../firm', ''])('names no template %j', (template) => {
    expect(withStep({ template }).success).toBe(false);
    expect(withStep({ template: 'second' }).success).toBe(true);
  });

  it('brings no words of its own: what a step says beside its template is not kept', () => {
    const read = withStep({ subject: '{{7*7}}', text: '{{customer}}', html: '<script>', from: 'x@evil.example' });
    expect(read.data?.steps[1]).toEqual(friendly);
  });
});
