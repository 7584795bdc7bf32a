/** Starts virtual time in this process, and ends it. */
import type { Cleanup } from '../cleanup.ts';
import type { KeptJournal } from '../journal/journal.ts';
import { installDate, realNow } from './clock.ts';
import { createKeptClock } from './kept-clock.ts';
import { createTimeline, type Timeline } from './timeline.ts';

export interface TimelineStart {
  readonly journal: KeptJournal;
  /** ISO 8601; the real moment where nothing is said. */
  readonly start: string | undefined;
  readonly cleanup: Cleanup;
  readonly onFault: (label: string, error: unknown) => void;
}

/** From here on `Date` is virtual in this process, until the cleanup. */
export function openTimeline({ journal, start, cleanup, onFault }: TimelineStart): Timeline {
  const clock = createKeptClock(journal, start === undefined ? realNow() : parseInstant(start));
  cleanup.add(installDate(clock));
  return createTimeline({ clock, onFault });
}

/** How long a closing pipeline waits for work in flight, in real milliseconds; what is left is in the journal. */
const PATIENCE_MS = 5000;

/** Releases nothing any more and waits, within reason, for what is in flight. */
export async function endWork(timeline: Timeline): Promise<void> {
  timeline.stop();
  const { promise, resolve } = Promise.withResolvers<void>();
  const patience = setTimeout(resolve, PATIENCE_MS);
  await Promise.race([timeline.idle(), promise]);
  clearTimeout(patience);
}

export function parseInstant(text: string): number {
  const ms = Date.parse(text);
  if (Number.isNaN(ms)) throw new Error(`expected an instant like 2026-03-01T09:00:00Z, found ${text}`);
  return ms;
}
