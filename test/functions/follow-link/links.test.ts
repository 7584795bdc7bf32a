/** Signed links: looking changes nothing, following does what the page said, once, and only what somebody here made. */
import { describe, expect, it } from 'vitest';
import { createLists } from '../../../adapters/dynamodb/lists.ts';
import { approvalTaskId } from '../../../core/case/approvals.ts';
import { addressDigest } from '../../../core/contact/digest.ts';
import type { Link } from '../../../core/link/link.ts';
import { tokenOf } from '../../../core/link/sign.ts';
import { createHandler } from '../../../functions/follow-link/handler.ts';
import { aCreditor, aTask } from '../../support/builders.ts';
import { aRequest } from '../../support/request.ts';
import { useScene } from '../../support/scene.ts';
import { commit, storeCreditor } from '../../support/store.ts';

const { addressKey } = aCreditor();
const ROBIN = addressDigest(addressKey, 'robin@demo.example');

const scene = useScene(({ world, creditorId, clock }) => {
  const handle = createHandler({
    ledger: world.ledger,
    lists: createLists(world.table),
    clock: { now: () => clock.at },
  });
  const follow = async (method: 'GET' | 'POST', token: string, form: Record<string, string> = {}) => {
    const rawBody = Buffer.from(new URLSearchParams(form).toString());
    const { status, body, headers } = await handle(
      aRequest(`${method} /v1/links/{token}`, { params: { token }, rawBody }),
    );
    return { status, page: String(body), headers };
  };
  return {
    token: (fields: Partial<Link>) =>
      tokenOf(
        {
          creditorId,
          recipient: ROBIN,
          action: 'hold-7-days',
          target: { invoiceId: 'INV-1' },
          expiresAt: '2026-02-16T12:00:00.000Z',
          ...fields,
        },
        addressKey,
      ),
    look: (token: string) => follow('GET', token),
    press: (token: string, form?: Record<string, string>) => follow('POST', token, form),
    row: async () => {
      const row = await world.ledger.invoice(creditorId, 'INV-1');
      if (!row) throw new Error('expected the invoice, found none');
      return row;
    },
    records: () => world.ledger.timeline(creditorId, 'INV-1'),
  };
});

describe('a link', () => {
  it('shows what will happen, to what, and for whom it was made, and changes nothing however often', async () => {
    const { invoice, token, look, row } = scene();
    await invoice();
    const { version } = await row();
    for (let times = 0; times < 3; times++) {
      const { status, page } = await look(token({}));
      expect(status).toBe(200);
      for (const words of [
        'Hold for 7 days',
        'Acme Ltd',
        'INV-1',
        '£1,200.00',
        'robin@demo.example',
        '<form method="post">',
      ])
        expect(page).toContain(words);
    }
    expect((await row()).version).toBe(version);
  });

  it('has a page that runs no script, loads nothing, is kept nowhere and tells nobody its address', async () => {
    const { invoice, token, look } = scene();
    await invoice();
    const { page, headers } = await look(token({}));
    expect(page).not.toMatch(/<script|src=|@import|url\(|https?:/);
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-robots-tag': 'noindex, nofollow',
    });
    expect(headers?.['content-security-policy']).toMatch(
      /^default-src 'none'; style-src 'sha256-[\w+/=]+'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/,
    );
  });

  it('does what it says, once, and is audited under a digest', async () => {
    const { invoice, token, press, look, row, records } = scene();
    await invoice();
    const link = token({});
    const done = await press(link);
    expect(done).toMatchObject({ status: 200 });
    expect(done.page).toContain('Nothing is sent for seven days');
    expect((await row()).hold).toMatchObject({ until: '2026-02-09T12:00:00.000Z', by: `link:${ROBIN.slice(0, 12)}` });
    const last = (await records()).at(-1);
    expect(last).toMatchObject({ type: 'hold.placed', by: `link:${ROBIN.slice(0, 12)}` });
    expect(JSON.stringify(last)).not.toContain('@');
    const { version } = await row();
    expect(await press(link)).toMatchObject({ status: 410 });
    expect(await look(link)).toMatchObject({ status: 410 });
    expect((await row()).version).toBe(version);
  });

  it('pressed twice at the same moment acts once', async () => {
    const { invoice, token, press, records } = scene();
    await invoice();
    const link = token({ action: 'promised-on' });
    const pressed = await Promise.all([1, 2, 3].map(() => press(link, { on: '2026-02-20' })));
    expect(pressed.map(({ status }) => status).sort()).toEqual([200, 410, 410]);
    expect((await records()).filter(({ type }) => type === 'promise.made')).toHaveLength(1);
  });

  it('is undone by the link on the page that says what was done', async () => {
    const { invoice, token, press, row } = scene();
    await invoice();
    const { page } = await press(token({}));
    const undo = /href="([\w.-]+)"/.exec(page)?.[1] ?? '';
    expect(await press(undo)).toMatchObject({ status: 200 });
    expect((await row()).hold).toBeUndefined();
  });

  it('leaves a hold that lasts longer as it is', async () => {
    const { invoice, token, press, row } = scene();
    const hold = { reason: 'in court', kind: 'legal', by: 'api' } as const;
    await invoice({ hold });
    await press(token({}));
    expect((await row()).hold).toEqual(hold);
  });
});

