/** Makes the frame and the blocks of every message from mail.mjml: Outlook's tables and conditions are MJML's work. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import mjml from 'mjml';
import { LOOK } from '../core/message/look.ts';

/** HTML by the name of its part, with `[[holes]]` to be filled; `frame` is the whole around the blocks. */
export type Parts = Readonly<Record<string, string>>;

/**
 * Spaces between tags and around attributes are MJML's indentation and nothing else. The label goes, since the subject has
 * been read out by then, and since no text from outside shall ever stand in an attribute.
 */
function tight(html: string): string {
  return html
    .replace(/\s+/g, ' ')
    .replace(/ ?(\[\[[#/]\w+\]\]) ?/g, '$1')
    .replace(/> </g, '><')
    .replace(/ (\/?>)/g, '$1')
    .replace(/;"/g, '"')
    .replace(' aria-label="[[subject]]"', '')
    .replace(/ ?([{};]) ?(?=[^<>]*<\/style>)/g, '$1')
    .replace(/(<!--\[if [^\]]*\]>|<!-->) /g, '$1')
    .replace(/ (<!\[endif\]-->|<!--<!\[endif\]-->)/g, '$1');
}

const PART = /\[\[#(?<name>\w+)\]\](?<inside>(?:(?!\[\[#).)*?)\[\[\/\k<name>\]\]/s;

/** Cuts out the innermost parts first; where each stood, a hole of its name is left. */
function cut(html: string): Parts {
  const parts: Record<string, string> = {};
  let rest = html;
  for (let match = PART.exec(rest); match?.groups; match = PART.exec(rest)) {
    const { name = '', inside = '' } = match.groups;
    if (name !== 'block') parts[name] = inside;
    rest = rest.replace(match[0], () => `[[${name}]]`);
  }
  return { frame: rest, ...parts };
}

/** `$ink` is the colour of that name. */
function coloured(source: string): string {
  const names: Readonly<Record<string, string | number>> = LOOK;
  return source.replace(/\$\{?([a-z]+[A-Z]?[a-z]*)\}?/g, (_, name: string) => {
    const value = names[name];
    if (value === undefined) throw new Error(`expected a name of LOOK after "$" in mail.mjml, found "${name}"`);
    return String(value);
  });
}

export async function mailParts(): Promise<Parts> {
  const source = coloured(readFileSync(join(import.meta.dirname, 'mail.mjml'), 'utf8'));
  const { html, errors } = await mjml(source, { fonts: {}, validationLevel: 'strict' });
  if (errors.length > 0) throw new Error(errors.map(({ formattedMessage }) => formattedMessage).join('\n'));
  return cut(tight(html).trim());
}
