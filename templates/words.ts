/** Reads the words of every tone and language from their files and checks them as a company's own are checked. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LANGUAGES, type Language } from '../core/message/language.ts';
import { compileWords } from '../core/message/words/check.ts';
import { type OwnWords, TONES, type Words } from '../core/policy/policy.ts';

/** The first line of a file is the subject. */
export function readWords(language: Language, tone: string): Words {
  const text = readFileSync(join(import.meta.dirname, language, `${tone}.liquid`), 'utf8');
  const [first = '', ...rest] = text.split('\n');
  const subject = /^Subject: (?<subject>.+)$/.exec(first)?.groups?.subject;
  if (subject === undefined) throw new Error(`expected "Subject: …" in line 1 of ${language}/${tone}.liquid`);
  return { subject, body: rest.join('\n').trim() };
}

/** All words by language and tone, as LiquidJS parsed them. */
export function compileFiles(): Readonly<Record<string, Readonly<Record<string, Words['compiled']>>>> {
  const known: readonly string[] = TONES.map((tone) => `${tone}.liquid`);
  for (const language of LANGUAGES) {
    const stray = readdirSync(join(import.meta.dirname, language)).find((name) => !known.includes(name));
    if (stray) throw new Error(`expected the words of a tone, found ${language}/${stray}`);
  }
  return Object.fromEntries(
    LANGUAGES.map((language) => [
      language,
      Object.fromEntries(TONES.map((tone) => [tone, compiledFile(language, tone)])),
    ]),
  );
}

function compiledFile(language: Language, tone: OwnWords['tone']): Words['compiled'] {
  const { problems, words } = compileWords({ tone, byLanguage: { [language]: readWords(language, tone) } });
  const compiled = words?.byLanguage[language]?.compiled;
  if (compiled) return compiled;
  const [first] = problems.filter(({ severity }) => severity === 'error');
  throw new Error(
    `${language}/${tone}.liquid, ${first?.at.join('.')} ${first?.line}:${first?.column}: ${first?.message}`,
  );
}
