/** Every function of the pipeline: what starts it and what it may touch. Its role and its environment follow from here. */

/** What starts a function decides how long it may take. */
export type Trigger = 'http' | 'task' | 'event' | 'schedule' | 'stream';

export type Permission =
  | 'read-ledger'
  | 'write-ledger'
  | 'keep-messages'
  | 'open-messages'
  | 'send-email'
  | 'send-sms'
  | 'read-stripe-secrets'
  | 'start-cases'
  | 'resume-cases'
  | 'publish-events';

export interface FunctionEntry {
  readonly trigger: Trigger;
  readonly may: readonly Permission[];
}

/** The key is the folder under `functions/`. */
export const functionRoster = {
  'receive-invoices': { trigger: 'http', may: ['write-ledger'] },
  'receive-payments': { trigger: 'http', may: ['write-ledger'] },
  'receive-stripe-event': { trigger: 'http', may: ['write-ledger', 'read-stripe-secrets'] },
  'receive-instruction': { trigger: 'http', may: ['write-ledger'] },
  'receive-delivery-event': { trigger: 'event', may: ['write-ledger'] },
  'start-due-cases': { trigger: 'schedule', may: ['write-ledger', 'start-cases'] },
  'evaluate-escalation': { trigger: 'task', may: ['write-ledger'] },
  'send-reminder': { trigger: 'task', may: ['write-ledger', 'keep-messages', 'send-email', 'send-sms'] },
  'open-task': { trigger: 'task', may: ['write-ledger', 'keep-messages', 'send-email'] },
  'ask-a-person': { trigger: 'task', may: ['write-ledger', 'keep-messages', 'send-email'] },
  'apply-payment': { trigger: 'event', may: ['write-ledger'] },
  'send-receipts': { trigger: 'schedule', may: ['write-ledger', 'keep-messages', 'send-email'] },
  'wake-case': { trigger: 'event', may: ['write-ledger', 'resume-cases'] },
  'publish-events': { trigger: 'stream', may: ['publish-events'] },
  'answer-query': { trigger: 'http', may: ['read-ledger', 'open-messages'] },
  'send-report': { trigger: 'schedule', may: ['write-ledger', 'keep-messages', 'send-email'] },
} as const satisfies Readonly<Record<string, FunctionEntry>>;

export type FunctionName = keyof typeof functionRoster;
