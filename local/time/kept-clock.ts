/** A clock that a restart finds where it stood: what is kept in the journal wins over what is asked for. */
import type { KeptJournal } from '../journal/journal.ts';
import { type Clock, createClock } from './clock.ts';

export function createKeptClock(journal: KeptJournal, startMs: number): Clock {
  const kept = journal.get('clock', 'now');
  const clock = createClock(typeof kept === 'number' ? kept : startMs);
  journal.put('clock', 'now', clock.now());
  return {
    now: clock.now,
    set(ms) {
      clock.set(ms);
      journal.put('clock', 'now', ms);
    },
  };
}