describe('each action', () => {
  it.each<{ what: string; fields: Partial<Link>; form?: Record<string, string>; then: object }>([
    { what: 'stop-today', fields: { action: 'stop-today' }, then: { hold: { until: '2026-02-03T00:00:00.000Z' } } },
    { what: 'already-paid', fields: { action: 'already-paid' }, then: { hold: { until: '2026-02-09T12:00:00.000Z' } } },
    {
      what: 'promised-on',
      fields: { action: 'promised-on' },
      form: { on: '2026-02-13', amount: '600.00' },
      then: { promise: { on: '2026-02-13', amountMinor: 60_000, owedMinor: 120_000 } },
    },
    {
      what: 'disputed',
      fields: { action: 'disputed' },
      form: { reason: 'Goods damaged' },
      then: { dispute: { reason: 'Goods damaged' } },
    },
    {
      what: 'approve',
      fields: { action: 'approve', target: { invoiceId: 'INV-1', stepId: 'final', cycle: 1 } },
      then: { approvals: { final: { by: `link:${ROBIN.slice(0, 12)}` } } },
    },
    {
      what: 'skip',
      fields: { action: 'skip', target: { invoiceId: 'INV-1', stepId: 'final', cycle: 1 } },
      then: { stepsDone: ['final'] },
    },
    { what: 'withdraw-promise', fields: { action: 'withdraw-promise' }, then: { lastPromise: { as: 'withdrawn' } } },
  ])('$what does what its page said', async ({ what, fields, form, then }) => {
    const { invoice, token, press, row } = scene();
    const promise = { on: '2026-02-10', owedMinor: 120_000, by: 'api', at: '2026-02-01T12:00:00.000Z' };
    await invoice(what === 'withdraw-promise' ? { promise } : {});
    expect(await press(token(fields), form)).toMatchObject({ status: 200 });
    expect(await row()).toMatchObject(then);
  });

  it('on a customer holds all its invoices', async () => {
    const { invoice, token, press, world, creditorId } = scene();
    await invoice();
    expect(await press(token({ target: { customerId: 'C-1' } }))).toMatchObject({ status: 200 });
    expect((await world.ledger.customer(creditorId, 'C-1'))?.hold).toMatchObject({ until: '2026-02-09T12:00:00.000Z' });
  });

  it.each([
    {
      when: 'the outcome stands in the link',
      target: { taskId: 'T-1', outcome: 'voicemail' },
      form: { note: 'Rang out' },
    },
    {
      when: 'the outcome is chosen on the page',
      target: { taskId: 'T-1' },
      form: { outcome: 'voicemail', note: 'Rang out' },
    },
  ])('ends a task where $when', async ({ target, form }) => {
    const { invoice, token, press, look, world, creditorId } = scene();
    await invoice();
    await commit(world, [
      { kind: 'task', before: undefined, after: aTask({ creditorId, taskId: 'T-1', kind: 'call' }) },
    ]);
    const link = token({ action: 'task-done', target });
    expect((await look(link)).page).toContain('Record what came of the task');
    expect(await press(link, form)).toMatchObject({ status: 200 });
    expect(await world.ledger.task(creditorId, 'T-1')).toMatchObject({
      state: 'done',
      outcome: 'voicemail',
      note: 'Rang out',
    });
    expect(await press(link, form)).toMatchObject({ status: 410 });
  });

  it('that answers an approval ends the task that asked', async () => {
    const { invoice, token, press, world, creditorId } = scene();
    await invoice({ asked: ['final'] });
    const taskId = approvalTaskId(world.ledger.caseIdOf(creditorId, 'INV-1'), 1, 'final');
    const task = aTask({ creditorId, taskId, kind: 'approve', stepId: 'final' });
    await commit(world, [{ kind: 'task', before: undefined, after: task }]);
    await press(token({ action: 'approve', target: { invoiceId: 'INV-1', stepId: 'final', cycle: 1 } }));
    expect(await world.ledger.task(creditorId, taskId)).toMatchObject({ state: 'done', outcome: 'approve' });
  });
});

