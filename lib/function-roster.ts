/** Every function of the pipeline: what starts it and what it may touch. Its role and its environment follow from here. */

import type { LedgerUse } from './ledger.ts';

/** What starts a function decides how long it may take. */
export type Trigger = 'http' | 'task' | 'event' | 'schedule' | 'stream';

export type Permission =
  | 'keep-messages'
  | 'open-messages'
  | 'send-email'
  | 'send-sms'
  | 'read-stripe-secrets'
  | 'start-cases'
  | 'resume-cases'
  | 'publish-events'
  /** Mails carry links to the API's own pages. */
  | 'mail-links';

export interface FunctionEntry {
  readonly trigger: Trigger;
  /** What its code does with the table, no more and no less: test/lib/privilege reads the code and compares. */
  readonly uses: readonly LedgerUse[];
  readonly may: readonly Permission[];
}

const money = ['get', 'batch-get', 'put', 'update', 'delete', 'check'] as const;
const step = ['get', 'batch-get', 'query-customer', 'put', 'update'] as const;
/** A mail that surely did not leave gives its claim back. */
const mail = ['put', 'update', 'delete'] as const;

/** The key is the folder under `functions/`. */
export const functionRoster = {
  'receive-invoices': { trigger: 'http', uses: [...money, 'query', 'query-customer'], may: [] },
  'receive-payments': { trigger: 'http', uses: [...money, 'query'], may: [] },
  'receive-stripe-event': { trigger: 'http', uses: money, may: ['read-stripe-secrets'] },
  'receive-instruction': {
    trigger: 'http',
    uses: ['get', 'batch-get', 'query-customer', 'query-list', 'put', 'update'],
    may: [],
  },
  'follow-link': { trigger: 'http', uses: ['get', 'batch-get', 'query-customer', 'put', 'update'], may: [] },
  'receive-delivery-event': {
    trigger: 'event',
    uses: ['get', 'batch-get', 'put', 'update'],
    may: ['keep-messages'],
  },
  'start-due-cases': { trigger: 'schedule', uses: ['get', 'query-due', 'put', 'update'], may: ['start-cases'] },
  'evaluate-escalation': { trigger: 'task', uses: step, may: [] },
  'send-reminder': { trigger: 'task', uses: [...step, 'check'], may: ['keep-messages', 'send-email', 'send-sms'] },
  'open-task': {
    trigger: 'task',
    uses: [...step, ...mail, 'query'],
    may: ['keep-messages', 'send-email', 'mail-links'],
  },
  'ask-a-person': {
    trigger: 'task',
    uses: [...step, ...mail, 'query'],
    may: ['keep-messages', 'send-email', 'mail-links'],
  },
  'apply-payment': { trigger: 'event', uses: money, may: [] },
  'send-receipts': { trigger: 'schedule', uses: [...step, ...mail, 'query-due'], may: ['keep-messages', 'send-email'] },
  'send-statements': {
    trigger: 'schedule',
    uses: [...step, ...mail, 'query', 'query-due', 'query-list'],
    may: ['keep-messages', 'send-email'],
  },
  'wake-case': { trigger: 'event', uses: ['get'], may: ['resume-cases'] },
  'publish-events': { trigger: 'stream', uses: [], may: ['publish-events'] },
  'publish-policy': {
    trigger: 'http',
    uses: ['get', 'batch-get', 'query', 'query-customer', 'query-list', 'put', 'update'],
    may: [],
  },
  'answer-query': {
    trigger: 'http',
    uses: ['get', 'batch-get', 'query', 'query-customer', 'query-list', 'count'],
    may: ['open-messages'],
  },
  'send-report': {
    trigger: 'schedule',
    uses: ['get', 'batch-get', 'query', 'query-due', 'query-list', ...mail],
    may: ['keep-messages', 'send-email', 'mail-links'],
  },
} as const satisfies Readonly<Record<string, FunctionEntry>>;

/** Stands before the API only where CloudFront does: lib/edge.ts. */
export const edgeCheck = 'check-edge';

/** Folders under `functions/` that are bundled, whether this stage deploys them or not. */
export const bundledNames: readonly string[] = [...Object.keys(functionRoster), edgeCheck];

export type FunctionName = keyof typeof functionRoster;
