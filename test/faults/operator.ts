/** The person behind the alarms, who does what docs/runbook.md says, with its commands. */
import { operate } from '../../bin/operate/operate.ts';
import type { Pipeline } from '../../local/pipeline.ts';
import type { Story } from '../support/scenario/story.ts';
import type { Stage } from '../support/scenario.ts';

const TRIES = 8;
const PAUSE_MS = 10 * 60_000;

/** Asks again after ten minutes while the asking itself fails: what a fault hits may be the look at it. */
export async function insist<T>(pipeline: Pipeline, ask: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await ask();
    } catch (error) {
      if (tries === TRIES) throw error;
      await pipeline.advanceTo(pipeline.now() + PAUSE_MS);
    }
  }
}

export type Operator = ReturnType<typeof createOperator>;

export function createOperator({ pipeline }: Stage, story: Story) {
  const resumed = new Set<string>();
  const repairs: string[] = [];
  const complaints: string[] = [];

  /** Answers whether the command succeeded. */
  async function types(...words: readonly string[]): Promise<boolean> {
    const said: string[] = [];
    const say = (line: string) => void said.push(line);
    const code = await operate([...words, '--local', pipeline.url], { out: say, note: say });
    repairs.push(words.slice(0, 2).join(' '));
    if (code !== 0) complaints.push(`"${words.join(' ')}" ended with ${code}: ${said.join(' ')}`);
    return code === 0;
  }

  /** Alarm "Person needed". */
  async function resume(): Promise<void> {
    for (const { taskId, kind, state, invoiceId } of await insist(pipeline, story.tasks)) {
      if (kind !== 'person-needed' || state !== 'open' || resumed.has(taskId)) continue;
      resumed.add(taskId);
      if ((await insist(pipeline, () => story.invoice(invoiceId))).caseState !== 'open') continue;
      await types('cases', 'resume', '--creditor', story.creditorId, '--invoice', invoiceId);
    }
  }

  /** Alarms "Failed invocations", "Undelivered events" and "Events not published". */
  async function replay(): Promise<void> {
    const undelivered = pipeline.services.bus.deadLetters();
    const dropped = undelivered.filter(({ deadLetterArn }) => deadLetterArn === undefined);
    complaints.push(...dropped.map(({ targetArn }) => `an event for ${targetArn} was dropped without a queue`));
    if (pipeline.queued().length > 0) await types('replay', 'queue', '--queue', 'failed');
    if (undelivered.length > 0) await types('replay', 'queue', '--queue', 'undelivered');
    if (givenUp(pipeline).length > 0) await types('replay', 'events', '--from', 's3');
  }

  return {
    repairs,
    complaints,
    async mend(): Promise<void> {
      await replay();
      await pipeline.settle();
      await resume();
      await pipeline.settle();
    },
  };
}

/** Records of the table's stream that were given up, by their keys in the failures bucket. */
export const givenUp = ({ blueprint, services: { s3 } }: Pipeline): readonly string[] =>
  blueprint.buckets.flatMap((bucket) => s3.keys(bucket)).filter((key) => key.startsWith('aws/lambda/'));
