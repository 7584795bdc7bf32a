/** The count of the demo's reminders sees what it is there for. */
import { describe, expect, it } from 'vitest';
import { demoPlaces, howOften, type Reminder } from './how-often.ts';

const to = (customerId: string, sentAt: string): Reminder => ({ kind: 'reminder', customerId, sentAt, to: [] });
const counted = (...sent: readonly Reminder[]) =>
  howOften(sent, (id) =>
    id === 'NY' ? { timeZone: 'America/New_York', country: 'US' } : { timeZone: 'Europe/London', country: 'GB' },
  );

describe('how often a customer was reminded', () => {
  it('counts per customer, and per day on the customer’s own calendar', () => {
    const sent = [to('UK', '2026-02-03T10:00:00Z'), to('UK', '2026-02-03T15:00:00Z'), to('NY', '2026-02-03T15:00:00Z')];
    expect(counted(...sent)).toMatchObject({ reminders: 3, mostPerCustomerAndDay: 2, mostToOneCustomer: 2 });
    const night = [to('NY', '2026-02-04T03:00:00Z'), to('NY', '2026-02-04T15:00:00Z')];
    expect(counted(...night)).toMatchObject({ mostPerCustomerAndDay: 1, leastDaysBetween: 1 });
  });

  it('knows weekends on the customer’s own calendar', () => {
    expect(counted(to('NY', '2026-02-07T03:00:00Z')).onWeekends).toBe(0);
    expect(counted(to('UK', '2026-02-07T03:00:00Z')).onWeekends).toBe(1);
  });

  it('knows public holidays where the customer is', () => {
    expect(counted(to('UK', '2026-05-04T10:00:00Z')).onHolidays).toBe(1);
    expect(counted(to('NY', '2026-05-04T15:00:00Z')).onHolidays).toBe(0);
  });

  it('counts reminders only', () => {
    expect(counted({ ...to('UK', '2026-02-03T10:00:00Z'), kind: 'receipt' }).reminders).toBe(0);
  });

  it('knows where the demo’s customers are', () => {
    expect(demoPlaces()('C-01').timeZone).toBe('Europe/London');
  });
});
