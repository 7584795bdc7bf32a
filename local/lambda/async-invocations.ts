/** Asynchronous invocations: accepted once they are in the journal, tried three times, then sent where failures go. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { FunctionSpec } from '../template/functions.ts';
import type { Timeline } from '../time/timeline.ts';
import type { Journal } from '../wire.ts';
import type { Destinations } from './destinations.ts';
import type { LambdaHost } from './host.ts';
import type { Outcome } from './invocation.ts';

export interface AsyncInvocations {
  readonly add: (functionArn: string, event: unknown) => void;
  /** Takes up what a stopped process left undone. */
  readonly resume: () => void;
}

export interface AsyncInvocationsDeps {
  readonly host: LambdaHost;
  readonly journal: Journal;
  readonly timeline: Timeline;
  readonly destinations: Destinations;
}

const kind = 'lambda.async';
const pendingSchema = z.object({
  id: z.string(),
  functionArn: z.string(),
  event: z.unknown().optional(),
  failures: z.number(),
  dueMs: z.number(),
});
type Pending = z.output<typeof pendingSchema>;

export function createAsyncInvocations({
  host,
  journal,
  timeline,
  destinations,
}: AsyncInvocationsDeps): AsyncInvocations {
  const schedule = (pending: Pending): void => {
    timeline.at(pending.dueMs, `lambda ${pending.functionArn}`, () => attempt(pending));
  };

  const attempt = async (pending: Pending): Promise<void> => {
    const outcome = await host.invoke(pending.functionArn, pending.event);
    if (outcome.ok) return journal.remove(kind, pending.id);
    const spec = host.find(pending.functionArn);
    const failures = pending.failures + 1;
    if (failures > (spec?.asyncRetries ?? 0)) {
      if (spec?.onFailureArn)
        await destinations.send(spec.onFailureArn, failureRecord(pending, spec, outcome, timeline.now()));
      return journal.remove(kind, pending.id);
    }
    // Lambda waits one minute before the first retry and two before the second.
    const next = { ...pending, failures, dueMs: timeline.now() + failures * 60_000 };
    journal.put(kind, next.id, next);
    schedule(next);
  };

  return {
    add(functionArn, event) {
      const pending = { id: randomUUID(), functionArn, event, failures: 0, dueMs: timeline.now() };
      journal.put(kind, pending.id, pending);
      schedule(pending);
    },
    resume() {
      for (const { value } of [...journal.all(kind)]) schedule(pendingSchema.parse(value));
    },
  };
}

function failureRecord(pending: Pending, spec: FunctionSpec, outcome: Outcome & { ok: false }, nowMs: number): object {
  return {
    version: '1.0',
    timestamp: new Date(nowMs).toISOString(),
    requestContext: {
      requestId: pending.id,
      functionArn: `${spec.arn}:$LATEST`,
      condition: 'RetriesExhausted',
      approximateInvokeCount: pending.failures + 1,
    },
    requestPayload: pending.event,
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    responsePayload: { errorType: outcome.errorType, errorMessage: outcome.message },
  };
}
