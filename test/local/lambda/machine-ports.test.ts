/** How the table's refusals are named before Retry and Catch see them. */
import { describe, expect, it } from 'vitest';
import { createSdk } from '../../../local/lambda/machine-ports.ts';

const call = { executionArn: '', stateMachineArn: '', state: '', retryCount: 0 };
const refusing = (__type: string) =>
  createSdk(async () => ({ status: 400, headers: {}, body: JSON.stringify({ __type, message: 'no' }) }));

describe('a refusal of the table', () => {
  it.each([
    ['ConditionalCheckFailedException', 'DynamoDb.ConditionalCheckFailedException'],
    ['com.amazonaws.dynamodb.v20120810#ThrottlingException', 'DynamoDb.ThrottlingException'],
    ['InternalServerError', 'DynamoDb.InternalServerErrorException'],
    ['RequestLimitExceeded', 'DynamoDb.RequestLimitExceededException'],
  ])('%s is named as Step Functions names it', async (type, errorName) => {
    const outcome = await refusing(type)('dynamodb', 'updateItem', {}, call);
    expect(outcome).toEqual({ ok: false, errorName, message: 'no' });
  });
});
