/** `replay queue`: what a rule or a function gave up on is handed to its function again and taken out of the queue. */
import { createFunctions, lambdaClient } from '../../../adapters/lambda/functions.ts';
import { createQueue, type Letter, type Queue, sqsClient } from '../../../adapters/sqs/queue.ts';
import { type Command, flag, type Terminal, text } from '../command.ts';
import { misused, OperatorError } from '../operator-error.ts';
import { type DeadLetter, deadLetterOf } from './dead-letter.ts';

/** Outputs of the pipeline's stack, by the name an operator uses. */
const QUEUES = new Map([
  ['undelivered', 'UndeliveredQueueUrl'],
  ['failed', 'FailedInvocationsQueueUrl'],
]);

export const replayQueue: Command = {
  name: 'replay queue',
  summary: 'hands dead letters to their functions again',
  usage: `npm run dunlin -- replay queue --local --queue failed

  --queue      undelivered (a rule could not reach its function) or failed (a function gave up)
  --list       only shows what lies there
Every function may see an event twice. A letter leaves the queue once its function has accepted it; what fails again
comes back to the queue "failed" within minutes.`,
  options: { queue: text, list: flag },
  async run({ values, target, terminal }) {
    const output = QUEUES.get(values.required('queue'));
    if (output === undefined)
      throw misused(`expected --queue ${[...QUEUES.keys()].join(' or ')}, found --queue ${values.text('queue')}`);
    const queue = createQueue(sqsClient(), await target.output(output));
    await (values.flag('list') ? list(queue, terminal) : replay(queue, terminal));
  },
};

/** Everything that can be seen now; each is shown once, for it is hidden as soon as it is received. */
async function* lettersOf(queue: Queue): AsyncGenerator<Letter> {
  for (;;) {
    const page = await queue.receive();
    if (page.length === 0) return;
    yield* page;
  }
}

const lineOf = (letter: DeadLetter | undefined): string =>
  letter
    ? [letter.functionArn.split(':').at(-1), letter.what, letter.error].join('  ')
    : 'unreadable  neither an event that was not delivered nor an invocation that failed';

async function list(queue: Queue, { out, note }: Terminal): Promise<void> {
  const seen: Letter[] = [];
  try {
    for await (const letter of lettersOf(queue)) {
      seen.push(letter);
      out(lineOf(deadLetterOf(letter)));
    }
  } finally {
    for (const letter of seen) await queue.putBack(letter);
  }
  note(seen.length === 0 ? 'The queue is empty.' : `${seen.length} in the queue; nothing was done to them.`);
}

async function replay(queue: Queue, { out, note }: Terminal): Promise<void> {
  const functions = createFunctions(lambdaClient());
  const left: string[] = [];
  let replayed = 0;
  for await (const letter of lettersOf(queue)) {
    const dead = deadLetterOf(letter);
    const refusal = dead ? await refusalOf(functions.later(dead.functionArn, dead.event)) : 'unreadable';
    out(`${lineOf(dead)}  ${refusal === undefined ? 'handed over' : `stays (${refusal})`}`);
    if (refusal === undefined) {
      await queue.remove(letter);
      replayed++;
    } else left.push(refusal);
  }
  note(`Handed over ${replayed}.`);
  if (left.length > 0)
    throw new OperatorError(
      `expected every letter to be accepted, found ${left.length} that were not (${[...new Set(left)].join(', ')}): they stay in the queue`,
    );
}

/** By the error's name; undefined where it was accepted. */
async function refusalOf(work: Promise<void>): Promise<string | undefined> {
  return work.then(
    () => undefined,
    (error: unknown) => (error instanceof Error ? error.name : String(error)),
  );
}
