/** Whether words can be published: every mistake with its line and column, before any of them could meet a customer. */
import type { OwnWords, Words } from '../../policy/policy.ts';
import { smsSegments } from '../gsm.ts';
import { LANGUAGES } from '../language.ts';
import { compile } from './compile.ts';
import { type Finder, finderFor, type WordsProblem } from './problem.ts';
import { hasPlace, someNode, speaksOf } from './speaks.ts';
import type { Node } from './tree.ts';

export type { WordsProblem } from './problem.ts';

/** What two text messages in GSM-7 hold, less the figures. */
const MOST_SMS_LETTERS = 300;

export type CheckedWords = {
  readonly problems: readonly WordsProblem[];
  /** The same words with what LiquidJS made of them, where there is no error. */
  readonly words: OwnWords | undefined;
};

/** Every problem of one template in all its languages; errors keep it from being published, warnings do not. */
export function checkWords(own: OwnWords): readonly WordsProblem[] {
  return compileWords(own).problems;
}

/** Checks words and keeps what LiquidJS made of them, so that whoever sends needs no parser and meets no mistake. */
export function compileWords(own: OwnWords): CheckedWords {
  const found: WordsProblem[] = [];
  const compiled = Object.entries(own.byLanguage).map(([language, words]): [string, Words] => {
    const at = ['byLanguage', language];
    const find = finderFor(at, found);
    if (!LANGUAGES.some((known) => known === language))
      find.error(
        1,
        1,
        `expected a language that messages are written in (${LANGUAGES.join(', ')}), found "${language}"`,
      );
    return [language, compileOne(at, words, own.tone, found)];
  });
  const find = finderFor(['byLanguage'], found);
  if (compiled.length === 0) find.error(1, 1, 'expected words in at least one language, found none');
  if (compiled.length > 0 && !own.byLanguage.en)
    find.warn('there are no English words: customers of other languages get the first language that is there');
  const isRefused = found.some(({ severity }) => severity === 'error');
  return { problems: found, words: isRefused ? undefined : { ...own, byLanguage: Object.fromEntries(compiled) } };
}

function compileOne(at: readonly string[], words: Words, tone: OwnWords['tone'], found: WordsProblem[]): Words {
  const subject = words.subject === undefined ? undefined : compile(words.subject, [...at, 'subject'], found);
  const body = compile(words.body, [...at, 'body'], found);
  const find = finderFor([...at, 'body'], found);
  if (words.subject !== undefined && words.subject.trim() === '')
    finderFor([...at, 'subject'], found).error(1, 1, 'expected a subject, found none');
  if (words.body.trim() === '') find.error(1, 1, 'expected words, found none');
  if (subject && hasPlace(subject)) find.error(1, 1, 'expected one line as subject, found a table or way to pay in it');
  if (tone === 'final' && !speaksOf([...(subject ?? []), ...body], 'pay_by'))
    find.warn('a final notice names a day, but these words do not speak of pay_by: the message adds a line of its own');
  if (subject === undefined) checkText(body, find);
  return { ...words, compiled: subject === undefined ? { body } : { subject, body } };
}

/** A text message has no subject and no tables. */
function checkText(body: readonly Node[], find: Finder): void {
  if (someNode(body, (node) => 'place' in node && node.place === 'invoices'))
    find.error(1, 1, 'expected a text message (words without a subject) without the table of invoices');
  const letters = body.map((node) => (typeof node === 'string' ? node : '')).join('');
  if (letters.length > MOST_SMS_LETTERS || smsSegments(letters) > 2)
    find.warn('these words alone fill two text messages: where all does not fit, ours are sent instead');
}
