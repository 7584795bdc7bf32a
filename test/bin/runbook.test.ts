/** The runbook's words: every alarm has its section, and every command in it is one that the operator's command line knows. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { typed } from './typed.ts';

const docs = join(import.meta.dirname, '../../docs');
const pages = readdirSync(docs).filter((name) => name.endsWith('.md'));
const read = (page: string) => readFileSync(join(docs, page), 'utf8');
const runbook = read('runbook.md');

/** Words as a shell reads them, as far as the pages go: single quotes, and a redirected input or a remark at the end. */
function wordsOf(command: string): string[] {
  const [typedPart = ''] = command.split(/ < | # /);
  return [...typedPart.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare = '']) => quoted ?? bare);
}

/** Whole commands: those in a line of their own, and those within a sentence that name what they work on. */
const commands = pages.flatMap((page) =>
  [...read(page).matchAll(/npm run dunlin -- ([^`\n]+)/g)].map(([, command = '']) => ({ page, command })),
);

/** Nobody listens there, so that a command that is understood gets no further. */
const NOBODY = 'http://127.0.0.1:9';

describe('the commands of the pages', () => {
  it('are found', () => {
    expect(commands.filter(({ page }) => page === 'runbook.md').length).toBeGreaterThan(20);
  });

  it.each(commands)('$page: npm run dunlin -- $command is understood', async ({ command }) => {
    const words = wordsOf(command);
    const at = words.findIndex((word) => word === '--stage' || word === '--local');
    const rest = at < 0 ? words : words.toSpliced(at, words[at] === '--stage' ? 2 : 1);
    if (words.includes('--help')) return expect(await typed(...rest)).toMatchObject({ exitCode: 0, note: '' });
    // Without a place it works on files: the first word that is not understood is the one that is put behind it.
    if (at < 0)
      return expect(await typed(...words, '--nonsense')).toMatchObject({
        exitCode: 2,
        note: expect.stringContaining("Unknown option '--nonsense'"),
      });
    expect(await typed(...rest, '--local', NOBODY)).toMatchObject({
      exitCode: 1,
      note: expect.stringMatching(/expected the local pipeline at .*, found nobody/),
    });
  });
});

describe('every section of the runbook', () => {
  const sections = runbook.split(/^## /m).slice(1);
  const source = readdirSync(join(docs, '../lib')).map((name) => readFileSync(join(docs, '../lib', name), 'utf8'));
  const anchors = source.flatMap((text) =>
    [...text.matchAll(/runbook: '([a-z-]+)'/g)].map(([, anchor = '']) => anchor),
  );
  const anchorOf = (section: string) => (section.split('\n')[0] ?? '').toLowerCase().replaceAll(' ', '-');
  const ofAlarms = sections.filter((section) => anchors.includes(anchorOf(section)));

  it('that an alarm names is there', () => {
    expect(new Set(ofAlarms.map(anchorOf))).toEqual(new Set(anchors));
    expect(ofAlarms.length).toBeGreaterThan(10);
  });

  it.each(ofAlarms.map((section) => ({ title: anchorOf(section), section })))(
    '$title says what is felt, how to see it and how to mend it',
    ({ section }) => {
      for (const part of ['**Felt.**', '**See.**', '**Mend.**']) expect(section).toContain(part);
    },
  );

  it('that another one points to is there', () => {
    const known = new Set(sections.map(anchorOf));
    const named = [...runbook.matchAll(/\]\(#([a-z-]+)\)/g)].map(([, anchor = '']) => anchor);
    expect(named.filter((anchor) => !known.has(anchor))).toEqual([]);
  });
});
