import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dynamoClient } from '../../adapters/dynamodb/client.ts';
import { keyOf, listPk } from '../../adapters/dynamodb/keys.ts';
import { type Letter, lettersOf } from '../support/scenario/inbox.ts';
import { storyCreditor } from '../support/scenario/rows.ts';
import type { Story } from '../support/scenario/story.ts';
import { enrol, openStage, type Stage } from '../support/scenario.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

/** The entries of one section of a report's text, without their second lines. */
function entries(report: Letter | undefined, heading: string): string[] {
  const [, rest = ''] = report?.text.split(new RegExp(`^${heading}(?: \\(\\d+\\))?\\n-+\\n`, 'm')) ?? [];
  const [section = ''] = rest.split(/\n[A-Z][A-Z ]+(?: \(\d+\))?\n-+\n/);
  return section.split('\n').flatMap((line) => (line.startsWith('- ') ? [line.slice(2)] : []));
}

function headline(report: Letter | undefined, label: string): string | undefined {
  return new RegExp(`^${label}: (.*)$`, 'm').exec(report?.text ?? '')?.[1];
}

const latest = (story: Story): Letter | undefined => story.reports().at(-1);
const short = (story: Story) => ({ issuedOn: story.on(-10) });

describe('the daily report', () => {
  it('comes at 07:30 on the creditor’s clock, once per date, also when there is nothing to say', async () => {
    const story = await stage.story({ begins: -3, reports: true, creditor: { timeZone: 'America/New_York' } });
    await story.goTo(2);
    const moments = story.reports().map(({ sentAt, to }) => ({ ...story.calendar.read(sentAt), to }));
    expect(moments).toEqual([-3, -2, -1, 0, 1, 2].map((day) => ({ day, time: '07:30', to: ['finance@demo.example'] })));
    expect(latest(story)?.subject).toContain('quiet day');
  });

  it('comes once where it is asked for twice, and the latest one after days without a schedule', async () => {
    const story = await stage.story({ begins: -6, reports: true });
    story.faults.order({ service: 'lambda', operation: 'send-report', nth: 1, count: 2, fault: 'repeat' });
    await story.goTo(-5);
    expect(story.reports().map(({ day }) => day)).toEqual([-6, -5]);
    story.faults.order({ service: 'lambda', operation: 'send-report', nth: 1, count: 1500, fault: 'fail-before' });
    await story.goTo(-2);
    story.faults.clear();
    await story.goTo(0);
    expect(story.reports().map(({ day }) => day)).toEqual([-6, -5, -2, -1, 0]);
  });

  it('of one creditor that cannot be made keeps nobody else’s back', async () => {
    const story = await stage.story({ begins: -2, reports: true });
    const { creditorId, pipeline } = story;
    const [TableName = ''] = pipeline.info().tables;
    const unreadable = { ...keyOf.invoice('X'), listPk: listPk.invoices(creditorId, 'open'), listSk: 'X' };
    await dynamoClient().send(new PutItemCommand({ TableName, Item: marshall(unreadable) }));
    const neighbour = `${creditorId}-neighbour`;
    await enrol(stage.admin, storyCreditor(neighbour, story.at(-2, '06:00'), {}), story.at(-2, '07:30'));
    await story.goTo(-2, '08:00');
    const days = lettersOf(pipeline, neighbour, (instant) => story.calendar.read(instant).day).map(({ day }) => day);
    expect([story.reports(), days]).toEqual([[], [-2]]);
  });

  it('tells what goes out today, and the day after what was sent, paid and still is open', async () => {
    const story = await stage.story({ begins: -10, reports: true });
    await story.push(
      { ...short(story), customer: { customerId: 'C-1', name: 'Acme Ltd' } },
      { ...short(story), invoiceNumber: 'INV-2', total: '200.00', customer: { customerId: 'C-2', name: 'Beta Ltd' } },
      { ...short(story), invoiceNumber: 'INV-3', total: '30.00', dueOn: story.on(4), customer: { customerId: 'C-3' } },
      {
        ...short(story),
        invoiceNumber: 'INV-4',
        total: '4.00',
        currency: 'EUR',
        dueOn: null,
        customer: { customerId: 'C-4' },
      },
    );
    await story.pay('9.00', { paymentId: 'P-X', invoiceNumber: 'UNKNOWN' });
    await story.goTo(3, '09:00');
    expect(entries(latest(story), 'GOING OUT TODAY').sort()).toEqual([
      'INV-1 | friendly by e-mail | £1,200.00',
      'INV-2 | friendly by e-mail | £200.00',
    ]);
    expect(headline(latest(story), 'Overdue')).toMatch(/^€0\.00, £1,400\.00 \(2 invoices/);
    await story.goTo(3, '14:00');
    await story.pay('1200.00');
    await story.goTo(4, '09:00');
    const report = latest(story);
    expect(entries(report, 'SENT YESTERDAY').sort()).toEqual([
      'INV-1 | friendly by e-mail | £1,200.00',
      'INV-2 | friendly by e-mail | £200.00',
    ]);
    expect(entries(report, 'PAID YESTERDAY')).toEqual(['INV-1 | after friendly | £1,200.00']);
    expect(entries(report, 'UNAPPLIED AND UNMATCHED MONEY')).toEqual(['erp#P-X | meant for UNKNOWN | £9.00']);
    expect(entries(report, 'INVOICES WITHOUT A DUE DATE')).toEqual(['INV-4 | €4.00']);
    expect(headline(report, 'Overdue')).toBe('€0.00, £200.00 (1 invoice · EUR unchanged · GBP -£1,200.00)');
    expect(headline(report, 'Open in all')).toBe('€4.00, £230.00 (3 invoices · EUR unchanged · GBP -£1,200.00)');
    expect(headline(report, 'Received yesterday')).toBe('£1,200.00 (1 payment)');
  });

  it('tells what was stopped at the last moment, what bounced, what was refused and what needs a person', async () => {
    const story = await stage.story({ begins: -10, reports: true });
    const bad = {
      customerId: 'C-2',
      name: 'Beta Ltd',
      contacts: [{ email: 'bounce@beta.example', roles: ['billing'] }],
    };
    await story.push(short(story), { ...short(story), invoiceNumber: 'INV-2', customer: bad });
    await story.goTo(3, '09:00');
    await story.ask('POST', '/v1/invoices', { invoices: [{ invoiceNumber: 'BAD', total: 12 }] });
    story.faults.before('lambda', 'send-reminder', async () =>
      story.faults.before('s3', 'PutObject', async () => {
        await story.hold({ reason: 'dispute' });
        await story.hold({ reason: 'dispute' }, 'invoices/INV-2');
      }),
    );
    await story.goTo(4, '09:00');
    const stopped = entries(latest(story), 'STOPPED AT THE LAST MOMENT');
    expect(stopped).toEqual([expect.stringMatching(/^INV-[12] \|/)]);
    await story.release();
    await story.release('invoices/INV-2');
    await story.goTo(14, '09:00');
    const told = story.reports().slice(-11);
    const bounced = told.flatMap((report) => entries(report, 'BOUNCES AND COMPLAINTS'));
    expect(bounced).toEqual(['Beta Ltd | bounced']);
    expect(told.some((report) => entries(report, 'CANNOT BE CONTACTED').some((line) => line.startsWith('INV-2')))).toBe(
      true,
    );
    const refused = story.reports().filter(({ text }) => text.includes('BAD'));
    expect(refused.map(({ day }) => day)).toEqual([4]);
  });
});
