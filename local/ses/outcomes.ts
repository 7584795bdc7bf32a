/** What becomes of an e-mail at its receivers, as the events that SES publishes through EventBridge. */
import { randomUUID } from 'node:crypto';
import type { Place } from '../wire.ts';
import { bareAddress, domainOf } from './addresses.ts';
import type { StoredEmail } from './stored-email.ts';

/** Event types as a configuration set's destination names them. */
export type OutcomeType = 'SEND' | 'DELIVERY' | 'BOUNCE' | 'COMPLAINT';

const DETAIL_TYPES = {
  SEND: { detailType: 'Email Sent', eventType: 'Send' },
  DELIVERY: { detailType: 'Email Delivered', eventType: 'Delivery' },
  BOUNCE: { detailType: 'Email Bounced', eventType: 'Bounce' },
  COMPLAINT: { detailType: 'Email Complaint Received', eventType: 'Complaint' },
} as const;

/** An event as the bus's `emit` takes it. */
export type SesEvent = {
  readonly source: 'aws.ses';
  readonly detailType: string;
  readonly resources: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
  readonly atMs: number;
};

/** The address decides, as with SES's mailbox simulator: `bounce@`, `bounce+…@`, `…@bounce.example`, `complaint…@`. */
export function outcomesFor(recipient: string): OutcomeType[] {
  const local = (recipient.split('@')[0] ?? '').toLowerCase();
  if (/^bounce(\+|$)/.test(local) || domainOf(recipient) === 'bounce.example') return ['BOUNCE'];
  return local.startsWith('complaint') ? ['DELIVERY', 'COMPLAINT'] : ['DELIVERY'];
}

export type Outcome = { readonly type: OutcomeType; readonly recipients: readonly string[]; readonly atMs: number };

export function outcomeEvent(email: StoredEmail, { type, recipients, atMs }: Outcome, place: Place): SesEvent {
  const { detailType, eventType } = DETAIL_TYPES[type];
  const { account, region } = place;
  return {
    source: 'aws.ses',
    detailType,
    resources: [`arn:aws:ses:${region}:${account}:configuration-set/${email.configurationSet}`],
    detail: { eventType, mail: mailObject(email, place), ...PARTS[type](recipients, atMs, email) },
    atMs,
  };
}

const PARTS: Readonly<
  Record<OutcomeType, (recipients: readonly string[], atMs: number, email: StoredEmail) => object>
> = {
  SEND: () => ({ send: {} }),
  DELIVERY: (recipients, atMs, email) => ({
    delivery: {
      timestamp: new Date(atMs).toISOString(),
      processingTimeMillis: Math.max(0, atMs - Date.parse(email.sentAt)),
      recipients,
      smtpResponse: '250 2.6.0 Message received',
      reportingMTA: 'a8-50.smtp-out.amazonses.com',
    },
  }),
  BOUNCE: (recipients, atMs) => ({
    bounce: {
      feedbackId: `${randomUUID()}-000000`,
      bounceType: 'Permanent',
      bounceSubType: 'General',
      bouncedRecipients: recipients.map((emailAddress) => ({
        emailAddress,
        action: 'failed',
        status: '5.1.1',
        diagnosticCode: 'smtp; 550 5.1.1 user unknown',
      })),
      timestamp: new Date(atMs).toISOString(),
      reportingMTA: 'dns; a8-50.smtp-out.amazonses.com',
    },
  }),
  COMPLAINT: (recipients, atMs) => ({
    complaint: {
      feedbackId: `${randomUUID()}-000000`,
      complaintSubType: null,
      complainedRecipients: recipients.map((emailAddress) => ({ emailAddress })),
      timestamp: new Date(atMs).toISOString(),
      userAgent: 'Amazon SES Mailbox Simulator',
      complaintFeedbackType: 'abuse',
      arrivalDate: new Date(atMs).toISOString(),
    },
  }),
};

function mailObject(email: StoredEmail, { account, region }: Place): object {
  const { id, from, to, cc, bcc, replyTo, subject } = email;
  const listed = (name: string, values: readonly string[]) =>
    values.length > 0 ? [{ name, value: values.join(', ') }] : [];
  const own = [{ name: 'From', value: from }, ...listed('To', to), ...listed('Cc', cc), ...listed('Reply-To', replyTo)];
  const written = [...own, { name: 'Subject', value: subject }, { name: 'MIME-Version', value: '1.0' }];
  const named = new Set(written.map(({ name }) => name.toLowerCase()));
  return {
    timestamp: email.sentAt,
    source: from,
    sourceArn: `arn:aws:ses:${region}:${account}:identity/${domainOf(from)}`,
    sendingAccountId: account,
    messageId: id,
    destination: [...to, ...cc, ...bcc].map(bareAddress),
    headersTruncated: false,
    headers: [...written, ...email.headers.filter(({ name }) => !named.has(name.toLowerCase()))],
    commonHeaders: { from: [from], to, ...(cc.length > 0 && { cc }), messageId: id, subject },
    tags: tagsOf(email),
  };
}

function tagsOf(email: StoredEmail): Record<string, string[]> {
  return {
    'ses:source-tls-version': ['TLSv1.3'],
    'ses:operation': ['SendEmail'],
    'ses:configuration-set': [email.configurationSet ?? ''],
    'ses:source-ip': ['127.0.0.1'],
    'ses:from-domain': [domainOf(email.from)],
    'ses:caller-identity': ['local'],
    ...Object.fromEntries(email.tags.map(({ name, value }) => [name, [value]])),
  };
}
