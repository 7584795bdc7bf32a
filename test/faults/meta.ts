/** What a cell leaves with its test, for the table that is printed when all have run. */
export interface CellReport {
  /** The function, or whoever else suffers. */
  readonly by: string;
  readonly call: string;
  readonly fault: string;
  /** The operator's commands that it took. */
  readonly repairs: readonly string[];
}

declare module 'vitest' {
  interface TaskMeta {
    cell?: CellReport;
  }
}
