/** The whole table, page by page, as an operator reads it: nothing of the pipeline itself ever does. */
import { type AttributeValue, type DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';

export type RawItem = Record<string, AttributeValue>;

/** In the wire's form, so that an item can be put elsewhere exactly as it is. */
export async function* scanItems(client: DynamoDBClient, TableName: string): AsyncGenerator<RawItem> {
  let from: RawItem | undefined;
  do {
    const page = await client.send(
      new ScanCommand({ TableName, ConsistentRead: true, ...(from && { ExclusiveStartKey: from }) }),
    );
    yield* page.Items ?? [];
    from = page.LastEvaluatedKey;
  } while (from);
}
