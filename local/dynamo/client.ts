/** DynamoDB's wire protocol as raw JSON: what the pipeline itself asks of the table, without an SDK. */
import { z } from 'zod';
import type { KeepAliveClient } from '../http/keep-alive-client.ts';

export interface DynamoClient {
  /** Answers the operation's JSON, or throws a DynamoFault under the name that the service gives. */
  readonly call: (operation: string, input: object) => Promise<unknown>;
}

export class DynamoFault extends Error {
  readonly reasons: unknown;
  constructor(name: string, message: string, reasons: unknown) {
    super(message);
    this.name = name;
    this.reasons = reasons;
  }
}

const faultSchema = z.object({
  __type: z.string(),
  message: z.string().optional(),
  Message: z.string().optional(),
  CancellationReasons: z.unknown().optional(),
});
const streamOperations = new Set(['ListStreams', 'DescribeStream', 'GetShardIterator', 'GetRecords']);
/** Emulators want to see a signature, none checks it. */
const authorization =
  'AWS4-HMAC-SHA256 Credential=local/20260101/local/dynamodb/aws4_request, SignedHeaders=host, Signature=0';

export function createDynamoClient(client: KeepAliveClient): DynamoClient {
  return {
    async call(operation, input) {
      const api = streamOperations.has(operation) ? 'DynamoDBStreams_20120810' : 'DynamoDB_20120810';
      const { status, body } = await client.send({
        method: 'POST',
        path: '/',
        headers: {
          'content-type': 'application/x-amz-json-1.0',
          'x-amz-target': `${api}.${operation}`,
          'x-amz-date': '20260101T000000Z',
          authorization,
        },
        body: JSON.stringify(input),
      });
      const answer: unknown = JSON.parse(body.toString('utf8'));
      if (status === 200) return answer;
      const fault = faultSchema.parse(answer);
      const name = fault.__type.replace(/^.*#/, '');
      throw new DynamoFault(name, fault.message ?? fault.Message ?? `answered ${status}`, fault.CancellationReasons);
    },
  };
}
