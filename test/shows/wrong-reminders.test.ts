/** The check of the demo's reminders sees every fault it is there for. */
import { describe, expect, it } from 'vitest';
import { tellAll } from './told.ts';
import { type Sent, wrongReminders } from './wrong-reminders.ts';

const reminderOf = (number: string, sentAt: string): Sent => ({
  ...{ id: `${number} ${sentAt}`, kind: 'reminder', channel: 'email', sentAt, invoices: [number] },
  ...{ subject: `Invoice ${number}`, text: `We have not received ${number} yet.` },
});
const faults = (...sent: readonly Sent[]) => wrongReminders(sent, tellAll());

describe('a reminder', () => {
  it.each([
    { of: 'an invoice three days overdue', number: 'INV-0001', at: '2019-12-03T10:30:00Z' },
    { of: 'a check-in a week before it is due', number: 'INV-0001', at: '2019-11-25T10:30:00Z' },
    { of: 'what is left after a part payment', number: 'OVL-0002', at: '2020-03-02T10:30:00Z' },
    { of: 'a moved date that has passed', number: 'OVL-0007', at: '2020-09-14T10:30:00Z' },
  ])('is right for $of', ({ number, at }) => {
    expect(faults(reminderOf(number, at))).toEqual([]);
  });

  it.each([
    { of: 'paid that day', number: 'INV-0001', at: '2019-12-10T10:30:00Z', fault: 'it was paid on 2019-12-10' },
    { of: 'deleted', number: 'INV-0005', at: '2019-12-04T15:30:00Z', fault: 'it was void' },
    { of: 'not due', number: 'INV-0001', at: '2019-11-12T10:30:00Z', fault: 'it was not due (due 2019-11-30)' },
    { of: 'due today', number: 'INV-0001', at: '2019-11-30T10:30:00Z', fault: 'it was not due (due 2019-11-30)' },
    { of: 'not yet told of', number: 'INV-0001', at: '2019-11-03T10:30:00Z', fault: 'nobody had told of it' },
    { of: 'voided', number: 'OVL-0004', at: '2020-06-08T09:30:00Z', fault: 'it was void' },
    { of: 'on hold', number: 'OVL-0009', at: '2020-10-19T09:30:00Z', fault: 'it was on hold' },
    { of: 'paid at the last moment', number: 'OVL-0008', at: '2020-09-21T01:30:00Z', fault: 'it was paid' },
    {
      of: 'covered by a credit note',
      number: 'OVL-0001',
      at: '2020-02-24T10:30:00Z',
      fault: 'credit or unapplied money covered it',
    },
    {
      of: 'covered by unapplied money',
      number: 'OVL-0005',
      at: '2020-07-06T15:30:00Z',
      fault: 'credit or unapplied money covered it',
    },
    { of: 'given more time', number: 'OVL-0007', at: '2020-08-17T09:30:00Z', fault: 'it was not due (due 2020-09-11)' },
    { of: 'without a due date', number: 'OVL-0010', at: '2020-12-01T10:30:00Z', fault: 'it has no due date' },
  ])('is wrong for an invoice $of', ({ number, at, fault }) => {
    expect(faults(reminderOf(number, at))).toEqual([`${at} email ${number}: ${fault}`]);
  });

  it('checks in once', () => {
    const twice = [reminderOf('INV-0001', '2019-11-25T10:30:00Z'), reminderOf('INV-0001', '2019-11-26T10:30:00Z')];
    expect(faults(...twice)).toHaveLength(1);
  });

  it('names its own invoice and no other', () => {
    const right = reminderOf('INV-0001', '2019-12-03T10:30:00Z');
    expect(faults({ ...right, text: 'INV-0001 and INV-0003' })).toHaveLength(1);
    expect(faults({ ...right, invoices: [] })).toHaveLength(1);
    expect(faults({ ...right, kind: 'receipt', invoices: [] })).toEqual([]);
  });
});
