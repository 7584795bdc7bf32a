/** Mails with a claim of their own: what becomes of one whose outcome nobody knows, and of one whose sender died. */
import { describe, expect, it } from 'vitest';
import { addMs, type Instant } from '../../../core/calendar/dates.ts';
import type { SendFailure } from '../../../core/ports.ts';
import { type Letter, mailOnce } from '../../../functions/_shared/mail-once.ts';
import { createMemoryLedger } from '../../support/memory-ledger.ts';

const NOW: Instant = '2026-02-10T10:30:00.000Z';

const letter: Letter = {
  name: 'receipt demo erp#P-1',
  kind: 'receipt',
  creditorId: 'demo',
  customerId: 'C-1',
  from: { address: 'accounts@demo.example' },
  to: [{ address: 'ap@acme.example' }],
  rendered: { subject: 'Thank you', text: 'Thank you', html: '<p>Thank you</p>' },
  invoiceIds: ['INV-1'],
  invoiceNumbers: ['INV-1'],
};

/** A mailer that answers in the given order, then as a provider in order does. */
function postbox(...answers: readonly (SendFailure | Error)[]) {
  const { rows, ledger } = createMemoryLedger();
  const left = [...answers];
  const now = { at: NOW };
  let sent = 0;
  const send = async () => {
    const answer = left.shift();
    if (answer instanceof Error) throw answer;
    if (answer) return answer;
    sent++;
    return { outcome: 'sent', providerId: 'ses-1', messageIdHeader: '<1@ses.example>' } as const;
  };
  const vault = { put: async () => undefined, get: async () => undefined };
  const box = { ledger, vault, mailer: { send }, clock: { now: () => now.at } };
  return {
    mail: (at: Instant = NOW) => {
      now.at = at;
      return mailOnce(box, letter, at);
    },
    lines: () => [...rows.journal.values()].map(({ kind, reason, stepId }) => `${kind} ${stepId} ${reason}`),
    sent: () => sent,
  };
}

const LATER = addMs(NOW, 121_000);
const died = new Error('the process ended');

describe('a mail with a claim of its own', () => {
  it('goes out once, and no report calls it unknown', async () => {
    const { mail, lines, sent } = postbox();
    expect([await mail(), await mail(), await mail(LATER)]).toEqual(['sent', 'sent-before', 'sent-before']);
    expect([sent(), lines()]).toEqual([1, []]);
  });

  it('whose outcome is unknown is told of in the next report, once, and not repeated', async () => {
    const { mail, lines, sent } = postbox({ outcome: 'unknown', code: 'TimeoutError' });
    expect([await mail(), await mail(LATER)]).toEqual(['unknown', 'sent-before']);
    expect([sent(), lines()]).toEqual([0, ['unknown receipt TimeoutError']]);
  });

  it('whose sender died is left alone while he may be at it, then told of as unknown, once', async () => {
    const { mail, lines, sent } = postbox(died);
    await expect(mail()).rejects.toThrow(died);
    await expect(mail()).rejects.toMatchObject({ name: 'StepDeferred' });
    expect([await mail(LATER), await mail(LATER)]).toEqual(['unknown', 'sent-before']);
    expect([sent(), lines()]).toEqual([0, ['unknown receipt owner-died']]);
  });

  it('that the provider refuses is told of in the next report', async () => {
    const { mail, lines } = postbox({ outcome: 'not-sent', retry: false, code: 'MessageRejected' });
    expect([await mail(), lines()]).toEqual(['refused', ['fault receipt MessageRejected']]);
  });

  it('that the provider takes later is sent later', async () => {
    const { mail, lines, sent } = postbox({ outcome: 'not-sent', retry: true, code: 'TooManyRequestsException' });
    await expect(mail()).rejects.toMatchObject({ name: 'StepDeferred' });
    expect([await mail(), sent(), lines()]).toEqual(['sent', 1, []]);
  });
});
