/** Calls that each function is known to make: the list derived from a healthy run may grow, and never shrinks unseen. */
import type { FunctionName } from '../../lib/function-roster.ts';

const READ = 'dynamodb.GetItem 1';
const LOAD = 'dynamodb.BatchGetItem 1';
const WRITE = 'dynamodb.TransactWriteItems 1';
const MAIL = ['s3.PutObject 1', 'ses.SendEmail 1'] as const;

export const expectedCalls: Readonly<Partial<Record<FunctionName, readonly string[]>>> = {
  'receive-invoices': [READ, LOAD, WRITE, 'dynamodb.PutItem 1', 'dynamodb.UpdateItem 2'],
  'receive-payments': [READ, LOAD, WRITE],
  'receive-stripe-event': ['secrets.GetSecretValue 1', READ, LOAD, WRITE],
  'receive-instruction': [READ, WRITE, 'dynamodb.TransactWriteItems 2'],
  'receive-delivery-event': [READ, 'dynamodb.PutItem 1'],
  'start-due-cases': [
    ...['dynamodb.UpdateItem 1', 'dynamodb.Query 1', 'dynamodb.Query 16', READ, WRITE],
    ...['states.StartExecution 1', 'dynamodb.UpdateItem 2'],
  ],
  'evaluate-escalation': [READ, LOAD],
  'send-reminder': [READ, LOAD, WRITE, ...MAIL, 'dynamodb.PutItem 1', 'dynamodb.TransactWriteItems 2'],
  'open-task': [READ, LOAD, WRITE, 'dynamodb.Query 1', 'dynamodb.TransactWriteItems 2', ...MAIL],
  'ask-a-person': [READ, LOAD, WRITE, 'dynamodb.Query 1', 'dynamodb.TransactWriteItems 2', ...MAIL],
  'apply-payment': [READ, LOAD, WRITE],
  'send-receipts': ['dynamodb.Query 1', READ, LOAD, WRITE, ...MAIL, 'dynamodb.UpdateItem 1'],
  'wake-case': [READ, 'states.SendTaskSuccess 1'],
  'publish-events': ['events.PutEvents 1'],
  'answer-query': [READ, LOAD, 'dynamodb.Query 1'],
  'follow-link': [READ, WRITE],
  'publish-policy': ['dynamodb.Query 1', WRITE, 'dynamodb.TransactWriteItems 2'],
  'send-statements': ['dynamodb.PutItem 1', 'dynamodb.UpdateItem 1', WRITE, ...MAIL, 'dynamodb.DeleteItem 1'],
  'send-report': ['dynamodb.Query 1', READ, WRITE, ...MAIL, 'dynamodb.UpdateItem 1'],
};
