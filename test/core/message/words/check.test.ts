/** Whatever is not in the closed lists is found at publication, with its line and column, and what may have been meant. */
import { describe, expect, it } from 'vitest';
import { checkWords, compileWords } from '../../../../core/message/words/check.ts';
import { FILTERS } from '../../../../core/message/words/filters.ts';
import { ITEM_VARIABLES, LOOP_VARIABLES, VARIABLES } from '../../../../core/message/words/variables.ts';
import type { OwnWords, Tone } from '../../../../core/policy/policy.ts';

const english = (body: string, subject = 'Hello', tone: Tone = 'friendly'): OwnWords => ({
  tone,
  byLanguage: { en: { subject, body } },
});

const errorsOf = (own: OwnWords): readonly string[] =>
  checkWords(own)
    .filter(({ severity }) => severity === 'error')
    .map(({ at, line, column, message }) => `${at.join('.')} ${line}:${column} ${message}`);

describe('checkWords', () => {
  it.each([
    { body: 'Pay {{ askd }} now', says: '1:8 expected a variable of the list, found "askd"; did you mean "asked"?' },
    {
      body: 'Hello\n\n{{ invoice.numbr }}',
      says: '3:4 expected a variable of the list, found "invoice.numbr"; did you mean "invoice.number"?',
    },
    { body: '{{ invoice }}', says: '1:4 expected a variable of the list, found "invoice"' },
    { body: '{{ invoices }}', says: 'expected a single value, found the list "invoices"' },
    { body: '{{ asked | date: "%Y" }}', says: 'expected a filter of the list, found "date"' },
    { body: '{{ asked | strip_html }}', says: 'expected a filter of the list, found "strip_html"' },
    { body: '{{ count | plural: "x" }}', says: 'expected "plural" with 2 plain arguments' },
    { body: '{% include "other" %}', says: '1:1 expected a tag of the list, found "include"' },
    { body: '{% render "other" %}', says: 'found "render"' },
    { body: '{% layout "other" %}', says: 'found "layout"' },
    { body: '{% raw %}x{% endraw %}', says: 'found "raw"' },
    { body: '{% assign x = 1 %}', says: 'found "assign"' },
    { body: '{% capture x %}y{% endcapture %}', says: 'found "capture"' },
    { body: '{% tablerow i in invoices %}{% endtablerow %}', says: 'found "tablerow"' },
    { body: '{% liquid\n echo asked %}', says: 'found "liquid"' },
    { body: '{% if single %}open', says: 'not closed' },
    { body: 'a {{ asked', says: '1:3' },
    { body: '{% if asked > 100 %}much{% endif %}', says: 'expected two numbers around ">"' },
    { body: '{% for i in (1..1000000) %}x{% endfor %}', says: 'expected a plain variable' },
    { body: '{% for i in customer.name %}x{% endfor %}', says: 'expected a list such as invoices' },
    { body: '{% for i in invoices limit: 1000 %}x{% endfor %}', says: 'with N from 1 to 80' },
    { body: '{% for i in invoices %}{% for j in invoices %}x{% endfor %}{% endfor %}', says: 'no loop inside a loop' },
    { body: '{% for count in invoices %}x{% endfor %}', says: 'expected a name of its own' },
    { body: '{% for i in invoices %}{{ i.iban }}{% endfor %}', says: 'found "i.iban"' },
    { body: '{{ i.number }}{% for i in invoices %}{% endfor %}', says: 'found "i.number"' },
    { body: '{{ constructor }}', says: 'found "constructor"' },
    { body: '{{ asked.__proto__ }}', says: 'found "asked.__proto__"' },
    { body: '{{ invoices[0].number }}', says: 'expected a plain variable' },
    { body: '{% if asked == blank %}x{% endif %}', says: 'expected true, false or nil' },
    { body: ' \n ', says: 'expected words, found none' },
    { body: 'x'.repeat(20_001), says: 'expected at most 20000 characters' },
  ])('refuses $body', ({ body, says }) => {
    expect(errorsOf(english(body)).join('\n')).toContain(says);
    expect(compileWords(english(body)).words).toBeUndefined();
  });

  it('names the language and the text, and every mistake at once', () => {
    const own: OwnWords = { tone: 'firm', byLanguage: { en: { subject: '{{ a1 }}', body: '{{ b1 }}\n{{ b2 }}' } } };
    expect(errorsOf(own).map((each) => each.split(' ').slice(0, 2).join(' '))).toEqual([
      'byLanguage.en.subject 1:4',
      'byLanguage.en.body 1:4',
      'byLanguage.en.body 2:4',
    ]);
  });

  it('refuses a language that no sentence around the words exists in', () => {
    const own: OwnWords = {
      tone: 'firm',
      byLanguage: { en: { subject: 'x', body: 'y' }, fr: { subject: 'x', body: 'y' } },
    };
    expect(errorsOf(own)).toEqual([
      'byLanguage.fr 1:1 expected a language that messages are written in (en, de), found "fr"',
    ]);
  });

  it('warns of a final notice that names no day, and of a text message that is too long', () => {
    const warned = (own: OwnWords) => checkWords(own).map(({ severity }) => severity);
    expect(warned(english('Please pay {{ asked }}.', 'Last', 'final'))).toEqual(['warning']);
    expect(warned(english('Please pay by {{ pay_by }}.', 'Last', 'final'))).toEqual([]);
    expect(warned({ tone: 'firm', byLanguage: { en: { body: 'x'.repeat(310) } } })).toEqual(['warning']);
  });

  it('takes every variable and filter of the documented lists', () => {
    const plain = VARIABLES.filter(({ kind }) => kind !== 'list').map(({ name }) => `{{ ${name} }}`);
    const items = [...ITEM_VARIABLES.map(({ name }) => `item.${name}`), ...LOOP_VARIABLES.map(({ name }) => name)];
    const filters = Object.values(FILTERS).map(({ example }) => example);
    const loop = `{% for item in invoices limit: 3 %}${items.map((name) => `{{ ${name} }}`).join(' ')}{% endfor %}`;
    const choices = '{% case count %}{% when 1, 2 %}few{% else %}many{% endcase %}{% unless single %}s{% endunless %}';
    expect(
      errorsOf(english([...plain, ...filters, loop, choices, '{% comment %}x{% endcomment %}'].join('\n'))),
    ).toEqual([]);
  });
});
