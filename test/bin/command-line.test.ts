/** How the command line is read: help, mistakes, and which pipeline or stage is meant. */
import { describe, expect, it } from 'vitest';
import { readAmounts, readBanks } from '../../bin/operate/bank-details.ts';
import { LOCAL_URL, withLocalUrl } from '../../bin/operate/target.ts';
import { typed } from './typed.ts';

describe('the command line', () => {
  it.each([[[]], [['--help']], [['-h']]])('lists the commands for %j', async (words) => {
    const said = await typed(...words);
    expect(said).toMatchObject({ exitCode: 0, note: '' });
    for (const name of ['creditor create', 'keys create', 'stop', 'go', 'cases resume', 'stripe secret'])
      expect(said.out).toContain(name);
  });

  it('tells the options of a command', async () => {
    expect(await typed('keys', 'create', '--help')).toMatchObject({
      exitCode: 0,
      out: expect.stringContaining('--scopes'),
    });
  });

  it.each([
    { words: ['dance'], note: /expected a command, found "dance"/ },
    { words: ['keys', 'dance'], note: /expected a command, found "keys dance"/ },
    { words: ['keys', 'list', '--nonsense'], note: /--nonsense[\s\S]*keys list --help/ },
    { words: ['keys', 'list'], note: /expected a target: --local .* or --stage NAME --table NAME/ },
    {
      words: ['keys', 'list', '--local', '--stage', 'dev'],
      note: /expected either --local or --stage NAME, found both/,
    },
    { words: ['keys', 'list', '--stage', 'dev'], note: /the output TableName of the stack Dunlin-dev-Ledger/ },
    { words: ['keys', 'list', '--table', 'x'], note: /expected --stage NAME beside --table/ },
  ])('answers 2 and says what to do for $words', async ({ words, note }) => {
    expect(await typed(...words)).toMatchObject({ exitCode: 2, note: expect.stringMatching(note) });
  });

  it('answers 1 where no pipeline runs', async () => {
    expect(await typed('keys', 'list', '--creditor', 'demo', '--local', 'http://127.0.0.1:9')).toMatchObject({
      exitCode: 1,
      note: expect.stringMatching(/start it with "npm start"/),
    });
  });

  it('takes --local with and without an address', () => {
    expect(withLocalUrl(['--local', '--creditor', 'x'])).toEqual([`--local=${LOCAL_URL}`, '--creditor', 'x']);
    expect(withLocalUrl(['--local', 'http://127.0.0.1:1'])).toEqual(['--local', 'http://127.0.0.1:1']);
  });

  it.each(['GBP', 'GBP:Name', 'GBP:Name|Sort code', 'GBP:Name|Sort code=', ':Name|a=b'])(
    'refuses the bank details %j',
    (text) => {
      expect(() => readBanks([text])).toThrow(/expected --bank/);
    },
  );

  it.each(['GBP', 'GBP:', 'GBP:1:2', ':5'])('refuses the amount %j', (text) => {
    expect(() => readAmounts('large', [text])).toThrow(/expected --large GBP:5000.00/);
  });
});
