/** SPF records as RFC 7208 reads them, as far as the question goes whether they let Amazon SES send. */

/** Whether SES may send for a domain: by name, because everybody may, or not; the last three are why not. */
export type SpfVerdict = 'ses' | 'everybody' | 'not named' | 'no record' | 'several records';

/** What every region of SES asks to be included (https://docs.aws.amazon.com/ses/latest/dg/mail-from.html). */
export const SES_INCLUDE = 'amazonses.com';

type Term = { readonly qualifier: string; readonly name: string; readonly value: string };

/** The terms of the record among a name's TXT records; RFC 7208 section 4.5 takes none where there are several. */
function termsOf(texts: readonly string[]): readonly Term[] | 'none' | 'several' {
  const [record, ...others] = texts.filter((text) => /^v=spf1( |$)/i.test(text));
  if (record === undefined) return 'none';
  if (others.length > 0) return 'several';
  return record
    .trim()
    .split(/ +/)
    .slice(1)
    .flatMap((term) => {
      const [, qualifier = '', name = '', value = ''] = /^([+?~-]?)([a-z][\w.-]*)(?:[:=](.*))?$/i.exec(term) ?? [];
      return name === '' ? [] : [{ qualifier: qualifier || '+', name: name.toLowerCase(), value: value.toLowerCase() }];
    });
}

/** The domains whose records this one leans on, SES's own apart. */
export function leansOn(texts: readonly string[]): readonly string[] {
  const terms = termsOf(texts);
  if (typeof terms === 'string') return [];
  return terms
    .filter(({ name, value }) => (name === 'include' || name === 'redirect') && value !== SES_INCLUDE && value !== '')
    .map(({ value }) => value);
}

/**
 * Walks the record from left to right, as a receiver does: what stands behind `all` is never read, and `redirect` counts
 * only where there is no `all` (RFC 7208 sections 5.1 and 6.1). Networks given as numbers are not SES's to rely on.
 */
export function spfVerdict(domain: string, texts: ReadonlyMap<string, readonly string[]>, depth = 0): SpfVerdict {
  const terms = termsOf(texts.get(domain) ?? []);
  if (terms === 'none') return 'no record';
  if (terms === 'several') return 'several records';
  for (const { qualifier, name, value } of terms) {
    if (name === 'all') return qualifier === '+' ? 'everybody' : 'not named';
    if (name !== 'include' || qualifier !== '+') continue;
    if (value === SES_INCLUDE) return 'ses';
    const included = depth < 10 ? spfVerdict(value, texts, depth + 1) : 'not named';
    if (included === 'ses' || included === 'everybody') return included;
  }
  const redirect = terms.find(({ name }) => name === 'redirect');
  return redirect && depth < 10 ? spfVerdict(redirect.value, texts, depth + 1) : 'not named';
}