describe('a form', () => {
  it.each([
    { when: 'the day is missing', form: {}, says: 'By which day?' },
    { when: 'the day is none', form: { on: '2026-02-31' }, says: 'such as 2026-03-31' },
    { when: 'the day is over', form: { on: '2026-02-01' }, says: 'not over' },
    { when: 'the amount is none', form: { on: '2026-02-13', amount: 'much' }, says: 'decimal' },
    { when: 'the amount is above what is owed', form: { on: '2026-02-13', amount: '9999.00' }, says: '1200.00' },
    { when: 'it is far too long', form: { on: '2026-02-13', amount: '1'.repeat(10_000) }, says: 'too long' },
  ])('is shown again where $when, and the link can still be used', async ({ form, says }) => {
    const { invoice, token, press, row } = scene();
    await invoice();
    const link = token({ action: 'promised-on' });
    const refused = await press(link, form);
    expect(refused.status).toBe(400);
    expect(refused.page).toContain(says);
    expect((await row()).promise).toBeUndefined();
    expect(await press(link, { on: '2026-02-13' })).toMatchObject({ status: 200 });
  });

  it('gives back what was typed as text and never as markup', async () => {
    const { invoice, token, press } = scene();
    await invoice();
    const { page } = await press(token({ action: 'disputed' }), { reason: '"><script>alert(1)</script>', amount: 'x' });
    expect(page).not.toContain('<script>');
    expect(page).toContain('&lt;script&gt;');
  });
});

describe('a link that does nothing and says what to do', () => {
  const pages: string[] = [];

  it.each<{ when: string; token: () => string }>([
    { when: 'it is no token', token: () => 'nonsense' },
    { when: 'it is empty', token: () => '' },
    { when: 'it is far too long', token: () => 'A'.repeat(200_000) },
    { when: 'its signature is another', token: () => `${scene().token({}).split('.')[0]}.${'A'.repeat(43)}` },
    { when: 'its action was changed', token: () => altered({ a: 'approve' }) },
    {
      when: 'its recipient was changed',
      token: () => altered({ r: addressDigest(addressKey, 'finance@demo.example') }),
    },
    { when: 'its day was put off', token: () => altered({ e: '2099-01-01T00:00:00.000Z' }) },
    { when: 'its creditor was changed', token: () => altered({ c: 'creditor-1' }) },
    { when: 'its creditor is nobody', token: () => scene().token({ creditorId: 'nobody' }) },
    {
      when: 'it was made for somebody who is no colleague any more',
      token: () => scene().token({ recipient: addressDigest(addressKey, 'left@demo.example') }),
    },
    { when: 'what it is about is not there', token: () => scene().token({ target: { invoiceId: 'INV-9' } }) },
  ])('is answered like every other wrong one when $when', async ({ token }) => {
    const { invoice, look, press, row } = scene();
    await invoice();
    const { version } = await row();
    const wrong = token();
    const answers = [await look(wrong), await press(wrong, { on: '2026-02-13' })];
    expect(answers.map(({ status }) => status)).toEqual([404, 404]);
    pages.push(...answers.map(({ page }) => page));
    expect(new Set(pages).size).toBe(1);
    expect(pages[0]).toContain('newest mail');
    expect((await row()).version).toBe(version);
  });

  function altered(fields: Record<string, string>): string {
    const [payload = '', mac = ''] = scene().token({}).split('.');
    const read: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString());
    return `${Buffer.from(JSON.stringify(Object.assign({}, read, fields))).toString('base64url')}.${mac}`;
  }

  it('because another creditor’s key signed it', async () => {
    const { world, press, invoice, creditorId } = scene();
    await invoice();
    await storeCreditor(world, aCreditor({ creditorId: 'other', addressKey: 'another key' }));
    const link = { recipient: ROBIN, action: 'hold-7-days', target: { invoiceId: 'INV-1' } } as const;
    const token = tokenOf({ ...link, creditorId, expiresAt: '2026-02-16T12:00:00.000Z' }, 'another key');
    expect(await press(token)).toMatchObject({ status: 404 });
  });

  it('because it is too old', async () => {
    const { invoice, token, press, look, row } = scene();
    await invoice();
    const { version } = await row();
    const link = token({ expiresAt: '2026-02-02T12:00:00.000Z' });
    for (const { status, page } of [await look(link), await press(link)]) {
      expect(status).toBe(410);
      expect(page).toContain('too old');
    }
    expect((await row()).version).toBe(version);
  });

  it('because the step is of a cycle that is over', async () => {
    const { invoice, token, press, row } = scene();
    await invoice({ cycle: 2 });
    const target = { invoiceId: 'INV-1', stepId: 'final', cycle: 1 };
    expect(await press(token({ action: 'approve', target }))).toMatchObject({ status: 409 });
    expect((await row()).approvals).toBeUndefined();
  });
});
