/** The stream pump: reads when something was written and hands records on, in flight until all of them are handled. */
import type { Timeline } from '../time/timeline.ts';
import { FULL_READING, type StreamReader, type StreamRecord } from './stream.ts';

export interface Pump {
  /** Something may have been written: reads now, or again as soon as the present reading is done. */
  readonly wake: () => void;
  /** Reads until nothing is left. */
  readonly drain: () => Promise<void>;
}

export function createPump(
  reader: StreamReader,
  timeline: Timeline,
  hand: (records: readonly StreamRecord[]) => void,
): Pump {
  let asked = false;
  let reading: Promise<void> | undefined;

  const readAll = async (): Promise<void> => {
    try {
      while (asked) {
        asked = false;
        const records = await reader.read();
        if (records.length > 0) hand(records);
        // A reading that came back less than full left nothing behind; a later write asks again.
        asked ||= records.length >= FULL_READING;
      }
    } finally {
      // At once and not a turn later, or a write in between would ask a reading that has ended.
      reading = undefined;
    }
  };

  const drain = (): Promise<void> => {
    asked = true;
    reading ??= timeline.track(readAll());
    return reading;
  };

  return { wake: () => void drain().catch(() => undefined), drain };
}
