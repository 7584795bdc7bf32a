/** Whom the state machines call: functions by ARN, and DynamoDB as raw JSON, faults named as Step Functions names them. */
import type { Handle } from '../http/endpoints.ts';
import type { Invoke, Sdk } from '../states/ports.ts';
import type { LambdaHost } from './host.ts';
import { beginLife, inLife, STATE_MACHINE } from './life.ts';

export function createInvoke(host: LambdaHost): Invoke {
  return (functionArn, payload) => host.invoke(functionArn, payload);
}

/** Emulators want to see a signature, none checks it. */
const headers = {
  'content-type': 'application/x-amz-json-1.0',
  'x-amz-date': '20260101T000000Z',
  authorization:
    'AWS4-HMAC-SHA256 Credential=local/20260101/local/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
};

export function createSdk(dynamodb: Handle): Sdk {
  const life = beginLife(STATE_MACHINE, STATE_MACHINE);
  return async (service, action, args) => {
    if (service !== 'dynamodb') throw new Error(`expected an SDK integration of dynamodb, found ${service}:${action}`);
    const operation = action.charAt(0).toUpperCase() + action.slice(1);
    const request = {
      method: 'POST',
      path: '/',
      headers: { ...headers, 'x-amz-target': `DynamoDB_20120810.${operation}` },
    };
    try {
      const { status, body } = await inLife(life, () =>
        dynamodb({ ...request, body: Buffer.from(JSON.stringify(args)) }),
      );
      const answer: unknown = JSON.parse(body.toString('utf8'));
      return status === 200 ? { ok: true, result: answer } : { ok: false, ...faultOf(answer) };
    } catch (error) {
      return { ok: false, errorName: 'DynamoDb.SdkClientException', message: String(error) };
    }
  };
}

/**
 * Step Functions names an error with the suffix `Exception` also where the service's own name has none, such as
 * `InternalServerError`: https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html
 */
function faultOf(answer: unknown): { readonly errorName: string; readonly message: string } {
  const { __type = 'InternalServerError', message = '', Message = message } = Object(answer);
  const name = String(__type)
    .replace(/^.*#/, '')
    .replace(/(?<!Exception)$/, 'Exception');
  return { errorName: `DynamoDb.${name}`, message: String(Message) };
}
