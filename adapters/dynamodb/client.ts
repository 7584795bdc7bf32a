/** The DynamoDB client with explicit limits: transactions carry an idempotency token, so its own retries are safe. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { type ClientPlace, clientConfig } from '../aws/client.ts';

export function dynamoClient(place: ClientPlace = {}): DynamoDBClient {
  return new DynamoDBClient(clientConfig(place, { requestMs: 5_000, attempts: 4 }));
}
