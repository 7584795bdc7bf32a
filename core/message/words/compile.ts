/** Liquid sources into checked words: LiquidJS parses them, and all that is not on our lists is a problem with its place. */
import {
  CaseTag,
  CommentTag,
  ForTag,
  IfTag,
  Liquid,
  LiquidError,
  Output,
  type Template,
  TypeGuards,
  UnlessTag,
} from 'liquidjs';
import { compileValue, compileWhen, hasData, type Place, pathOf, shortened, variableOf } from './expressions.ts';
import { FILTERS } from './filters.ts';
import { insideLoop, OUTSIDE_LOOPS, unknownName } from './names.ts';
import { type Finder, finderFor, type WordsProblem } from './problem.ts';
import { MOST_ROUNDS } from './run.ts';
import { type Branch, type Node, PLACES, type Term } from './tree.ts';

const TAGS = ['if', 'unless', 'case', 'for', 'comment', ...PLACES] as const;
/** Longer sources are refused before they are read. */
const MOST_LETTERS = 20_000;

/** A Liquid that knows only our tags and filters: nothing is included, read, looped without bound or written raw. */
function ourLiquid(): Liquid {
  const liquid = new Liquid({ strictFilters: false, catchAllErrors: true, cache: false, templates: {} });
  for (const name of Object.keys(liquid.tags)) if (!TAGS.some((known) => known === name)) delete liquid.tags[name];
  for (const name of Object.keys(liquid.filters)) if (!Object.hasOwn(FILTERS, name)) liquid.unregisterFilter(name);
  for (const name of PLACES) liquid.registerTag(name, { render: () => '' });
  return liquid;
}

const liquid = ourLiquid();

/** The checked words of one text; what is wrong goes to `found`. */
export function compile(source: string, at: readonly string[], found: WordsProblem[]): readonly Node[] {
  const find = finderFor(at, found);
  if (source.length > MOST_LETTERS) {
    find.error(1, 1, `expected at most ${MOST_LETTERS} characters, found ${source.length}`);
    return [];
  }
  try {
    return nodesOf(liquid.parse(plain(source)), { known: OUTSIDE_LOOPS, find });
  } catch (error) {
    tellLiquid(error, find);
    return [];
  }
}

/** Line feeds are the only control characters in words; the private ones keep values apart from words later. */
function plain(source: string): string {
  return source.replace(/\r\n?/g, '\n').replace(/(?!\n)[\p{Cc}\ue000-\ue002]/gu, ' ');
}

function tellLiquid(error: unknown, find: Finder): void {
  if (!LiquidError.is(error)) throw error;
  const all = 'errors' in error && Array.isArray(error.errors) ? error.errors : [error];
  for (const each of all) if (LiquidError.is(each)) find.at(each.token, inOurWords(each));
}

function inOurWords({ message }: LiquidError): string {
  const unknown = /^tag "(?<name>[^"]*)" not found/.exec(message)?.groups?.name;
  return unknown === undefined
    ? (message.replace(/, line:\d+, col:\d+$/, '').split('\n')[0] ?? message)
    : unknownName('tag', unknown, [...TAGS]);
}

function nodesOf(templates: readonly Template[], place: Place): readonly Node[] {
  return templates.flatMap((template) => nodeOf(template, place));
}

function nodeOf(template: Template, place: Place): readonly Node[] {
  const { token } = template;
  if (template instanceof Output) {
    const put = compileValue(template.value, token, place);
    return [{ put: shortened(put), ...(hasData(put, place) ? { data: true } : {}) }];
  }
  if (template instanceof IfTag || template instanceof UnlessTag) return [chooseOf(template, place)];
  if (template instanceof CaseTag) return caseOf(template, place);
  if (template instanceof ForTag) return forOf(template, place);
  if (template instanceof CommentTag) return [];
  if (TypeGuards.isHTMLToken(token)) return [token.getContent()];
  const name = TypeGuards.isTagToken(token) ? PLACES.find((each) => each === token.name) : undefined;
  if (name) return [{ place: name }];
  place.find.at(token, `expected words, a value or one of the tags ${TAGS.join(', ')}, found "${token.getText()}"`);
  return [];
}

function otherwise(templates: readonly Template[] | undefined, place: Place): readonly Branch[] {
  return templates && templates.length > 0 ? [{ then: nodesOf(templates, place) }] : [];
}

function chooseOf(tag: IfTag | UnlessTag, place: Place): Node {
  const branches = tag.branches.map(({ value, templates }, index): Branch => {
    const when = compileValue(value, tag.token, place);
    const negated = tag instanceof UnlessTag && index === 0;
    if (negated && when.filters.length > 0)
      place.find.at(tag.token, 'expected "unless" without filters: use "if" and "else"');
    return {
      when: negated ? { terms: [...when.terms, { op: 'not' }] } : shortened(when),
      then: nodesOf(templates, place),
    };
  });
  return { choose: [...branches, ...otherwise(tag.elseTemplates, place)] };
}

/** Liquid carries out every branch of a `case` that fits, so each is a choice of its own. */
function caseOf(tag: CaseTag, place: Place): readonly Node[] {
  const value = compileValue(tag.value, tag.token, place);
  if (value.filters.length > 0) place.find.at(tag.token, 'expected "case" without filters');
  const branches = tag.branches.map(({ values, templates }) => {
    const plainValues = values.flatMap((each) => (TypeGuards.isFilteredValueToken(each) ? [] : [each]));
    return { terms: compileWhen(value, plainValues, place), then: nodesOf(templates, place) };
  });
  const fits = branches.map(({ terms, then }): Node => ({ choose: [{ when: { terms }, then }] }));
  if (tag.elseTemplates.length === 0) return fits;
  const any = branches.flatMap(({ terms }, at): readonly Term[] => (at === 0 ? terms : [...terms, { op: 'or' }]));
  const none: Branch = { when: { terms: [...any, { op: 'not' }] }, then: nodesOf(tag.elseTemplates, place) };
  return [...fits, { choose: [none] }];
}

function forOf(tag: ForTag, { known, find }: Place): readonly Node[] {
  const { token, variable, collection } = tag;
  if (known !== OUTSIDE_LOOPS) {
    find.at(token, 'expected no loop inside a loop');
    return [];
  }
  const list = variableOf(collection, { known, find });
  if (list && list.kind !== 'list') find.at(token, `expected a list such as invoices, found "${list.name}"`);
  if (tag.elseTemplates.length > 0) find.at(token, 'expected no "else" in a loop: the list is never empty');
  const { limit, ...others } = tag.hash.hash;
  const most = limit && TypeGuards.isNumberToken(limit) ? limit.content : undefined;
  if (Object.keys(others).length > 0 || (limit && (most === undefined || most < 1 || most > MOST_ROUNDS)))
    find.at(token, `expected at most "limit: N" with N from 1 to ${MOST_ROUNDS} after the list`);
  if (known.has(variable) || /^(forloop|customer|sender|contact|invoice|oldest)$/.test(variable))
    find.at(token, `expected a name of its own for the item, found "${variable}"`);
  const inside: Place = { known: insideLoop(variable), find };
  const from = pathOf(collection)?.join('.') ?? '';
  return [{ each: variable, from, ...(most === undefined ? {} : { most }), then: nodesOf(tag.templates, inside) }];
}
