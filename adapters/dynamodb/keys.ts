/** Keys of the one table. Ids from outside are escaped, for they may contain the separators. */
import { createHash } from 'node:crypto';

export type Key = { readonly PK: string; readonly SK: string };

const escapeId = (id: string): string =>
  id.replace(/[%#/]/g, (sign) => `%${sign.charCodeAt(0).toString(16).padStart(2, '0').toUpperCase()}`);
const unescapeId = (id: string): string =>
  id.replace(/%(23|25|2F)/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

const creditorPk = (creditorId: string): string => `CRED#${escapeId(creditorId)}`;

/** The id of a case is the key of its row. */
export function caseIdOf(creditorId: string, invoiceId: string): string {
  return `${creditorPk(creditorId)}#INV#${escapeId(invoiceId)}`;
}

export function partsOfCaseId(caseId: string): { readonly creditorId: string; readonly invoiceId: string } {
  const [cred, creditorId, inv, invoiceId, ...rest] = caseId.split('#');
  if (cred !== 'CRED' || inv !== 'INV' || !creditorId || !invoiceId || rest.length > 0)
    throw new RangeError('expected a case id of the form CRED#<creditor>#INV#<invoice>');
  return { creditorId: unescapeId(creditorId), invoiceId: unescapeId(invoiceId) };
}

export const DUE_SHARDS = 16;

/** The due-index partition of a case: always the same one, spread evenly. */
export function dueShardOf(caseId: string): string {
  return `DUE#${(createHash('sha256').update(caseId).digest()[0] ?? 0) % DUE_SHARDS}`;
}

export const keyOf = {
  creditor: (creditorId: string): Key => ({ PK: creditorPk(creditorId), SK: 'PROFILE' }),
  policy: (creditorId: string, id: string, version: number): Key => ({
    PK: creditorPk(creditorId),
    SK: `POLICY#${escapeId(id)}#${version}`,
  }),
  livePolicy: (creditorId: string, id: string): Key => ({
    PK: creditorPk(creditorId),
    SK: `POLICY#${escapeId(id)}#LIVE`,
  }),
  waitingCount: (creditorId: string): Key => ({ PK: creditorPk(creditorId), SK: 'WAITING' }),
  sync: (creditorId: string): Key => ({ PK: creditorPk(creditorId), SK: 'SYNC' }),
  /** Reminders claimed on one local day of the creditor's. */
  day: (creditorId: string, on: string): Key => ({ PK: creditorPk(creditorId), SK: `DAY#${on}` }),
  report: (creditorId: string): Key => ({ PK: creditorPk(creditorId), SK: 'REPORT' }),
  /** Begins the statements of a month. */
  statement: (creditorId: string): Key => ({ PK: creditorPk(creditorId), SK: 'STATEMENT' }),
  customerStatement: (creditorId: string, customerId: string): Key => ({
    PK: customerPk(creditorId, customerId),
    SK: 'STATEMENT',
  }),
  apiKey: (hash: string): Key => ({ PK: `KEY#${hash}`, SK: 'KEY' }),
  /** Requests of a key in one minute, counted in minutes since 1970. */
  rate: (hash: string, minute: number): Key => ({ PK: `RATE#${hash}`, SK: String(minute) }),
  stage: { PK: 'STAGE', SK: 'STOP' } as Key,
  sweep: { PK: 'STAGE', SK: 'SWEEP' } as Key,
  customer: (creditorId: string, customerId: string): Key => ({
    PK: customerPk(creditorId, customerId),
    SK: 'PROFILE',
  }),
  person: (creditorId: string, digest: string): Key => ({
    PK: `${creditorPk(creditorId)}#PERSON#${digest}`,
    SK: 'CONTACTS',
  }),
  invoice: (caseId: string): Key => ({ PK: caseId, SK: 'INVOICE' }),
  audit: (caseId: string, version: number): Key => ({ PK: caseId, SK: `EVENT#${String(version).padStart(8, '0')}` }),
  touch: (caseId: string, name: string): Key => ({ PK: caseId, SK: name }),
  waiting: (caseId: string, paymentKey: string): Key => ({ PK: caseId, SK: `WAITING#${escapeId(paymentKey)}` }),
  number: (creditorId: string, invoiceNumber: string): Key => ({
    PK: `${creditorPk(creditorId)}#NUM#${escapeId(invoiceNumber)}`,
    SK: 'NUMBER',
  }),
  payment: (creditorId: string, paymentKey: string): Key => ({
    PK: `${creditorPk(creditorId)}#PAY#${escapeId(paymentKey)}`,
    SK: 'PAY',
  }),
  message: (messageId: string): Key => ({ PK: `MSG#${messageId}`, SK: 'MSG' }),
  task: (creditorId: string, taskId: string): Key => ({
    PK: `${creditorPk(creditorId)}#TASK#${escapeId(taskId)}`,
    SK: 'TASK',
  }),
  once: (name: string): Key => ({ PK: `ONCE#${name}`, SK: 'ONCE' }),
  journal: (creditorId: string, at: string, kind: string, id: string): Key => ({
    PK: dayPk(creditorId, at.slice(0, 10)),
    SK: `${at}#${kind}#${escapeId(id)}`,
  }),
};

/** The sort keys of one policy's versions and pointer, or of all policies. */
export const policyPrefix = (id?: string): string => (id === undefined ? 'POLICY#' : `POLICY#${escapeId(id)}#`);

export function customerPk(creditorId: string, customerId: string): string {
  return `${creditorPk(creditorId)}#CUST#${escapeId(customerId)}`;
}

/** One partition a UTC day: what the daily report is made of. */
export function dayPk(creditorId: string, day: string): string {
  return `${creditorPk(creditorId)}#DAY#${day}`;
}

export const listPk = {
  invoices: (creditorId: string, bucket: 'open' | 'settled'): string => `${creditorPk(creditorId)}#INVOICES#${bucket}`,
  tasks: (creditorId: string, bucket: 'open' | 'done'): string => `${creditorPk(creditorId)}#TASKS#${bucket}`,
  unapplied: (creditorId: string): string => `${creditorPk(creditorId)}#UNAPPLIED`,
  creditors: 'CREDITORS',
};

export const DUE_REPORT = 'DUE#REPORT';
export const DUE_RECEIPT = 'DUE#RECEIPT';
export const DUE_STATEMENT = 'DUE#STATEMENT';
export const WAITING_PREFIX = 'WAITING#';
export const unescapeWaiting = (sk: string): string => unescapeId(sk.slice(WAITING_PREFIX.length));
