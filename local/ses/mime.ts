/** Reads a raw MIME message far enough to show it: headers, text, HTML and attachments. */
import { refusal } from './addresses.ts';

export type MimeHeader = { readonly name: string; readonly value: string };
export type MimeAttachment = { readonly fileName: string; readonly contentType: string; readonly bytes: Buffer };
export type MimeMessage = {
  readonly headers: readonly MimeHeader[];
  readonly text?: string;
  readonly html?: string;
  readonly attachments: readonly MimeAttachment[];
};

type Part = { readonly headers: readonly MimeHeader[]; readonly body: string };

/** Bodies are cut as latin1, in which every byte is one character, and decoded by their own charset at the leaf. */
export function readMime(raw: Buffer): MimeMessage {
  const root = splitPart(raw.toString('latin1'));
  const leaves = leavesOf(root);
  const shown = (type: string) => leaves.find((leaf) => !fileNameOf(leaf) && contentType(leaf).type === type);
  const text = shown('text/plain');
  const html = shown('text/html');
  const attachments = leaves.filter((leaf) => leaf !== text && leaf !== html).map(toAttachment);
  return {
    headers: root.headers.map(({ name, value }) => ({ name, value: decodeWords(value) })),
    ...(text && { text: decodeText(text) }),
    ...(html && { html: decodeText(html) }),
    attachments,
  };
}

export function headerOf(headers: readonly MimeHeader[], name: string): string | undefined {
  return headers.find((header) => header.name.toLowerCase() === name)?.value;
}

function splitPart(text: string): Part {
  const end = /\r?\n\r?\n/.exec(text);
  const head = end ? text.slice(0, end.index) : text;
  const body = end ? text.slice(end.index + end[0].length) : '';
  const lines = head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/);
  return { headers: lines.filter((line) => line !== '').map(readHeader), body };
}

function readHeader(line: string): MimeHeader {
  const colon = line.indexOf(':');
  if (colon <= 0) throw refusal(`expected a header like "Name: value", found ${JSON.stringify(line.slice(0, 40))}`);
  return { name: line.slice(0, colon), value: line.slice(colon + 1).trim() };
}

function contentType(part: Part): { type: string; parameters: Map<string, string> } {
  return readParameters(headerOf(part.headers, 'content-type') ?? 'text/plain');
}

function readParameters(value: string): { type: string; parameters: Map<string, string> } {
  const [type = '', ...rest] = value.split(/;(?=(?:[^"]*"[^"]*")*[^"]*$)/);
  const parameters = rest.map((pair): [string, string] => {
    const [name = '', ...words] = pair.split('=');
    return [
      name.trim().toLowerCase(),
      words
        .join('=')
        .trim()
        .replace(/^"(.*)"$/, '$1'),
    ];
  });
  return { type: type.trim().toLowerCase(), parameters: new Map(parameters) };
}

function leavesOf(part: Part): Part[] {
  const { type, parameters } = contentType(part);
  if (!type.startsWith('multipart/')) return [part];
  const boundary = parameters.get('boundary');
  if (!boundary) throw refusal(`expected a boundary in ${type}`);
  const [, ...sections] = `\n${part.body}`.split(`\n--${boundary}`);
  const inner = sections.filter((section) => !section.startsWith('--'));
  return inner.flatMap((section) => leavesOf(splitPart(section.replace(/^[ \t]*\r?\n/, '').replace(/\r$/, ''))));
}

function decodeBytes(part: Part): Buffer {
  const encoding = (headerOf(part.headers, 'content-transfer-encoding') ?? '7bit').toLowerCase();
  if (encoding === 'base64') return Buffer.from(part.body, 'base64');
  if (encoding === 'quoted-printable') return Buffer.from(decodeQuoted(part.body), 'latin1');
  return Buffer.from(part.body, 'latin1');
}

function decodeQuoted(text: string): string {
  const joined = text.replace(/=[ \t]*\r?\n/g, '');
  return joined.replace(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

function decodeText(part: Part): string {
  return new TextDecoder(contentType(part).parameters.get('charset') ?? 'utf-8').decode(decodeBytes(part));
}

/** Encoded words of RFC 2047; the space between two of them is not text. */
function decodeWords(value: string): string {
  const joined = value.replace(/(\?=)\s+(?==\?)/g, '$1');
  return joined.replace(/=\?([^?]+)\?([bq])\?([^?]*)\?=/gi, (_, charset: string, kind: string, text: string) => {
    const quoted = kind.toLowerCase() === 'q';
    const bytes = quoted ? Buffer.from(decodeQuoted(text.replaceAll('_', ' ')), 'latin1') : Buffer.from(text, 'base64');
    return new TextDecoder(charset).decode(bytes);
  });
}

function fileNameOf(part: Part): string | undefined {
  const disposition = readParameters(headerOf(part.headers, 'content-disposition') ?? '');
  const name = disposition.parameters.get('filename') ?? contentType(part).parameters.get('name');
  return name === undefined ? undefined : decodeWords(name);
}

function toAttachment(part: Part): MimeAttachment {
  return { fileName: fileNameOf(part) ?? 'untitled', contentType: contentType(part).type, bytes: decodeBytes(part) };
}
