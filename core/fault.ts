/** The three names by which a fault travels: the state machine retries by name, so there are no others. */

/**
 * `StepRejected` is never retried, a person looks; `StepDeferred` is tried again later, for somebody asked us to slow down;
 * `StepUnavailable` is tried again soon.
 */
export type FaultName = 'StepRejected' | 'StepDeferred' | 'StepUnavailable';

/** What could not be done, with what was expected and found in its message and the first cause kept. */
export class Fault extends Error {
  override readonly name: FaultName;

  constructor(name: FaultName, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = name;
  }
}
