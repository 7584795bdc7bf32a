/** Events that Stripe did not send, or not so, or not now: none moves a penny of the victim, and none tells who is there. */
import { createHmac } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { type House, INTRUDER } from './house.ts';
import { type Answer, expectProblem, likeness } from './knock.ts';

type Forged = { readonly body?: string | Buffer; readonly header?: string | undefined; readonly path?: string };

const hmac = (secret: string, text: string): string => createHmac('sha256', secret).update(text).digest('hex');

export function forgedWebhooks(house: () => House): void {
  let seconds = 0;
  let body = '';
  let right = '';
  let secret = '';
  beforeAll(() => {
    const { stage, victim } = house();
    seconds = Math.floor(stage.pipeline.now() / 1000);
    body = anEvent('pi_forged');
    secret = `whsec_${victim.creditorId}`;
    right = hmac(secret, `${seconds}.${body}`);
    const [prefix] = stage.pipeline.blueprint.functions.flatMap(
      ({ environment }) => environment.STRIPE_SECRETS_PREFIX ?? [],
    );
    stage.pipeline.services.secrets.ensure(`${prefix}${INTRUDER}`, `whsec_${INTRUDER}`);
  });

  /** Pays the victim's invoice, were it believed. */
  const anEvent = (id: string): string =>
    JSON.stringify({
      ...{ id: `evt_${id}`, object: 'event', type: 'payment_intent.succeeded', created: seconds },
      data: {
        object: {
          ...{
            object: 'payment_intent',
            id,
            amount: 900_000,
            amount_received: 900_000,
            currency: 'gbp',
            created: seconds,
          },
          metadata: { dunlin_invoice_id: 'INV-1', note: 'caf\u00e9' },
        },
      },
    });

  const post = ({ body: sent = body, header, path = house().victim.creditorId }: Forged): Promise<Answer> =>
    house().knock({
      method: 'POST',
      path: `/v1/webhooks/stripe/${path}`,
      body: sent,
      headers: header === undefined ? {} : { 'stripe-signature': header },
    });

  const forgeries: Readonly<Record<string, () => Forged>> = {
    'no signature': () => ({}),
    'an empty signature': () => ({ header: `t=${seconds},v1=` }),
    'words for a signature': () => ({ header: 'trust me' }),
    'another amount': () => ({ header: `t=${seconds},v1=${right}`, body: body.replace('900000', '900001') }),
    'one blank more': () => ({ header: `t=${seconds},v1=${right}`, body: `${body} ` }),
    'a byte order mark': () => ({ header: `t=${seconds},v1=${right}`, body: `\ufeff${body}` }),
    'the same letters written otherwise': () => ({ header: `t=${seconds},v1=${right}`, body: body.normalize('NFD') }),
    'the same letters escaped': () => ({ header: `t=${seconds},v1=${right}`, body: body.replace('é', '\\u00e9') }),
    'a byte that is no UTF-8 at its end': () => ({
      header: `t=${seconds},v1=${right}`,
      body: Buffer.concat([Buffer.from(body), Buffer.from([0xff])]),
    }),
    'another time': () => ({ header: `t=${seconds + 1},v1=${right}` }),
    'two times': () => ({ header: `t=${seconds},t=${seconds - 1},v1=${right}` }),
    'a time with a sign': () => ({ header: `t=+${seconds},v1=${right}` }),
    'a time in other digits': () => ({ header: `t=0x${seconds.toString(16)},v1=${right}` }),
    'an old time, signed': () => ({ header: `t=${seconds - 301},v1=${hmac(secret, `${seconds - 301}.${body}`)}` }),
    'a time of 1970, signed': () => ({ header: `t=0,v1=${hmac(secret, `0.${body}`)}` }),
    'the old scheme': () => ({ header: `t=${seconds},v0=${right}` }),
    'no scheme': () => ({ header: `t=${seconds},${right}` }),
    capitals: () => ({ header: `t=${seconds},v1=${right.toUpperCase()}` }),
    'wide digits': () => ({
      header: `t=${seconds},v1=${encodeURIComponent(right.replace(/\d/, (digit) => String.fromCharCode(0xff10 + Number(digit))))}`,
    }),
    'half a signature': () => ({ header: `t=${seconds},v1=${right.slice(0, 32)}` }),
    'a longer signature': () => ({ header: `t=${seconds},v1=${right}00` }),
    'many wrong signatures': () => ({
      header: `t=${seconds},${Array.from({ length: 120 }, (_, index) => `v1=${hmac(String(index), body)}`).join(',')}`,
    }),
    "another creditor's secret": () => ({
      header: `t=${seconds},v1=${hmac(`whsec_${INTRUDER}`, `${seconds}.${body}`)}`,
    }),
    'no secret': () => ({ header: `t=${seconds},v1=${hmac('', `${seconds}.${body}`)}` }),
    'the name of the creditor as a secret': () => ({
      header: `t=${seconds},v1=${hmac(house().victim.creditorId, `${seconds}.${body}`)}`,
    }),
    'another body behind the signed one': () => ({
      header: `t=${seconds},v1=${right}`,
      body: `${body}${anEvent('pi_other')}`,
    }),
    'the time taken into the body': () => ({
      header: `t=${String(seconds).slice(0, -1)},v1=${right}`,
      body: `${String(seconds).slice(-1)}.${body}`,
    }),
  };

  it.each(Object.keys(forgeries))('%s is refused', async (what) => {
    expectProblem(await post(forgeries[what]?.() ?? {}), 400);
  });

  it.each([
    'nobody',
    'SELLER-1',
    'seller-1%00',
    'seller-1%20',
    '..%2Fseller-1',
    'seller-1%2F..%2Fintruder',
    '__proto__',
    '%F0%9D%92%94eller-1',
    'x'.repeat(3000),
  ])('under the name of %s it is answered as under a known one', async (path) => {
    const header = `t=${seconds},v1=${'0'.repeat(64)}`;
    expect(likeness(await post({ header, path }))).toEqual(likeness(await post({ header })));
  });

  describe('of one who may', () => {
    const sign = (text: string): string => hmac(`whsec_${INTRUDER}`, `${seconds}.${text}`);

    it('is taken once, however often it is sent again, and stays with its own creditor', async () => {
      const own = anEvent('pi_own');
      const send = (header: string): Promise<Answer> => post({ body: own, header, path: INTRUDER });
      const first = await send(`t=${seconds},v1=${sign(own)}`);
      expect({ status: first.status, text: first.text }).toEqual({
        status: 200,
        text: '{"received":true,"stored":true}',
      });
      await house().stage.pipeline.settle();
      const kept = await house().itemsOf(INTRUDER);
      for (const header of [`t=${seconds},v1=${sign(own)}`, `t=${seconds},v1=potato,v1=${sign(own)},v0=x`])
        expect(await send(header)).toMatchObject({ status: 200, text: '{"received":true,"stored":false}' });
      await house().stage.pipeline.settle();
      expect(await house().itemsOf(INTRUDER)).toEqual(kept);
    });

    it.each([
      'null',
      '[]',
      '"x"',
      '{}',
      '{"id":1}',
      '{"id":"evt_1","type":"payment_intent.succeeded"}',
      '{"id":"evt_1","object":"event","type":"payment_intent.succeeded","data":{"object":{"object":"payment_intent","id":"pi","amount":1e300,"currency":"gbp"}}}',
      '{"__proto__":{"polluted":true},"id":"evt_1","type":"x"}',
      `${'['.repeat(100_000)}${']'.repeat(100_000)}`,
      '{',
      '{"id":"evt_1","object":"event","type":"constructor","data":{"object":{}}}',
    ])('yet nonsense, breaks nothing: %s', async (nonsense) => {
      const answer = await post({ body: nonsense, header: `t=${seconds},v1=${sign(nonsense)}`, path: INTRUDER });
      if (answer.status !== 200) expectProblem(answer, [400, 422]);
      expect(Object.prototype).not.toHaveProperty('polluted');
    });
  });
}
