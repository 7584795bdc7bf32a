/** The way to DynamoDB for everybody in the process: counts calls and capacity, suffers ordered faults, notices writes. */
import { z } from 'zod';
import type { Faults } from '../control/faults.ts';
import { withFaults } from '../http/endpoints.ts';
import type { KeepAliveClient } from '../http/keep-alive-client.ts';
import { operationOf } from '../http/operation-name.ts';
import type { WireRequest, WireResponse } from '../wire.ts';

const writes = new Set(['PutItem', 'UpdateItem', 'DeleteItem', 'TransactWriteItems', 'BatchWriteItem']);
const reads = new Set(['GetItem', 'Query', 'Scan', 'BatchGetItem', 'TransactGetItems']);

export interface Capacity {
  readonly writeUnits: number;
  readonly readUnits: number;
}

export interface DynamoGateway {
  readonly handle: (request: WireRequest) => Promise<WireResponse>;
  /** Units as DynamoDB reported them, where the caller or `measure` asked for them. */
  readonly capacity: () => Capacity;
}

export interface DynamoGatewayOptions {
  readonly client: KeepAliveClient;
  readonly faults: Faults;
  readonly onWrite: () => void;
  /** Asks for the consumed capacity of every call, whether its caller did or not. */
  readonly measure: boolean;
}

const consumedSchema = z.object({ CapacityUnits: z.number().default(0) });
const answerSchema = z.object({ ConsumedCapacity: z.union([consumedSchema, z.array(consumedSchema)]).optional() });

export function createDynamoGateway({ client, faults, onWrite, measure }: DynamoGatewayOptions): DynamoGateway {
  let writeUnits = 0;
  let readUnits = 0;

  const count = (operation: string, body: Buffer): void => {
    if (!body.includes('"ConsumedCapacity"')) return;
    const { ConsumedCapacity = [] } = answerSchema.parse(JSON.parse(body.toString('utf8')));
    const units = [ConsumedCapacity].flat().reduce((sum, { CapacityUnits }) => sum + CapacityUnits, 0);
    if (writes.has(operation)) writeUnits += units;
    else readUnits += units;
  };

  const handle = async (request: WireRequest): Promise<WireResponse> => {
    const operation = operationOf('dynamodb', request);
    const isCounted = measure && (writes.has(operation) || reads.has(operation));
    const body = isCounted ? askForCapacity(request.body) : request.body;
    try {
      const { status, headers, body: answer } = await client.send({ ...request, body });
      count(operation, answer);
      // A real Date header would make the SDK correct its virtual clock.
      const { date: _, ...kept } = headers;
      return { status, headers: kept, body: answer };
    } finally {
      if (writes.has(operation)) onWrite();
    }
  };

  return { handle: withFaults('dynamodb', handle, faults), capacity: () => ({ writeUnits, readUnits }) };
}

function askForCapacity(body: Buffer): Buffer {
  const input: unknown = JSON.parse(body.toString('utf8'));
  return Buffer.from(JSON.stringify({ ...Object(input), ReturnConsumedCapacity: 'TOTAL' }));
}
