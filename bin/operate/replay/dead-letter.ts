/** What lies in a queue of dead letters, read as "hand this to that function again". */
import * as z from 'zod';
import type { Letter } from '../../../adapters/sqs/queue.ts';

export type DeadLetter = {
  readonly functionArn: string;
  readonly event: unknown;
  /** What it is about, and what went wrong; neither names anybody. */
  readonly what: string;
  readonly error: string;
};

/** What a function gave up: https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html. */
const GivenUp = z.object({
  requestContext: z.object({ functionArn: z.string(), condition: z.string().optional() }),
  requestPayload: z.unknown(),
  responsePayload: z.object({ errorType: z.string() }).optional().catch(undefined),
});

/** What a rule gave up is the event itself: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-event-delivery.html#eb-rule-dlq. */
const Undelivered = z.object({ TARGET_ARN: z.string(), ERROR_CODE: z.string().optional() });

const Named = z.object({ 'detail-type': z.string() });

/** Undefined where the letter is neither. */
export function deadLetterOf({ body, attributes }: Letter): DeadLetter | undefined {
  const event = parsed(body);
  const undelivered = Undelivered.safeParse(attributes);
  if (undelivered.success) {
    const { TARGET_ARN, ERROR_CODE = 'undelivered' } = undelivered.data;
    return { functionArn: TARGET_ARN, event, what: nameOf(event), error: ERROR_CODE };
  }
  const given = GivenUp.safeParse(event);
  if (!given.success) return undefined;
  const { requestContext, requestPayload, responsePayload } = given.data;
  return {
    functionArn: requestContext.functionArn.replace(/:\$LATEST$/, ''),
    event: requestPayload,
    what: nameOf(requestPayload),
    error: responsePayload?.errorType ?? requestContext.condition ?? 'failed',
  };
}

const nameOf = (event: unknown): string => Named.safeParse(event).data?.['detail-type'] ?? 'an event without a name';

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
