/** The language of a message follows a stated order, and says whose wish it was. */
import { describe, expect, it } from 'vitest';
import { chooseLanguage } from '../../../core/message/language.ts';

describe('chooseLanguage', () => {
  it.each([
    {
      of: { contact: 'de-AT', customer: 'en-GB', creditor: 'en-GB' },
      then: { language: 'de', locale: 'de-AT', why: 'contact' },
    },
    {
      of: { contact: 'fr-CH', customer: 'de-CH', creditor: 'en-GB' },
      then: { language: 'de', locale: 'de-CH', why: 'customer' },
    },
    { of: { customer: 'pl-PL', creditor: 'de-DE' }, then: { language: 'de', locale: 'de-DE', why: 'creditor' } },
    { of: { customer: 'pl-PL', creditor: 'fr-FR' }, then: { language: 'en', locale: 'en-PL', why: 'fallback' } },
    { of: { customer: 'not a locale' }, then: { language: 'en', locale: 'en-GB', why: 'fallback' } },
    { of: {}, then: { language: 'en', locale: 'en-GB', why: 'fallback' } },
  ])('writes $then.language for $of ($then.why)', ({ of, then }) => {
    expect(chooseLanguage(of)).toEqual(then);
  });

  it('stays within the languages of the company’s own words', () => {
    const own = { tone: 'friendly', byLanguage: { de: { subject: 'x', body: 'y' } } } as const;
    expect(chooseLanguage({ customer: 'en-GB' }, own)).toEqual({ language: 'de', locale: 'de-GB', why: 'fallback' });
  });
});
