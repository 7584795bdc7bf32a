/** Every message as its receiver sees it, with what its sender kept beside it. Messages never change, so each is read once. */
import * as z from 'zod';
import type { Letter, LetterLine, Why } from '../../console/answers.ts';
import { formatAmount } from '../../core/money/amount.ts';
import type { ServiceHandles } from '../http/services.ts';
import type { StoredEmail } from '../ses/stored-email.ts';
import type { StoredSms } from '../sms/sms.ts';

const KeptWhy = z.object({
  rule: z.string(),
  step: z.string(),
  stepAt: z.number().optional(),
  policy: z.string(),
  owedMinor: z.number().int(),
  currency: z.string(),
  dueOn: z.string().nullish(),
  balanceAsOf: z.string(),
  timeZone: z.string(),
});

const Kept = z.object({
  customerId: z.string().optional(),
  invoiceIds: z.array(z.string()).default([]),
  invoiceNumbers: z.array(z.string()).default([]),
  why: KeptWhy.optional(),
});
type Kept = z.output<typeof Kept>;

export type Content = { readonly fileName: string; readonly contentType: string; readonly content: string };

/** `messageId` is Dunlin's own id, under which the timeline knows the message. */
export type FullLetter = {
  readonly letter: Letter;
  readonly messageId: string | undefined;
  readonly contents: readonly Content[];
};

export type Letters = {
  readonly all: () => readonly FullLetter[];
  /** By the provider's id. */
  readonly find: (id: string) => FullLetter | undefined;
};

type Services = Pick<ServiceHandles, 'ses' | 'sms' | 's3'>;

export function createLetters(services: Services, buckets: readonly string[]): Letters {
  const read = new Map<string, FullLetter>();
  const once = (id: string, make: () => FullLetter): FullLetter => {
    const known = read.get(id) ?? make();
    read.set(id, known);
    return known;
  };
  const kept = (messageId: string | undefined): Kept => keptOf(services, buckets, messageId);
  const all = (): FullLetter[] => [
    ...services.ses.messages().map((email) => once(email.id, () => fromEmail(email, kept))),
    ...services.sms.messages().map((sms) => once(sms.id, () => fromSms(sms, kept))),
  ];
  return { all, find: (id) => read.get(id) ?? all().find(({ letter }) => letter.id === id) };
}

export function lineOf({ letter }: FullLetter): LetterLine {
  const { id, kind, channel, to, subject, text, sentAt, invoiceIds, invoices, customerId } = letter;
  return { id, kind, channel, to, subject, text, sentAt, invoiceIds, invoices, customerId };
}

function keptOf({ s3 }: Services, buckets: readonly string[], messageId: string | undefined): Kept {
  const found = messageId && buckets.map((bucket) => s3.get(bucket, `messages/${messageId}.json`)).find(Boolean);
  return Kept.parse(found ? JSON.parse(found.toString('utf8')) : {});
}

type KeptBy = (messageId: string | undefined) => Kept;

function fromEmail(email: StoredEmail, keptBy: KeptBy): FullLetter {
  const tags = new Map(email.tags.map(({ name, value }) => [name, value]));
  const messageId = tags.get('dunlin-message');
  const { id, from, to, cc, replyTo, subject, sentAt, attachments } = email;
  const letter: Letter = {
    ...{ id, kind: tags.get('dunlin-kind') ?? 'other', channel: 'email', from, to, cc, replyTo, subject, sentAt },
    ...{ text: email.text ?? '', html: email.html ?? '', headers: headersOf(email) },
    attachments: attachments.map(({ fileName, contentType, size }) => ({ fileName, contentType, size })),
    ...about(keptBy(messageId)),
  };
  return { letter, messageId, contents: attachments };
}

function fromSms(sms: StoredSms, keptBy: KeptBy): FullLetter {
  const messageId = sms.context['dunlin-message'];
  const { id, text, sentAt } = sms;
  const letter: Letter = {
    ...{ id, kind: sms.context['dunlin-kind'] ?? 'other', channel: 'sms', from: sms.from ?? '', to: [sms.to], cc: [] },
    ...{ replyTo: [], subject: '', text, html: '', sentAt, headers: [], attachments: [] },
    ...about(keptBy(messageId)),
  };
  return { letter, messageId, contents: [] };
}

function about({
  customerId,
  invoiceIds,
  invoiceNumbers,
  why,
}: Kept): Partial<Letter> & Pick<Letter, 'invoiceIds' | 'invoices'> {
  return {
    invoiceIds,
    invoices: invoiceNumbers,
    ...(customerId !== undefined && { customerId }),
    ...(why && { why: whyOf(why) }),
  };
}

function whyOf({ owedMinor, dueOn, ...why }: z.output<typeof KeptWhy>): Why {
  return { ...why, balance: formatAmount(owedMinor, why.currency), ...(dueOn && { dueOn }) };
}

/** The headers that a receiver finds, as SES writes them. */
function headersOf({ id, from, to, cc, replyTo, subject, sentAt, headers }: StoredEmail): Letter['headers'] {
  const lines: readonly (readonly [string, string])[] = [
    ['From', from],
    ['To', to.join(', ')],
    ['Cc', cc.join(', ')],
    ['Reply-To', replyTo.join(', ')],
    ['Subject', subject],
    ['Date', new Date(sentAt).toUTCString()],
    ['Message-ID', `<${id}@eu-west-1.amazonses.com>`],
  ];
  const given = lines.filter(([, value]) => value !== '').map(([name, value]) => ({ name, value }));
  return [...given, ...headers];
}
