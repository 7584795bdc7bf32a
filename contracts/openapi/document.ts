/** The OpenAPI 3.1 document of the API, generated from the very schemas that check its requests. */
import * as z from 'zod';
import { REQUESTS_PER_MINUTE } from '../api/limits.ts';
import { ProblemDetails } from '../api/problem-details.ts';
import { ROUTES, type Route } from '../api/routes.ts';
import { OPERATIONS, type Operation } from './operations.ts';

type Json = Readonly<Record<string, unknown>>;

const REFUSALS: Readonly<Record<number, string>> = {
  400: 'The body or the query is not as expected; the problems name the fields',
  401: 'No valid key',
  403: 'The key lacks the scope',
  404: 'No such thing of this creditor',
  409: 'Does not fit the present state',
  410: 'Used up, or too late',
  413: 'More than 500 rows; or, answered by the gateway in JSON of its own, a body of more than 6 MB',
  429: `More requests in a minute than the key may make (${REQUESTS_PER_MINUTE}, unless agreed otherwise); or, answered by the gateway, more than the stage lets in`,
  422: 'Not understood, though signed; sent again it will not be understood either',
  431: 'Answered by the gateway: a request line and headers of more than 10,240 bytes',
  500: 'An unexpected failure, logged under the instance',
  503: 'Not available just now; send the same again',
};

/** Requests as they are sent (defaults may be left out), answers likewise: nothing is promised that a default fills. */
function jsonSchema(schema: z.ZodType): Json {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return rest;
}

/** A body in which a field that may be left out may be null as well, as it is read (api/rows.ts); so may an entry by name. */
function bodySchema(schema: z.ZodType): Json {
  const orNull = ({ jsonSchema }: { readonly jsonSchema: z.core.JSONSchema.BaseSchema }) => {
    const { properties = {}, required = [], propertyNames, additionalProperties } = jsonSchema;
    if (propertyNames !== undefined && typeof additionalProperties === 'object')
      jsonSchema.additionalProperties = { anyOf: [additionalProperties, { type: 'null' }] };
    for (const [name, field] of Object.entries(properties))
      if (typeof field === 'object' && !required.includes(name))
        properties[name] = { anyOf: [field, { type: 'null' }] };
  };
  const { $schema, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', override: orNull });
  return rest;
}

const reference = (name: string): Json => ({ $ref: `#/components/schemas/${name}` });

/** Sent again later, the same request is taken. */
const RETRIED: ReadonlySet<number> = new Set([429, 503]);
const retryAfter: Json = { description: 'Seconds to wait', schema: { type: 'integer', minimum: 1 } };

/** Its body is the gateway's own and not promised. */
const BARE: ReadonlySet<number> = new Set([431]);

function refusal(status: number): [string, Json] {
  if (BARE.has(status)) return [String(status), { description: REFUSALS[status] }];
  const content = { 'application/problem+json': { schema: reference('Problem') } };
  const headers = RETRIED.has(status) ? { 'Retry-After': retryAfter } : undefined;
  return [String(status), { description: REFUSALS[status] ?? 'Refused', ...(headers ? { headers } : {}), content }];
}

const page = { 'text/html': { schema: { type: 'string' } } };
const pageRefusal = (status: number): [string, Json] => [
  String(status),
  { description: REFUSALS[status], content: page },
];

function refusalsOf({ scope, body }: Route, { refusals = [] }: Operation): readonly number[] {
  const ofKey = scope === null ? [] : [401, 403, 429];
  const ofBody = body === 'none' ? [] : [400, 413];
  return [...new Set([...ofBody, ...ofKey, ...refusals, 431, 500, 503])].sort((one, other) => one - other);
}

function pathParameters(path: string): Json[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    description: 'URL-encoded',
    schema: { type: 'string' },
  }));
}

function queryParameters({ query }: Operation): Json[] {
  return Object.entries(query?.shape ?? {}).map(([name, schema]) => ({
    name,
    in: 'query',
    required: false,
    schema: jsonSchema(schema),
  }));
}

function requestBody({ takes }: Operation): Json {
  if (!takes) return {};
  const type = takes.form ? 'application/x-www-form-urlencoded' : 'application/json';
  const content = { [type]: { schema: reference(takes.name), example: takes.example } };
  return { requestBody: { required: takes.form !== true, content } };
}

/** `invoices-hold-put` of PUT /v1/invoices/{id}/hold: for generators of clients. */
const operationId = (method: string, path: string): string =>
  [...path.replace(/^\/v1\/|\{\w+\}|\.json/g, '').split('/'), method].filter((word) => word !== '').join('-');

function operationObject(key: keyof typeof ROUTES): Json {
  const [method = '', path = ''] = key.toLowerCase().split(' ');
  const operation = OPERATIONS[key];
  const { answers } = operation;
  const ok = {
    description: 'As asked',
    content: {
      [answers.page ? 'text/html' : 'application/json']: { schema: reference(answers.name), example: answers.example },
    },
  };
  const parameters = [...pathParameters(key.split(' ')[1] ?? ''), ...queryParameters(operation)];
  const one = /\{id\}$/.test(key) ? '-one' : '';
  return {
    operationId: `${operationId(method, path)}${one}`,
    summary: operation.summary,
    ...(operation.detail === undefined ? {} : { description: operation.detail }),
    security: ROUTES[key].scope === null ? [] : [{ key: [ROUTES[key].scope] }],
    ...(parameters.length === 0 ? {} : { parameters }),
    ...requestBody(operation),
    responses: Object.fromEntries([
      ['200', ok],
      ...refusalsOf(ROUTES[key], operation).map(refusal),
      ...(operation.pages ?? []).map(pageRefusal),
    ]),
  };
}

function isRoute(key: string): key is keyof typeof ROUTES {
  return key in ROUTES;
}

function paths(): Json {
  const found: Record<string, Record<string, Json>> = {};
  for (const key of Object.keys(ROUTES).filter(isRoute)) {
    const [method = '', path = ''] = key.split(' ');
    found[path] = { ...found[path], [method.toLowerCase()]: operationObject(key) };
  }
  return found;
}

function schemas(): Json {
  const taken = Object.values(OPERATIONS).flatMap(({ takes }) => (takes ? [takes] : []));
  const bodies = taken.map(({ name, schema }): [string, Json] => [name, bodySchema(schema)]);
  const answered = Object.values(OPERATIONS).map(({ answers }) => answers);
  const answers = answered.map(({ name, schema }): [string, Json] => [name, jsonSchema(schema)]);
  return Object.fromEntries([...bodies, ...answers, ['Problem', jsonSchema(ProblemDetails)]]);
}

/** The whole document; building it takes milliseconds, so it is made when it is first asked for. */
export function openapiDocument(serverUrl?: string): Json {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Dunlin',
      version: '1',
      description:
        'Push invoices and payments; overdue ones are followed up until they are paid. Amounts are decimal strings.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    ...(serverUrl === undefined ? {} : { servers: [{ url: serverUrl }] }),
    paths: paths(),
    components: {
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer', description: 'An API key, bound to one creditor and scopes' },
      },
      schemas: schemas(),
    },
  };
}
