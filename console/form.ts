/** Forms that ask for something to be done: read only where they come from our own pages. */
import { Refused } from './ask.ts';
import type { PageRequest } from './reply.ts';

export type Form = {
  readonly text: (name: string) => string;
  /** Where the reader came from. */
  readonly back: string;
};

/** Another site must not be able to pay, hold or turn the clock by a form of its own. */
export function readForm({ headers, body }: PageRequest): Form {
  const site = headers['sec-fetch-site'] ?? 'same-origin';
  const origin = headers.origin;
  const foreign = origin !== undefined && origin !== `http://${headers.host}` && origin !== `https://${headers.host}`;
  if (site !== 'same-origin' || foreign)
    throw new Refused(403, 'expected a form of this console, found one from elsewhere');
  const fields = new URLSearchParams(body.toString('utf8'));
  const text = (name: string): string => fields.get(name)?.trim() ?? '';
  return { text, back: ownPath(text('back')) };
}

/** Only a path of ours: `//elsewhere` would leave. */
function ownPath(back: string): string {
  return /^\/(?![/\\])[\x21-\x7e]*$/.test(back) ? back : '/';
}
