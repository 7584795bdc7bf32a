/** The endpoints of the played services: each call counted, faulted on order, and answered in its own protocol. */
import type { Faults } from '../control/faults.ts';
import { OrderedFault } from '../control/faults.ts';
import type { WireRequest, WireResponse } from '../wire.ts';
import { operationOf } from './operation-name.ts';

export type Handle = (request: WireRequest) => Promise<WireResponse>;

/** A request that gets no answer at all: its connection is cut. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
  readonly code = 'ETIMEDOUT';
}

/** Wraps a service so that faults can be ordered for its operations; `timeout` leaves the caller without an answer. */
export function withFaults(service: string, handle: Handle, faults: Faults): Handle {
  return async (request) => {
    try {
      const attemptOf = request.headers['amz-sdk-invocation-id'];
      return await faults.around(service, operationOf(service, request), () => handle(request), attemptOf);
    } catch (error) {
      if (error instanceof OrderedFault) return faultAnswer(service, error, request);
      throw error;
    }
  };
}

function faultAnswer(service: string, fault: OrderedFault, request: WireRequest): WireResponse {
  if (fault.kind === 'timeout') throw new NoAnswer(fault.message);
  if (fault.kind === 'conflict') return conflictAnswer(fault, request);
  const throttled = fault.kind === 'throttle';
  if (service === 's3') {
    const code = throttled ? 'SlowDown' : 'InternalError';
    const body = `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${fault.message}</Message></Error>`;
    return { status: throttled ? 503 : 500, headers: { 'content-type': 'application/xml' }, body };
  }
  const name = nameOf(service, fault.kind);
  const status = throttled && says429.has(service) ? 429 : throttled || fault.kind === 'refuse' ? 400 : 500;
  return {
    status,
    headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-errortype': name },
    body: JSON.stringify({ __type: name, message: fault.message }),
  };
}

/**
 * Another transaction holds one of the items: nothing of this write was done.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html#transaction-conflict-handling
 */
function conflictAnswer({ message }: OrderedFault, { headers, body }: WireRequest): WireResponse {
  const asked: unknown = JSON.parse(body.toString('utf8'));
  const { TransactItems = [] } = Object(asked);
  const isTransaction = headers['x-amz-target']?.endsWith('.TransactWriteItems');
  const name = isTransaction ? 'TransactionCanceledException' : 'TransactionConflictException';
  const reasons = Array.from(TransactItems, (_, at) => ({ Code: at === 0 ? 'TransactionConflict' : 'None' }));
  return {
    status: 400,
    headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-errortype': name },
    body: JSON.stringify({ __type: name, message, ...(isTransaction && { CancellationReasons: reasons }) }),
  };
}

function nameOf(service: string, kind: OrderedFault['kind']): string {
  if (kind === 'throttle') return throttleNames[service] ?? 'ThrottlingException';
  if (kind === 'refuse') return service === 'ses' ? 'MessageRejected' : 'ValidationException';
  return 'InternalServerError';
}

/** The others answer 400, as their protocols do. */
const says429 = new Set(['ses', 'sms']);

const throttleNames: Readonly<Record<string, string>> = {
  ses: 'TooManyRequestsException',
  dynamodb: 'ProvisionedThroughputExceededException',
};
