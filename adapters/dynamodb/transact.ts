/** Conditional writes, all or nothing; one alone goes without a transaction, which would cost twice the units. */
import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  PutItemCommand,
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';

/** Indexes of the items that refused, none when the writes were carried out; `busy` where trying again may help. */
export type Transacted = { readonly refused: readonly number[]; readonly busy: boolean };

/** Codes of a cancelled transaction that mean "try again", not "your expectation did not hold". */
const BUSY = new Set(['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded']);

const DONE: Transacted = { refused: [], busy: false };

export const createTransact =
  (client: DynamoDBClient) =>
  async (items: TransactWriteItem[]): Promise<Transacted> => {
    const [first, ...others] = items;
    try {
      const alone = first !== undefined && others.length === 0 && writeAlone(client, first);
      await (alone || client.send(new TransactWriteItemsCommand({ TransactItems: items })));
      return DONE;
    } catch (error) {
      const why = refusalOf(error);
      if (!why) throw error;
      return why;
    }
  };

/**
 * A check alone has no operation of its own. Unlike a transaction, a write alone carries no token: repeated by the SDK
 * after a lost answer it may be refused by its own first try, which reads as "reload and look", as every refusal does.
 */
function writeAlone(client: DynamoDBClient, { Put, Update, Delete }: TransactWriteItem): Promise<unknown> | undefined {
  if (Put) return client.send(new PutItemCommand(Put));
  if (Update) return client.send(new UpdateItemCommand(Update));
  return Delete && client.send(new DeleteItemCommand(Delete));
}

function refusalOf(error: unknown): Transacted | undefined {
  if (error instanceof ConditionalCheckFailedException) return { refused: [0], busy: false };
  if (!(error instanceof TransactionCanceledException)) return isBusy(error) ? { refused: [], busy: true } : undefined;
  const codes = (error.CancellationReasons ?? []).map(({ Code }) => Code ?? 'None');
  const refused = codes.flatMap((code, index) => (code === 'ConditionalCheckFailed' ? [index] : []));
  if (refused.length > 0) return { refused, busy: false };
  return codes.some((code) => BUSY.has(code)) ? { refused, busy: true } : undefined;
}

/** A write alone that met a transaction on its item. */
const isBusy = (error: unknown): boolean => error instanceof Error && error.name === 'TransactionConflictException';
