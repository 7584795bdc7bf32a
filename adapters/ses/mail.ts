/** One e-mail in the house's words, and as the SES v2 request that sends it. */
import type { SendEmailCommandInput } from '@aws-sdk/client-sesv2';
import { breaksHeader, formatMailbox, type Mailbox } from './mailbox.ts';

export type MailAttachment = {
  readonly fileName: string;
  readonly contentType: string;
  readonly content: string | Uint8Array;
};

export type Mail = {
  readonly from: Mailbox;
  readonly replyTo?: readonly Mailbox[];
  readonly to: readonly Mailbox[];
  readonly cc?: readonly Mailbox[];
  readonly bcc?: readonly Mailbox[];
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Further header fields, such as In-Reply-To and References; SES writes Message-ID itself. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly attachments?: readonly MailAttachment[];
  /** Come back in delivery events: ids only, of letters, digits, "_" and "-". */
  readonly tags?: Readonly<Record<string, string>>;
};

type Refusal = {
  readonly refusal: 'InvalidAddress' | 'NoRecipient' | 'InvalidSubject' | 'InvalidHeader' | 'InvalidTag';
};

const TAG = /^[A-Za-z0-9_-]{1,256}$/;
const HEADER_NAME = /^[\x21-\x39\x3b-\x7e]{1,126}$/;
const HEADER_VALUE = /^[\x20-\x7e]*$/;
/** SES: a field's name and value together. */
const HEADER_LENGTH = 996;
const UTF8 = 'UTF-8';

/** The newest references that fit one field: a thread that has grown long still finds its last mails. */
function fitReferences(value: string, room: number): string {
  let ids = value.trim().split(/\s+/);
  while (ids.length > 1 && ids.join(' ').length > room) ids = ids.slice(1);
  return ids.join(' ');
}

function headersOf(headers: Readonly<Record<string, string>>): { Name: string; Value: string }[] | undefined {
  const fields = Object.entries(headers).map(([Name, value]) => {
    const room = HEADER_LENGTH - Name.length;
    return { Name, Value: Name.toLowerCase() === 'references' ? fitReferences(value, room) : value };
  });
  const good = fields.every(
    ({ Name, Value }) =>
      HEADER_NAME.test(Name) && HEADER_VALUE.test(Value) && Name.length + Value.length <= HEADER_LENGTH,
  );
  return good ? fields : undefined;
}

function addressesOf(mailboxes: readonly Mailbox[]): string[] | undefined {
  const written = mailboxes.map(formatMailbox).filter((text) => text !== undefined);
  return written.length === mailboxes.length ? written : undefined;
}

function attachmentsOf(attachments: readonly MailAttachment[]) {
  return attachments.map(({ fileName, contentType, content }) => ({
    FileName: fileName,
    ContentType: contentType,
    ContentDisposition: 'ATTACHMENT' as const,
    ContentTransferEncoding: 'BASE64' as const,
    RawContent: typeof content === 'string' ? Buffer.from(content) : content,
  }));
}

/** What SES would refuse anyway, or worse would not: a line break in a field lets its writer add fields of his own. */
function refusalOf(mail: Mail): Refusal | undefined {
  if (mail.to.length === 0) return { refusal: 'NoRecipient' };
  if (breaksHeader(mail.subject)) return { refusal: 'InvalidSubject' };
  if ((mail.attachments ?? []).some(({ fileName, contentType }) => breaksHeader(fileName + contentType)))
    return { refusal: 'InvalidHeader' };
  const tags = Object.entries(mail.tags ?? {}).flat();
  return tags.every((text) => TAG.test(text)) ? undefined : { refusal: 'InvalidTag' };
}

/** The SES request of a mail, or the reason why none is made; without a set SES tells nobody what became of the mail. */
export function toSendEmail(
  mail: Mail,
  configurationSet: string | undefined,
): { readonly input: SendEmailCommandInput } | Refusal {
  const refusal = refusalOf(mail);
  if (refusal) return refusal;
  const from = formatMailbox(mail.from);
  const lists = [mail.to, mail.cc ?? [], mail.bcc ?? [], mail.replyTo ?? []];
  const [to, cc, bcc, replyTo] = lists.map(addressesOf);
  if (!from || !to || !cc || !bcc || !replyTo) return { refusal: 'InvalidAddress' };
  const headers = headersOf(mail.headers ?? {});
  if (!headers) return { refusal: 'InvalidHeader' };
  const attachments = attachmentsOf(mail.attachments ?? []);
  const input: SendEmailCommandInput = {
    FromEmailAddress: from,
    Destination: {
      ToAddresses: to,
      ...(cc.length > 0 ? { CcAddresses: cc } : {}),
      ...(bcc.length > 0 ? { BccAddresses: bcc } : {}),
    },
    ...(replyTo.length > 0 ? { ReplyToAddresses: replyTo } : {}),
    ConfigurationSetName: configurationSet,
    EmailTags: Object.entries(mail.tags ?? {}).map(([Name, Value]) => ({ Name, Value })),
    Content: {
      Simple: {
        Subject: { Data: mail.subject, Charset: UTF8 },
        Body: { Text: { Data: mail.text, Charset: UTF8 }, Html: { Data: mail.html, Charset: UTF8 } },
        ...(headers.length > 0 ? { Headers: headers } : {}),
        ...(attachments.length > 0 ? { Attachments: attachments } : {}),
      },
    },
  };
  return { input };
}
