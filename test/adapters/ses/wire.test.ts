/** The real client against a server that fails as networks do: nothing is sent twice, and doubt stays doubt. */
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createMailer, sesClient } from '../../../adapters/ses/mailer.ts';

const mail = {
  from: { address: 'accounts@demo.example' },
  to: [{ address: 'ap@acme.example' }],
  subject: 'Invoice',
  text: 'Invoice',
  html: '<p>Invoice</p>',
};

let server: Server;
let requests = 0;
let connections = 0;

/** A mailer whose SES answers so. */
async function mailerAgainst(answer: RequestListener) {
  server = createServer((request, response) => {
    requests += 1;
    answer(request, response);
  });
  server.on('connection', () => {
    connections += 1;
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  const client = sesClient({ region: 'eu-west-1', endpoint: `http://127.0.0.1:${port}` });
  return createMailer({ client, configurationSet: 'dunlin' });
}

beforeEach(() => {
  requests = 0;
  connections = 0;
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
});

afterEach(() => {
  vi.unstubAllEnvs();
  server.closeAllConnections();
  server.close();
});

describe('a mail on the wire', () => {
  it('goes over a connection of its own, which no pause can have killed', async () => {
    const mailer = await mailerAgainst((_, response) => response.end('{"MessageId":"m-1"}'));
    expect(await mailer.send(mail)).toMatchObject({ outcome: 'sent', providerId: 'm-1' });
    expect(await mailer.send(mail)).toMatchObject({ outcome: 'sent' });
    expect(connections).toBe(2);
  });

  it('is unknown after a reset, and not repeated', async () => {
    const mailer = await mailerAgainst((request) => request.socket.destroy());
    expect(await mailer.send(mail)).toEqual({ outcome: 'unknown', code: 'ECONNRESET' });
    expect(requests).toBe(1);
  });

  it('is unknown after a 500, and not repeated', async () => {
    const mailer = await mailerAgainst((_, response) => response.writeHead(500).end('{}'));
    expect(await mailer.send(mail)).toMatchObject({ outcome: 'unknown' });
    expect(requests).toBe(1);
  });

  it('is unknown after an answer that nobody can read', async () => {
    const mailer = await mailerAgainst((_, response) => response.end('<html>'));
    expect(await mailer.send(mail)).toMatchObject({ outcome: 'unknown' });
    expect(requests).toBe(1);
  });

  it('is not sent after a throttle, and not repeated by the client', async () => {
    const mailer = await mailerAgainst((_, response) =>
      response.writeHead(429, { 'x-amzn-errortype': 'TooManyRequestsException' }).end('{}'),
    );
    expect(await mailer.send(mail)).toEqual({ outcome: 'not-sent', retry: true, code: 'TooManyRequestsException' });
    expect(requests).toBe(1);
  });

  it('is not sent where nobody listens', async () => {
    const mailer = await mailerAgainst(() => {});
    await new Promise((closed) => server.close(closed));
    expect(await mailer.send(mail)).toMatchObject({ outcome: 'not-sent', retry: true });
  });
});
