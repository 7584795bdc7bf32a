/** Undoes what was started, the last first, whatever of it fails. */

export interface Cleanup {
  readonly add: (undo: () => Promise<void> | void) => void;
  readonly run: () => Promise<void>;
}

export function createCleanup(): Cleanup {
  const undoings: Array<() => Promise<void> | void> = [];
  return {
    add: (undo) => void undoings.push(undo),
    async run() {
      const failures: unknown[] = [];
      for (let undo = undoings.pop(); undo; undo = undoings.pop()) {
        try {
          await undo();
        } catch (error) {
          failures.push(error);
        }
      }
      if (failures.length > 0) throw new AggregateError(failures, 'not everything could be closed');
    },
  };
}
