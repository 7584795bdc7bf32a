/** The command line of `npm start`, and what a person reads when it cannot go on. */
import { describe, expect, it } from 'vitest';
import { readOptions, WrongOptions } from '../../../local/demo/options.ts';
import { inWords } from '../../../local/demo/trouble.ts';

describe('the options', () => {
  it('are the whole demo on port 4747 where nothing is said', () => {
    expect(readOptions([])).toEqual({ exit: false, empty: false, help: false, port: 4747, speed: 0 });
  });

  it('are read as typed', () => {
    const typed = [
      '--exit',
      '--empty',
      '--clock',
      '2026-03-02T09:00:00Z',
      '--port',
      '0',
      '--data',
      'x',
      '--speed',
      '60',
    ];
    expect(readOptions(typed)).toEqual({
      ...{ exit: true, empty: true, help: false, port: 0, speed: 60, data: 'x' },
      clock: '2026-03-02T09:00:00Z',
    });
  });

  it.each([
    { typed: ['--port', 'http'], message: /expected --port 4747 \(0 to 65535\), found http/ },
    { typed: ['--port', '70000'], message: /found 70000/ },
    { typed: ['--clock', 'noon'], message: /expected --clock 2026-03-02T09:00:00Z, found noon/ },
    { typed: ['--speed', '-1'], message: /speed/ },
    { typed: ['--sped', '1'], message: /--sped[\s\S]*npm start -- --help/ },
    { typed: ['today'], message: /today/ },
  ])('refuse $typed', ({ typed, message }) => {
    expect(() => readOptions(typed)).toThrow(WrongOptions);
    expect(() => readOptions(typed)).toThrow(message);
  });
});

describe('a start that fails', () => {
  it.each([
    { error: Object.assign(new Error('listen'), { code: 'EADDRINUSE', port: 4747 }), words: /port 4747 .*--port N/ },
    { error: Object.assign(new Error('mkdir /x'), { code: 'EACCES' }), words: /--data DIR/ },
    { error: new Error('expected dynoxide, or set DYNAMODB_ENDPOINT'), words: /DYNAMODB_ENDPOINT=http/ },
    { error: new WrongOptions('expected --port 4747'), words: /^expected --port 4747$/ },
  ])('says what to do: $words', ({ error, words }) => {
    expect(inWords(error)).toMatch(words);
  });
});
