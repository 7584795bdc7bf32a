/** Every task of the state machine: parse in, parse out, and rename what escapes to a name the definition knows. */
import middy from '@middy/core';
import * as z from 'zod';
import { NextDecision } from '../../contracts/tasks/next-decision.ts';
import type { Clock } from '../../core/ports.ts';
import { waitOn } from './clock.ts';
import { asFault } from './errors.ts';
import { log, traceOf } from './log.ts';

const Ids = z
  .object({ caseId: z.string().optional(), cycle: z.number().optional(), run: z.number().optional() })
  .catch({});

/**
 * A handler for `index.ts` to export. The state machine sees only the three names of step errors, and waits in the
 * machine's seconds whatever clock the decision was made by.
 */
export function task<I extends z.ZodType>(
  input: I,
  clock: Clock,
  run: (input: z.output<I>) => Promise<z.input<typeof NextDecision>>,
) {
  return middy(async (event: unknown): Promise<NextDecision> => {
    const ids = Ids.parse(event);
    log('info', 'STARTED', ids);
    const next = await run(input.parse(event));
    const result = NextDecision.parse({ ...next, waitSeconds: waitOn(clock, next.waitSeconds) });
    log('info', 'COMPLETED', ids);
    return result;
  }).onError((request) => {
    const fault = asFault(request.error);
    const level = fault.name === 'StepRejected' ? 'error' : 'warn';
    log(level, 'FAILED', { ...Ids.parse(request.event), fault: fault.name, ...traceOf(request.error) });
    // Not thrown from here: middy would hang the vendor's error, message and all, on what Lambda logs.
    request.error = fault;
  });
}
