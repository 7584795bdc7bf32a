/** What a rule or a schedule may aim at: a function, a state machine or a queue. */
import type { Delivered } from '../events/deliveries.ts';
import type { States } from '../states/engine.ts';
import type { AsyncInvocations } from './async-invocations.ts';
import type { Destinations } from './destinations.ts';
import type { LambdaHost } from './host.ts';

export interface TargetsDeps {
  readonly host: LambdaHost;
  readonly invocations: AsyncInvocations;
  readonly destinations: Destinations;
  readonly states: () => States;
}

export type Deliver = (targetArn: string, input: unknown) => Promise<Delivered>;

/** A function counts as reached once its asynchronous invocation is kept; its own retries follow from there. */
export function createTargets({ host, invocations, destinations, states }: TargetsDeps): Deliver {
  return async (targetArn, input) => {
    const service = targetArn.split(':')[2];
    if (service === 'lambda' && host.find(targetArn)) invocations.add(targetArn, input);
    else if (service === 'states')
      states().startExecution({ stateMachineArn: targetArn, input: JSON.stringify(input) });
    else if (service === 'sqs') await destinations.send(targetArn, Object(input));
    else
      return { ok: false, retry: false, error: `expected a function, a state machine or a queue, found ${targetArn}` };
    return { ok: true };
  };
}
