/** Checked words say exactly what LiquidJS says of the same source and the same values. */
import fc from 'fast-check';
import { Liquid, toValue } from 'liquidjs';
import { describe, expect, it } from 'vitest';
import { askedCount, askedSums } from '../../../../core/message/asked.ts';
import { LANGUAGES } from '../../../../core/message/language.ts';
import { PHRASES } from '../../../../core/message/phrases/of.ts';
import { compileWords } from '../../../../core/message/words/check.ts';
import { FILTERS } from '../../../../core/message/words/filters.ts';
import { type Piece, run, type Scope } from '../../../../core/message/words/run.ts';
import { scopeOf } from '../../../../core/message/words/scope.ts';
import { PLACES, type Scalar } from '../../../../core/message/words/tree.ts';
import { TONES } from '../../../../core/policy/policy.ts';
import { readWords } from '../../../../templates/words.ts';
import { aConsolidatedView, anAskedView, anInvoiceView } from '../a-view.ts';

const LOCALE = 'en-GB';

/** LiquidJS hands its filters an object for a literal nil. */
function scalar(value: unknown): Scalar {
  const plain: unknown = toValue(value);
  return typeof plain === 'string' || typeof plain === 'number' || typeof plain === 'boolean' ? plain : null;
}

function realLiquid(): Liquid {
  const liquid = new Liquid({ strictFilters: true, strictVariables: true });
  for (const [name, filter] of Object.entries(FILTERS))
    liquid.registerFilter(name, (value: unknown, ...args: unknown[]) =>
      filter.run(scalar(value), args.map(scalar), LOCALE),
    );
  for (const name of PLACES) liquid.registerTag(name, { render: () => `[${name}]` });
  return liquid;
}

const liquid = realLiquid();

const shown = (piece: Piece): string =>
  'words' in piece ? piece.words : 'place' in piece ? `[${piece.place}]` : piece.value;

function ours(source: string, scope: Scope): string {
  const { words, problems } = compileWords({
    tone: 'friendly',
    byLanguage: { en: { subject: 'x', body: source } },
  });
  const body = words?.byLanguage.en?.compiled?.body;
  if (!body) throw new Error(`expected words without mistake, found ${JSON.stringify(problems)} in ${source}`);
  return run(body, scope, LOCALE).map(shown).join('');
}

const item = anAskedView({ ...anInvoiceView({ purchaseOrder: 'PO-1' }) });
const views = [
  aConsolidatedView(),
  aConsolidatedView({ lastRemindedOn: '2026-02-10', payBy: '2026-03-01', items: [item, anAskedView({ number: 'B' })] }),
  aConsolidatedView({ recipient: { customerName: '{{ asked }} **x**' }, contact: {} }),
];
const scopes = views.map((view) => scopeOf(view, { sums: askedSums(view), count: askedCount(view) }, PHRASES.en));

describe('the words of every tone', () => {
  const files = LANGUAGES.flatMap((language) => TONES.map((tone) => ({ language, tone })));
  it.each(files)('$language/$tone are said as LiquidJS says them', ({ language, tone }) => {
    const { subject = '', body } = readWords(language, tone);
    for (const scope of scopes)
      for (const source of [subject, body]) expect(ours(source, scope)).toBe(liquid.parseAndRenderSync(source, scope));
  });
});

const name = fc.constantFrom(
  'asked',
  'count',
  'single',
  'last_reminded',
  'customer.contact',
  'invoice.days_overdue',
  'oldest.due',
);
const number = fc.oneof(
  fc.constantFrom('count', 'invoice.days_overdue', 'apart'),
  fc.integer({ min: -3, max: 9 }).map(String),
);
const literal = fc.constantFrom('true', 'false', 'nil', '1', '2', '"x"', '""');
const value = fc.oneof(name, literal);
const simple = fc.oneof(
  value,
  fc.tuple(value, fc.constantFrom('==', '!='), value).map((parts) => parts.join(' ')),
  fc.tuple(number, fc.constantFrom('<', '>', '<=', '>='), number).map((parts) => parts.join(' ')),
  fc
    .tuple(fc.constantFrom('asked', 'customer.name'), fc.constantFrom('"1"', '"Acme"'))
    .map(([a, b]) => `${a} contains ${b}`),
);
const condition = fc.oneof(
  simple,
  fc
    .array(simple, { minLength: 2, maxLength: 4 })
    .chain((all) =>
      fc
        .array(fc.constantFrom('and', 'or'), { minLength: all.length, maxLength: all.length })
        .map((ops) => all.map((each, at) => (at === 0 ? each : `${ops[at]} ${each}`)).join(' ')),
    ),
);
const filter = fc.constantFrom(
  '',
  ' | upcase',
  ' | default: "none"',
  ' | append: "!"',
  ' | plural: "a", "b"',
  ' | downcase | prepend: count',
);

const { template } = fc.letrec<{ template: string; part: string }>((tie) => ({
  template: fc.array(tie('part'), { maxLength: 4 }).map((parts) => parts.join('')),
  part: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom('words ', '\n\n# Title\n', ' {%- comment -%} x {%- endcomment -%} ', '{% pay %}'),
    fc.tuple(value, filter).map(([each, by]) => `{{ ${each}${by} }}`),
    fc.tuple(value, filter).map(([each, by]) => ` {{- ${each}${by} -}} `),
    fc
      .tuple(condition, tie('template'), tie('template'))
      .map(([when, a, b]) => `{% if ${when} %}${a}{% else %}${b}{% endif %}`),
    fc
      .tuple(condition, condition, tie('template'))
      .map(([one, two, a]) => `{% if ${one} %}1{% elsif ${two} %}${a}{% endif %}`),
    fc.tuple(condition, tie('template')).map(([when, a]) => `{% unless ${when} %}${a}{% endunless %}`),
    fc
      .tuple(value, value, value)
      .map(([a, b, c]) => `{% case ${a} %}{% when ${b}, ${c} %}1{% when 1 or 2 %}2{% else %}3{% endcase %}`),
    fc.constant(
      '{% for i in invoices limit: 1 %}{{ i.number }}{{ forloop.last }}{% unless forloop.last %}, {% endunless %}{% endfor %}',
    ),
    fc.constant(
      '{% for i in invoices %}{{ forloop.index }}{{ i.purchase_order }}{% if forloop.first %}a{% endif %}{% endfor %}',
    ),
  ),
}));

describe('any words that pass the check', () => {
  it('are said as LiquidJS says them', () => {
    fc.assert(
      fc.property(
        template.filter((text) => text.trim() !== ''),
        fc.constantFrom(...scopes),
        (source, scope) => {
          expect(ours(source, scope)).toBe(liquid.parseAndRenderSync(source, scope));
        },
      ),
      { numRuns: 500 },
    );
  });
});
