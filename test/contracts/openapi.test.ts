/** The document is checked by a validator nobody here wrote, and its examples by the schemas that check requests. */
import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, it } from 'vitest';
import { readCustomers } from '../../contracts/api/customers.ts';
import { readInvoices } from '../../contracts/api/invoices.ts';
import { readPayments } from '../../contracts/api/payments.ts';
import { ROUTES } from '../../contracts/api/routes.ts';
import { openapiDocument } from '../../contracts/openapi/document.ts';
import * as example from '../../contracts/openapi/examples.ts';
import { OPERATIONS } from '../../contracts/openapi/operations.ts';

const document = JSON.parse(JSON.stringify(openapiDocument('https://api.creditor.example')));

type Documented = {
  operationId: string;
  responses: Record<string, unknown>;
  requestBody?: unknown;
  security: unknown[];
};
const operations: [string, Documented][] = Object.entries<Record<string, Documented>>(document.paths).flatMap(
  ([path, methods]) =>
    Object.entries(methods).map(([method, operation]): [string, Documented] => [
      `${method.toUpperCase()} ${path}`,
      operation,
    ]),
);

describe('the document', () => {
  it('is valid OpenAPI 3.1', async () => {
    const validator = new Validator();
    const { valid, errors } = await validator.validate(document);
    expect(errors).toBeUndefined();
    expect(valid).toBe(true);
    expect(validator.version).toBe('3.1');
  });

  it('holds every route, each under an id of its own', () => {
    expect(operations.map(([key]) => key).sort()).toEqual(Object.keys(ROUTES).sort());
    expect(new Set(operations.map(([, { operationId }]) => operationId)).size).toBe(operations.length);
  });

  it('refers only to schemas that it holds', () => {
    for (const [, name = ''] of JSON.stringify(document).matchAll(/#\/components\/schemas\/(\w+)/g))
      expect(document.components.schemas).toHaveProperty(name);
    expect(JSON.stringify(document)).not.toContain('$defs');
  });

  it.each(operations)('tells of %s how it refuses', (key, { responses, requestBody, security }) => {
    const route = new Map(Object.entries(ROUTES)).get(key);
    expect(Object.keys(responses)).toEqual(expect.arrayContaining(['200', '500', '503']));
    expect('401' in responses && '403' in responses && security.length === 1).toBe(route?.scope !== null);
    expect(requestBody !== undefined).toBe(route?.body !== 'none');
    expect('400' in responses).toBe(route?.body !== 'none' || /^GET \/v1\/(invoices|tasks)$/.test(key));
    expect('413' in responses).toBe(route?.body !== 'none');
    expect('429' in responses).toBe(route?.scope !== null);
  });

  it('says that an amount is text and that unknown fields are refused', () => {
    const { properties, additionalProperties } = document.components.schemas.InvoicesRequest.properties.invoices.items;
    expect(properties.total).toMatchObject({ type: 'string', pattern: expect.any(String) });
    expect(additionalProperties).toBe(false);
  });
});

describe('the examples', () => {
  it.each(Object.entries(OPERATIONS))('of %s are accepted by the schemas they illustrate', (_, { takes, answers }) => {
    if (takes) takes.schema.parse(takes.example);
    expect(answers.schema.parse(answers.example)).toEqual(answers.example);
  });

  it.each([
    readInvoices(example.invoicesRequest),
    readCustomers(example.customersRequest),
    readPayments(example.paymentsRequest),
  ])('of rows are accepted when they are sent', (read) => {
    expect('rows' in read && read.rows.every(({ ok }) => ok)).toBe(true);
  });
});
