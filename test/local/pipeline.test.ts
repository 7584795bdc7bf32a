import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Letters, startLetters } from './fixture/letters.ts';

let letters: Letters;
beforeAll(async () => {
  letters = await startLetters({ measure: true });
});
afterAll(() => letters.pipeline.close());

const clock = (order: object) => letters.ask('POST', '/_local/clock', order);

describe('the pipeline of a synthesized template', () => {
  it('takes a request from its route through table, stream, bus and rule, and waits for all of it', async () => {
    const { status, headers, body } = await letters.write('first');
    expect(status).toBe(201);
    expect(headers.get('x-role')).toBe('writer');
    expect(body).toEqual({
      id: 'first',
      at: Date.parse('2026-02-02T09:01:00Z'),
      now: Date.parse('2026-02-02T09:01:00Z'),
    });
    await letters.pipeline.settle();
    expect(await letters.read('first')).toMatchObject({ id: 'first', role: 'writer', stamped: true });
  });

  it('runs a sweep at the first tick at which something is due, and not before', async () => {
    expect(letters.sent()).toEqual([]);
    expect((await letters.ask('GET', '/_local/clock')).body).toEqual({
      now: '2026-02-02T09:01:00.000Z',
      speed: 0,
      nextDue: '2026-02-03T10:00:00.000Z',
    });
    await clock({ advanceTo: '2026-02-03T09:59:59Z' });
    expect(letters.sent()).toEqual([]);
    expect((await clock({ advanceBy: 'PT1S' })).body).toMatchObject({ now: '2026-02-03T10:00:00.000Z' });
    expect(letters.sent()).toEqual(['Letter first: first']);
    expect(letters.pipeline.stats().calls['lambda.Sweep']).toBe(1);
  });

  it('tells what was sent, with the invoices that the sender kept beside it', async () => {
    const { body } = await letters.ask('GET', '/_local/messages?since=2026-02-03T00:00:00Z');
    expect(body).toMatchObject({
      messages: [
        {
          kind: 'reminder',
          channel: 'email',
          to: ['first@reader.example'],
          subject: 'Letter first',
          sentAt: '2026-02-03T10:00:00.000Z',
          invoices: ['first'],
        },
      ],
    });
    expect((await letters.ask('GET', '/_local/messages?since=2026-02-04T00:00:00Z')).body).toEqual({ messages: [] });
  });

  it('brings the outcome of a message back over the default bus', async () => {
    await clock({ advanceBy: 'PT1M' });
    expect(await letters.read('first')).toMatchObject({ delivered: true });
  });

  it('resumes an execution by its token, so that its time limit never sends again', async () => {
    await letters.write('answered', '2026-02-03T10:00:00.000Z');
    await clock({ advanceBy: 'PT10M' });
    expect((await letters.ask('POST', '/letters/answered/answer')).status).toBe(204);
    await clock({ advanceBy: 'P30D' });
    expect(letters.sent()).toEqual(['Letter first: first', 'Letter answered: first', 'Letter first: second']);
    expect((await letters.ask('GET', '/_local/executions/answered')).body).toMatchObject({
      status: 'SUCCEEDED',
      state: 'Answered',
      transitions: 3,
    });
    expect((await letters.ask('GET', '/_local/executions')).body).toMatchObject({
      executions: [{ name: 'answered' }, { name: 'first' }],
    });
  });

  it('counts calls, capacity and transitions', () => {
    expect(letters.pipeline.stats()).toMatchObject({ executions: 2, transitions: 7 });
    expect(letters.pipeline.stats().writeUnits).toBeGreaterThan(5);
  });

  it('keeps what functions log out of the terminal', () => {
    expect(letters.logged).toContain('wrote first');
  });

  it('calls a function by part of its name, with the environment of no other', async () => {
    const event = { pathParameters: { id: 'first' } };
    expect((await letters.ask('POST', '/_local/invoke/read', event)).body).toMatchObject({ payload: { id: 'first' } });
    expect((await letters.ask('POST', '/_local/invoke/nobody')).status).toBe(404);
  });

  it('tells another process how to reach everything', async () => {
    const { body } = await letters.ask('GET', '/_local/info');
    expect(body).toMatchObject({
      tables: ['Letters'],
      buses: ['default', 'letters'],
      environment: { AWS_ENDPOINT_URL: 'http://127.0.0.1:1' },
    });
  });

  it('carries a mounted page beside the API', async () => {
    letters.pipeline.mount('/inbox', async ({ path }) => ({
      status: 200,
      headers: { 'content-type': 'text/plain' },
      body: `page ${path}`,
    }));
    expect((await letters.ask('GET', '/inbox/x?y=1')).body).toBe('page /inbox/x?y=1');
  });
});

describe('the control endpoints refuse what they cannot read, and say what was expected:', () => {
  it.each([
    [
      'POST',
      '/_local/clock',
      { advanceTo: 'tomorrow' },
      /advanceTo to be an instant like 2026-03-01T09:00:00Z, found tomorrow/,
    ],
    ['POST', '/_local/clock', { advanceTo: '2020-01-01T00:00:00Z' }, /not to lie before the clock/],
    ['POST', '/_local/clock', { advanceBy: '30 days' }, /a duration like P30D or PT6H, found 30 days/],
    ['POST', '/_local/clock', { speed: -1 }, /expected .*advanceBy.*speed/],
    ['POST', '/_local/clock', 'now', /expected .*advanceTo.* found no JSON: now/],
    ['POST', '/_local/clock', undefined, /found no body/],
    ['POST', '/_local/faults', { service: 'ses', operation: 'SendEmail', fault: 'explode' }, /fail-before\|fail-after/],
    ['GET', '/_local/messages?since=monday', undefined, /since to be an instant/],
  ])('%s %s %j', async (method, path, body, detail) => {
    const answer = await letters.ask(method, path, body);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(answer).toMatchObject({
      status: 400,
      body: { title: 'Bad Request', detail: expect.stringMatching(detail) },
    });
  });

  it.each(['/_local/nothing', '/_local/executions/none'])('%s', async (path) => {
    expect(await letters.ask('GET', path)).toMatchObject({ status: 404, body: { status: 404 } });
  });
});
