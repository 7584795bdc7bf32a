/** Monthly statements on a real table: once per customer and month, within hours, and not while there is a reason against it. */
import { describe, expect, it } from 'vitest';
import { DUE_STATEMENT, keyOf } from '../../../adapters/dynamodb/keys.ts';
import { createLists } from '../../../adapters/dynamodb/lists.ts';
import { createStatementItems } from '../../../adapters/dynamodb/statement-items.ts';
import type { Creditor } from '../../../core/contact/creditor.ts';
import type { Mail } from '../../../core/ports.ts';
import { createHandler } from '../../../functions/send-statements/handler.ts';
import { aCreditor } from '../../support/builders.ts';
import { useScene } from '../../support/scene.ts';
import { putItem, storeCreditor } from '../../support/store.ts';

/** Tuesday 10 February 2026 at six, and at noon. */
const DAWN = '2026-02-10T06:00:00.000Z';
const aSyncCheck = { asOf: DAWN, at: DAWN, differences: [], disagreesSince: DAWN };
const WITHIN = '2026-02-10T11:29:00.000Z';

const scene = useScene(({ world, creditorId, clock }) => {
  const mails: Mail[] = [];
  const statements = createStatementItems(world.client, world.table, world.tableName);
  const run = createHandler({
    ledger: world.ledger,
    lists: createLists(world.table),
    vault: { put: async () => undefined, get: async () => undefined },
    mailer: {
      send: async (mail) => {
        mails.push(mail);
        return { outcome: 'sent', providerId: 'ses', messageIdHeader: '<id@ses.example>' };
      },
    },
    clock: { now: () => clock.at },
    statements: {
      ...statements,
      // The table is the file's: only what belongs to this test's creditor is looked at.
      due: async (by, limit) => (await statements.due(by, limit)).filter((item) => item.creditorId === creditorId),
    },
  });
  return { mails, run, statements };
});

/** The month began: every customer with open items waits for its moment. */
async function begun(creditor: Partial<Creditor> = {}): Promise<void> {
  const { world, creditorId, clock, run } = scene();
  await storeCreditor(world, aCreditor({ creditorId, statementDay: 10, ...creditor }));
  clock.at = DAWN;
  await putItem(world, { ...keyOf.statement(creditorId), creditorId, duePk: DUE_STATEMENT, dueAt: DAWN });
  expect(await run()).toMatchObject({ begun: 1, sent: 0 });
  clock.at = WITHIN;
}

const receivers = () => scene().mails.map(({ to }) => to.map(({ address }) => address));

describe('a statement', () => {
  it('is sent once a month, with what is open, and begins again with the next', async () => {
    await scene().invoice();
    await begun();
    expect(await scene().run()).toMatchObject({ sent: 1 });
    expect(await scene().run()).toMatchObject({ sent: 0, deferred: 0 });
    expect(receivers()).toEqual([['ap@acme.example']]);
    expect(scene().mails[0]?.text).toContain('£1,200.00');
    scene().clock.at = '2026-03-10T06:00:00.000Z';
    expect(await scene().run()).toMatchObject({ begun: 1 });
    scene().clock.at = '2026-03-10T11:29:00.000Z';
    expect(await scene().run()).toMatchObject({ sent: 1 });
  });

  it('is not repeated where the month begins twice, or two look at the same moment', async () => {
    await scene().invoice();
    await begun();
    await Promise.all([scene().run(), scene().run()]);
    await begun();
    await scene().run();
    expect(receivers()).toHaveLength(1);
  });

  it.each([
    { when: 'the hours are over', at: '2026-02-10T22:00:00.000Z', creditor: {} },
    { when: 'sending is stopped', at: WITHIN, creditor: { stopped: true } },
    { when: 'the ERP’s totals disagree', at: WITHIN, creditor: { syncCheck: aSyncCheck } },
  ])('waits while $when', async ({ at, creditor }) => {
    await scene().invoice();
    await begun(creditor);
    scene().clock.at = at;
    expect(await scene().run()).toMatchObject({ deferred: 1, sent: 0 });
    await storeCreditor(scene().world, aCreditor({ creditorId: scene().creditorId, statementDay: 10 }));
    scene().clock.at = '2026-02-11T11:29:00.000Z';
    expect(await scene().run()).toMatchObject({ sent: 1 });
  });

  it('goes to every contact for invoices, and to none whose address is lost', async () => {
    const contacts = ['one', 'two', 'three'].map((name) => ({
      email: `${name}@beta.example`,
      roles: [name === 'three' ? ('cc' as const) : ('billing' as const)],
    }));
    await scene().customer({ customerId: 'C-2', contacts });
    await scene().invoice({ customerId: 'C-2' });
    await begun();
    await scene().run();
    expect(receivers()).toEqual([['one@beta.example', 'two@beta.example']]);
  });

  it('is left out where the customer is to be left in peace, cannot be written to, or owes nothing', async () => {
    await scene().customer({ customerId: 'C-2', hold: { reason: 'r', by: 'robin', kind: 'insolvency' } });
    await scene().invoice({ customerId: 'C-2' });
    await scene().customer({ customerId: 'C-3', contacts: [] });
    await scene().invoice({ customerId: 'C-3', invoiceId: 'INV-2' });
    await begun();
    expect(await scene().run()).toMatchObject({ dropped: 2, sent: 0 });
  });
});
