import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openJournal } from '../../../local/journal/journal.ts';

const folder = mkdtempSync(join(tmpdir(), 'journal-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe.each([
  { where: 'on disk', file: () => join(folder, `${crypto.randomUUID()}.db`) },
  { where: 'in memory', file: () => undefined },
])('a journal $where', ({ file }) => {
  it('answers the rows of one kind in the order in which they were first put', () => {
    const journal = openJournal(file());
    journal.put('clock', 'now', 1);
    journal.put('letter', 'b', { n: 1 });
    journal.put('letter', 'a', { n: 2 });
    journal.put('letter', 'b', { n: 3 });
    expect([...journal.all('letter')]).toEqual([
      { key: 'b', value: { n: 3 } },
      { key: 'a', value: { n: 2 } },
    ]);
    journal.remove('letter', 'b');
    expect([...journal.all('letter')].map(({ key }) => key)).toEqual(['a']);
    expect(journal.get('clock', 'now')).toBe(1);
    journal.close();
  });

  it('keeps what was put, not what its owner made of it later', () => {
    const journal = openJournal(file());
    const letter = { state: 'written' };
    journal.put('letter', 'a', letter);
    letter.state = 'burnt';
    expect(journal.get('letter', 'a')).toEqual({ state: 'written' });
    journal.close();
  });
});

it('a journal on disk is there again after it was opened anew, its order too', () => {
  const file = join(folder, 'again.db');
  const first = openJournal(file);
  first.put('letter', 'b', 1);
  first.put('letter', 'a', 2);
  first.close();
  const second = openJournal(file);
  second.put('letter', '0', 3);
  expect([...second.all('letter')].map(({ key }) => key)).toEqual(['b', 'a', '0']);
  second.close();
});
