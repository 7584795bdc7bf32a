/** Turns a SendEmail request into the e-mail that its receivers see, refusing what SES refuses. */
import { bareAddress, refusal } from './addresses.ts';
import { headerOf, type MimeMessage, readMime } from './mime.ts';
import type { SendEmailRequest, SimpleContent } from './request.ts';
import type { StoredEmail } from './stored-email.ts';

export type ComposedEmail = Omit<StoredEmail, 'id' | 'sentAt' | 'tags' | 'configurationSet' | 'contactList'>;

/** 40 MB for the whole message, after base64. */
const MOST_BYTES = 40 * 1024 * 1024;

/** SES writes these itself; given as a custom header they would appear twice. */
const OWN_HEADERS = new Set(
  'bcc cc content-disposition content-transfer-encoding content-type date from message-id mime-version reply-to return-path sender subject to'.split(
    ' ',
  ),
);

export function compose(request: SendEmailRequest): ComposedEmail {
  const { Simple, Raw } = request.Content;
  if (Simple && Raw) throw refusal('expected one of Content.Simple and Content.Raw, found both');
  if (Simple) return checked(composeSimple(request, Simple));
  if (Raw) return checked(composeRaw(request, readMime(Buffer.from(Raw.Data, 'base64'))));
  throw refusal('expected Content.Simple or Content.Raw, found neither');
}

function composeSimple(
  request: SendEmailRequest,
  { Subject, Body, Headers, Attachments }: SimpleContent,
): ComposedEmail {
  if (!request.FromEmailAddress) throw refusal('expected FromEmailAddress with Content.Simple, found none');
  if (!Body.Text && !Body.Html) throw refusal('expected Content.Simple.Body.Text or Html, found neither');
  const headers = (Headers ?? []).map(({ Name, Value }) => ({ name: Name, value: Value }));
  refuseHeaders(headers.map(({ name }) => name));
  return {
    from: request.FromEmailAddress,
    ...destination(request),
    replyTo: request.ReplyToAddresses ?? [],
    subject: decoded(Subject, 'Subject'),
    ...(Body.Text && { text: decoded(Body.Text, 'Body.Text') }),
    ...(Body.Html && { html: decoded(Body.Html, 'Body.Html') }),
    headers,
    attachments: (Attachments ?? []).map(({ RawContent, FileName, ContentType }) => ({
      fileName: FileName,
      contentType: ContentType ?? 'application/octet-stream',
      size: Buffer.from(RawContent, 'base64').length,
      content: RawContent,
    })),
  };
}

function destination({ Destination }: SendEmailRequest): Pick<ComposedEmail, 'to' | 'cc' | 'bcc'> {
  const { ToAddresses = [], CcAddresses = [], BccAddresses = [] } = Destination ?? {};
  return { to: ToAddresses, cc: CcAddresses, bcc: BccAddresses };
}

function refuseHeaders(names: readonly string[]): void {
  const lower = names.map((name) => name.toLowerCase());
  const own = lower.find((name) => OWN_HEADERS.has(name));
  if (own) throw refusal(`header ${own} is written by SES and cannot be given as a custom header`);
  const twice = lower.find((name, index) => lower.indexOf(name) !== index && !name.startsWith('x-'));
  if (twice) throw refusal(`expected header ${twice} once, found it more than once`);
}

/** Without a charset SES takes 7-bit ASCII and garbles anything else; that is refused here, so that it is seen. */
function decoded({ Data, Charset }: { Data: string; Charset?: string | undefined }, field: string): string {
  if (!Charset && /\P{ASCII}/u.test(Data)) throw refusal(`expected a Charset for ${field}, which is not plain ASCII`);
  if (field === 'Subject' && /[\r\n]/.test(Data)) throw refusal('expected a Subject without line breaks');
  return Data;
}

/** The envelope of a raw message is the Destination if one is given, else the headers. */
function composeRaw(request: SendEmailRequest, mime: MimeMessage): ComposedEmail {
  const list = (name: string): string[] => splitList(headerOf(mime.headers, name) ?? '');
  const from = request.FromEmailAddress ?? headerOf(mime.headers, 'from');
  if (!from) throw refusal('expected FromEmailAddress or a From header, found neither');
  return {
    from,
    ...(request.Destination ? destination(request) : { to: list('to'), cc: list('cc'), bcc: list('bcc') }),
    replyTo: request.ReplyToAddresses ?? list('reply-to'),
    subject: headerOf(mime.headers, 'subject') ?? '',
    ...(mime.text !== undefined && { text: mime.text }),
    ...(mime.html !== undefined && { html: mime.html }),
    headers: mime.headers.filter(({ name }) => name.toLowerCase() !== 'bcc'),
    attachments: mime.attachments.map(({ fileName, contentType, bytes }) => {
      return { fileName, contentType, size: bytes.length, content: bytes.toString('base64') };
    }),
  };
}

/** Addresses of one header; a comma within quotes is part of a name. */
function splitList(value: string): string[] {
  const addresses = value.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/).map((address) => address.trim());
  return addresses.filter((address) => address !== '');
}

function checked(email: ComposedEmail): ComposedEmail {
  bareAddress(email.from);
  email.replyTo.forEach(bareAddress);
  const encoded = email.attachments.reduce((sum, { content }) => sum + content.length, 0);
  const bytes = encoded + Buffer.byteLength(`${email.subject}${email.text ?? ''}${email.html ?? ''}`);
  if (bytes > MOST_BYTES) throw refusal(`expected at most ${MOST_BYTES} bytes in a message, found ${bytes}`);
  return email;
}
