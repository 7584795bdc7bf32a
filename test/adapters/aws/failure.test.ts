/** What an AWS call threw, named once for every adapter. */
import { describe, expect, it } from 'vitest';
import { clientConfig } from '../../../adapters/aws/client.ts';
import { failureOf, faultOf } from '../../../adapters/aws/failure.ts';
import { Fault } from '../../../core/fault.ts';
import { serviceError, systemError } from './thrown.ts';

describe('failureOf', () => {
  it.each([
    { thrown: serviceError('ThrottlingException', 400), kind: 'throttled' },
    { thrown: serviceError('TooManyRequestsException', 429), kind: 'throttled' },
    { thrown: serviceError('ThrottlingException', 503), kind: 'throttled' },
    { thrown: serviceError('SomethingNew', 429), kind: 'throttled' },
    { thrown: serviceError('ValidationException', 400), kind: 'refused' },
    { thrown: serviceError('AccessDeniedException', 403), kind: 'refused' },
    { thrown: serviceError('ExpiredTokenException', 403), kind: 'not-reached' },
    { thrown: systemError('ECONNREFUSED'), kind: 'not-reached' },
    { thrown: systemError('ENOTFOUND'), kind: 'not-reached' },
    { thrown: Object.assign(new Error('x'), { name: 'CredentialsProviderError' }), kind: 'not-reached' },
    { thrown: Object.assign(new AggregateError([], 'x'), { code: 'ECONNREFUSED' }), kind: 'not-reached' },
    { thrown: serviceError('RequestTimeout', 400), kind: 'unsure' },
    { thrown: serviceError('Unknown', 408), kind: 'unsure' },
    { thrown: serviceError('InternalServiceErrorException', 500), kind: 'unsure' },
    { thrown: serviceError('ServiceUnavailable', 503), kind: 'unsure' },
    { thrown: systemError('ECONNRESET'), kind: 'unsure' },
    { thrown: systemError('EPIPE'), kind: 'unsure' },
    { thrown: Object.assign(new Error('x'), { name: 'TimeoutError', code: 'ETIMEDOUT' }), kind: 'unsure' },
    { thrown: Object.assign(new Error('x'), { name: 'AbortError' }), kind: 'unsure' },
    { thrown: new SyntaxError('half an answer'), kind: 'unsure' },
    { thrown: 'a string', kind: 'unsure' },
    { thrown: undefined, kind: 'unsure' },
  ])('calls $thrown.name ($thrown.code) $kind', ({ thrown, kind }) => {
    expect(failureOf(thrown).kind).toBe(kind);
  });

  it('believes the exception where the answer had no status', () => {
    const thrown = Object.assign(new Error('x'), { name: 'MessageRejected', $fault: 'client' });
    expect(failureOf(thrown)).toEqual({ kind: 'refused', code: 'MessageRejected' });
  });

  it('takes the code of a system error and the name of a service error', () => {
    expect(failureOf(systemError('ECONNRESET')).code).toBe('ECONNRESET');
    expect(failureOf(serviceError('BadRequestException', 400)).code).toBe('BadRequestException');
  });
});

describe('faultOf', () => {
  it.each([
    { thrown: serviceError('ThrottlingException', 400), name: 'StepDeferred' },
    { thrown: serviceError('ValidationException', 400), name: 'StepRejected' },
    { thrown: serviceError('InternalServerError', 500), name: 'StepUnavailable' },
    { thrown: systemError('ECONNREFUSED'), name: 'StepUnavailable' },
  ])('throws $name for $thrown.name and keeps the cause', ({ thrown, name }) => {
    const fault = faultOf(thrown, 'the service to answer');
    expect(fault).toMatchObject({ name, cause: thrown });
    expect(fault.message).toMatch(/^expected the service to answer, found \w+$/);
  });

  it('leaves a fault that has its name already as it is', () => {
    const fault = new Fault('StepRejected', 'expected one thing, found another');
    expect(faultOf(fault, 'anything')).toBe(fault);
  });
});

describe('clientConfig', () => {
  it('throws on a breached timeout instead of waiting on', () => {
    const timeouts = { connectionTimeout: 2_000, requestTimeout: 5_000, throwOnRequestTimeout: true };
    const { logger, ...config } = clientConfig({}, { requestMs: 5_000, attempts: 3 });
    expect(config).toEqual({ maxAttempts: 3, requestHandler: timeouts });
    expect('info' in logger).toBe(false);
  });
});
