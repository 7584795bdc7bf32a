/** What an operator did or met that stops a command; the message says what to do. */
export class OperatorError extends Error {
  override readonly name = 'OperatorError';
  /** 2 where the command itself was wrong, 1 where it failed. */
  readonly exitCode: 1 | 2;
  constructor(message: string, exitCode: 1 | 2 = 1, options?: ErrorOptions) {
    super(message, options);
    this.exitCode = exitCode;
  }
}

/** The command was not understood: nothing was tried. */
export const misused = (message: string): OperatorError => new OperatorError(message, 2);
