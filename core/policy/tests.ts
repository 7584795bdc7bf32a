/** The single tests that a segment's condition is made of, each with the sentence that explains its outcome. */
import type { Customer } from '../contact/customer.ts';
import { formatAmount } from '../money/amount.ts';
import type { CustomerHistory } from './history.ts';
import type { AttributeTest, Range, SegmentCondition } from './segment.ts';

/** What is looked at: the customer, the tags of the invoice, and the history where a segment needs it. */
export type Subject = {
  readonly customer: Pick<
    Customer,
    'kind' | 'country' | 'region' | 'tags' | 'riskScore' | 'attributes' | 'owner' | 'pinnedSegmentId'
  >;
  readonly invoiceTags: readonly string[];
  readonly history: CustomerHistory | undefined;
};

export type Outcome = { readonly holds: boolean; readonly words: string };

const oneOf = (list: readonly unknown[]): string => list.map(String).join(' or ');

function inRange(what: string, value: number | undefined, { atLeast, below }: Range, unit = ''): Outcome {
  const wanted = [
    ...(atLeast === undefined ? [] : [`at least ${atLeast}${unit}`]),
    ...(below === undefined ? [] : [`below ${below}${unit}`]),
  ].join(' and ');
  const holds =
    value !== undefined && (atLeast === undefined || value >= atLeast) && (below === undefined || value < below);
  const found = value === undefined ? 'not known' : `${Math.round(value * 100) / 100}${unit}`;
  return { holds, words: `${what} is ${found}, ${holds ? '' : 'not '}${wanted}` };
}

function among(what: string, value: string | undefined, list: readonly string[]): Outcome {
  const holds = value !== undefined && list.includes(value);
  return { holds, words: `${what} is ${value ?? 'not known'}, ${holds ? '' : 'not '}${oneOf(list)}` };
}

function tagged(tags: readonly string[], list: readonly string[]): Outcome {
  const found = list.find((tag) => tags.includes(tag));
  return found === undefined
    ? { holds: false, words: `it is not tagged ${oneOf(list)}` }
    : { holds: true, words: `it is tagged ${found}` };
}

function attribute(name: string, value: string | number | boolean | undefined, test: AttributeTest): Outcome[] {
  const is = `${name} is ${value ?? 'not stated'}`;
  const outcome = (holds: boolean, wanted: string): Outcome => ({
    holds,
    words: `${is}, ${holds ? '' : 'not '}${wanted}`,
  });
  const figure = typeof value === 'number' ? value : undefined;
  return [
    ...(test.equals === undefined ? [] : [outcome(value === test.equals, String(test.equals))]),
    ...(test.in === undefined ? [] : [outcome(value !== undefined && test.in.includes(value), oneOf(test.in))]),
    ...(test.exists === undefined
      ? []
      : [outcome((value !== undefined) === test.exists, test.exists ? 'stated' : 'left out')]),
    ...(test.atLeast === undefined && test.below === undefined ? [] : [inRange(name, figure, test)]),
  ];
}

function amountIn(currency: string, minor: number, { atLeast, below }: Range): Outcome {
  const shown = (amount: number): string => `${formatAmount(amount, currency)} ${currency}`;
  const holds = (atLeast === undefined || minor >= atLeast) && (below === undefined || minor < below);
  const wanted = [
    ...(atLeast === undefined ? [] : [`at least ${shown(atLeast)}`]),
    ...(below === undefined ? [] : [`below ${shown(below)}`]),
  ].join(' and ');
  return { holds, words: `it owes ${shown(minor)}, ${holds ? '' : 'not '}${wanted}` };
}

function ofHistory(when: SegmentCondition, history: CustomerHistory | undefined): readonly Outcome[] {
  const { daysOverdue, openInvoices, lateRate, averageDaysLate, brokenPromises, balance = {} } = when;
  return [
    ...(daysOverdue ? [inRange('its oldest open invoice', history?.daysOverdue, daysOverdue, ' days overdue')] : []),
    ...Object.entries(balance).map(([currency, range]) => amountIn(currency, history?.balance[currency] ?? 0, range)),
    ...(openInvoices ? [inRange('the number of open invoices', history?.openInvoices, openInvoices)] : []),
    ...(lateRate ? [inRange('the share paid late', history?.lateRate, lateRate)] : []),
    ...(averageDaysLate ? [inRange('the average delay', history?.averageDaysLate, averageDaysLate, ' days')] : []),
    ...(brokenPromises ? [inRange('the number of broken promises', history?.brokenPromises, brokenPromises)] : []),
  ];
}

/** Every stated test with its outcome; the condition holds where all of them do. */
export function outcomesOf(when: SegmentCondition, subject: Subject): readonly Outcome[] {
  const { customer, invoiceTags, history } = subject;
  const { kinds, countries, regions, tags, owners, riskScore, attributes = {}, anyOf, not } = when;
  return [
    ...(kinds ? [among('the kind', customer.kind, kinds)] : []),
    ...(countries ? [among('the country', customer.country, countries)] : []),
    ...(regions ? [among('the region', customer.region, regions)] : []),
    ...(tags ? [tagged([...customer.tags, ...invoiceTags], tags)] : []),
    ...(owners ? [owned(customer.owner?.email, owners)] : []),
    ...(riskScore ? [inRange('the risk score', customer.riskScore, riskScore)] : []),
    ...Object.entries(attributes).flatMap(([name, test]) => attribute(name, customer.attributes[name], test)),
    ...ofHistory(when, history),
    ...(anyOf ? [anyHolds(anyOf, subject)] : []),
    ...(not ? [noneHolds(not, subject)] : []),
  ];
}

/** Addresses are personal, so that the sentence does not repeat them. */
function owned(email: string | undefined, owners: readonly string[]): Outcome {
  const holds = email !== undefined && owners.some((owner) => owner.toLowerCase() === email.toLowerCase());
  return { holds, words: holds ? 'it belongs to one of the owners named' : 'it belongs to none of the owners named' };
}

function anyHolds(conditions: readonly SegmentCondition[], subject: Subject): Outcome {
  const outcomes = conditions.map((condition) => outcomesOf(condition, subject));
  const held = outcomes.find((all) => all.every(({ holds }) => holds));
  const told = held ?? outcomes.flatMap((all) => all.filter(({ holds }) => !holds).slice(0, 1));
  return { holds: held !== undefined, words: told.map(({ words }) => words).join('; ') };
}

function noneHolds(condition: SegmentCondition, subject: Subject): Outcome {
  const outcomes = outcomesOf(condition, subject);
  const failing = outcomes.find(({ holds }) => !holds);
  return { holds: failing !== undefined, words: (failing ? [failing] : outcomes).map(({ words }) => words).join('; ') };
}
