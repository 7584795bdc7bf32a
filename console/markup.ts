/** HTML as a tagged template: every value is escaped unless it is markup made here. */

export type Html = { readonly html: string };
export type Value = Html | string | number | null | undefined | false | readonly Value[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as HTML shows it, in an element or in a quoted attribute. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? '');
}

/** Nothing, `null` and `false` show as nothing, so that `condition && html…` reads well. */
export function html(strings: TemplateStringsArray, ...values: readonly Value[]): Html {
  return { html: strings.reduce((text, part, index) => text + rendered(values[index - 1]) + part) };
}

function rendered(value: Value): string {
  if (value === undefined || value === null || value === false) return '';
  if (typeof value === 'string') return escaped(value);
  if (typeof value === 'number') return String(value);
  return 'html' in value ? value.html : value.map(rendered).join('');
}

/** A path with ids and queries encoded: ``path`/invoices/${id}` ``. */
export function path(strings: TemplateStringsArray, ...ids: readonly string[]): string {
  return strings.reduce((text, part, index) => text + encodeURIComponent(ids[index - 1] ?? '') + part);
}

/** A path with its query; what is empty is left out. */
export function withQuery(to: string, query: Readonly<Record<string, string | undefined>>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value) search.set(name, value);
  return search.size === 0 ? to : `${to}?${search}`;
}
