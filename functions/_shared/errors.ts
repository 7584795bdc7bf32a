/** Renames whatever escapes from a step to one of the three names that the state machine knows. */
import * as z from 'zod';
import { Fault } from '../../core/fault.ts';

/**
 * What cannot be parsed never gets better by itself; anything unexpected may.
 * (A value reached through `z.core` would pull every language of zod into the bundle.)
 */
export function asFault(error: unknown): Fault {
  if (error instanceof Fault) return error;
  if (error instanceof z.ZodError) return new Fault('StepRejected', z.prettifyError(error), { cause: error });
  return new Fault('StepUnavailable', 'expected the step to succeed, found an unexpected failure', { cause: error });
}
