/** In which language a message is written: the contact's, else the customer's, else the creditor's, else English. */
import type { OwnWords } from '../policy/policy.ts';

/** Languages in which every sentence around a message's words is known; ISO 639-1. */
export const LANGUAGES = ['en', 'de'] as const;
export type Language = (typeof LANGUAGES)[number];

export type LanguageChoice = {
  readonly language: Language;
  /** For dates and figures: the language of the words, with the region of the reader. */
  readonly locale: string;
  /** Whose locale it is; `fallback` where none of them names a language that there are words in. */
  readonly why: 'contact' | 'customer' | 'creditor' | 'fallback';
};

export type Locales = {
  readonly contact?: string | undefined;
  readonly customer?: string | undefined;
  readonly creditor?: string | undefined;
};

function parse(locale: string | undefined): Intl.Locale | undefined {
  try {
    return locale ? new Intl.Locale(locale) : undefined;
  } catch {
    return undefined;
  }
}

/** Own words are there in some languages only; a company that wrote none has ours. */
function languagesOf(own: OwnWords | undefined): readonly Language[] {
  const written = own && LANGUAGES.filter((language) => own.byLanguage[language] !== undefined);
  return written && written.length > 0 ? written : LANGUAGES;
}

/** Nothing is ever held back for a language that nobody wrote: the fallback is stated, and the audit says so. */
export function chooseLanguage(locales: Locales, own?: OwnWords): LanguageChoice {
  const languages = languagesOf(own);
  for (const why of ['contact', 'customer', 'creditor'] as const) {
    const asked = parse(locales[why]);
    const language = languages.find((each) => each === asked?.language);
    if (asked && language) return { language, locale: asked.baseName, why };
  }
  const [language = 'en'] = languages;
  const region = [locales.contact, locales.customer, locales.creditor].map((each) => parse(each)?.region).find(Boolean);
  return {
    language,
    locale: `${language}-${region ?? (language === 'en' ? 'GB' : language.toUpperCase())}`,
    why: 'fallback',
  };
}
