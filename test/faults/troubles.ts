/** Faults that are no fault of one call: executions aborted, the stream, the rules, the clock, and Step Functions' own write. */
import { marshall } from '@aws-sdk/util-dynamodb';
import type { FaultKind } from '../../local/control/faults.ts';
import type { Story } from '../support/scenario/story.ts';
import { rowsOf } from './rows.ts';
import { called, chased, held, paidByCard, patient, refused, type Scene } from './scenes.ts';

export interface Trouble {
  readonly by: string;
  readonly call: string;
  readonly fault: string;
  readonly scene: Scene;
  /** Lays the trouble in the way of the scene that is about to begin; what is amiss while it plays is complained of. */
  readonly arm: (story: Story, complain: (of: string) => void) => void;
  /** The day on which a week is gone at once. */
  readonly jumpsFrom?: number;
}

/** On that day of the story, whatever else happens then. */
function onDay(story: Story, day: number, happens: () => Promise<unknown> | unknown, time = '13:00'): void {
  story.pipeline.timeline.at(Date.parse(story.at(day, time)), 'trouble', async () => void (await happens()));
}

function abort(story: Story): void {
  for (const { arn, status } of story.executions())
    if (status === 'RUNNING') story.pipeline.services.states.stopExecution(arn);
}

/** How an execution is caught in each state in which it can be; a state that is new needs its way here. */
export const aborts: Readonly<Record<string, Pick<Trouble, 'scene' | 'arm'>>> = {
  EvaluateEscalation: { scene: chased, arm: beforeCall('lambda', 'evaluate-escalation') },
  WhatIsDue: {
    scene: chased,
    arm: (story) => story.faults.before('lambda', 'evaluate-escalation', async () => soon(story)),
  },
  AwaitPaymentOrNextStep: { scene: chased, arm: (story) => onDay(story, 2, () => abort(story)) },
  SendReminder: { scene: chased, arm: beforeCall('ses', 'SendEmail') },
  AwaitNextTry: {
    scene: chased,
    arm: (story) => {
      story.faults.order({ service: 'ses', operation: 'SendEmail', by: 'send-reminder', fault: 'throttle', count: 12 });
      onDay(story, 3, () => abort(story), '11:45');
    },
  },
  AskAPerson: { scene: refused, arm: beforeCall('lambda', 'ask-a-person') },
  AwaitAPerson: { scene: refused, arm: (story) => onDay(story, 3, () => abort(story)) },
  OpenTask: { scene: called, arm: beforeCall('lambda', 'open-task') },
};

function beforeCall(service: string, operation: string): Trouble['arm'] {
  return (story) => story.faults.before(service, operation, async () => abort(story));
}

/** While the decision is on its way back: the execution is gone before it can fork. */
function soon(story: Story): void {
  story.faults.before('dynamodb', 'BatchGetItem', async () => abort(story));
}

/** Step Functions' own write of the token: once, and until its retries are spent. */
const parked: readonly FaultKind[] = ['fail-before', 'fail-after', 'timeout', 'throttle', 'conflict', 'repeat'];

const parks: readonly Trouble[] = parked.flatMap((fault) =>
  (fault === 'repeat' ? [1] : [1, 8]).map((count) => ({
    by: 'the state machine',
    call: `dynamodb.UpdateItem, ${count} times`,
    fault,
    scene: chased,
    arm: ({ faults }) =>
      faults.order({ service: 'dynamodb', operation: 'UpdateItem', by: 'state-machine', fault, count }),
  })),
);

/** Nothing reaches the function until the day: through its rule, or because each invocation fails. */
const outages: readonly Trouble[] = (['rules', 'lambda'] as const).flatMap((service) =>
  (
    [
      ['wake-case', chased, 9],
      ['send-receipts', chased, 5],
      ['receive-delivery-event', chased, 6],
      ['start-due-cases', chased, 5],
      ['apply-payment', paidByCard, 6],
    ] as const
  ).map(([operation, scene, until]) => ({
    by: operation,
    call: service === 'rules' ? 'its rule' : 'its invocation',
    fault: 'fails for days',
    scene,
    arm: (story) => {
      story.faults.order({ service, operation, fault: 'fail-before', count: 100_000 });
      onDay(story, until, () => story.faults.clear());
    },
  })),
);

/** Every record of the story's own, the newest first and all of them again, as a stream never would and a replay may. */
async function tellBackwards(story: Story): Promise<void> {
  const { audit } = await rowsOf(story.pipeline, story.creditorId);
  const Records = audit
    .toSorted((a, b) => b.version - a.version)
    .map((item, at) => ({
      eventName: 'INSERT',
      dynamodb: { SequenceNumber: String(at + 1), NewImage: marshall(item, { removeUndefinedValues: true }) },
    }));
  const outcome = await story.pipeline.invoke('publish-events', { Records });
  if (!outcome.ok) throw new Error(`expected the records to be told again, found ${outcome.errorType}`);
}

const stream: readonly Trouble[] = [
  {
    ...{ by: 'the stream', call: 'every record', fault: 'again and out of order', scene: chased },
    arm: (story) => {
      for (const day of [2, 5, 10]) onDay(story, day, () => tellBackwards(story));
    },
  },
  {
    ...{ by: 'the stream', call: 'its records', fault: 'the bus takes none for hours', scene: chased },
    arm: (story) => {
      story.faults.order({ service: 'events', operation: 'PutEvents', fault: 'fail-before', count: 100_000 });
      onDay(story, 3, () => story.faults.clear(), '20:00');
    },
  },
];

/** A week that is gone at once, from each moment at which the path can stand. */
const jumps: readonly Trouble[] = (
  [
    [1, 'before the first step'],
    [5, 'between two steps'],
    [11, 'before the payment'],
  ] as const
).map(([from, when]) => ({
  by: 'the clock',
  call: when,
  fault: 'jumps a week',
  scene: patient,
  arm: () => undefined,
  jumpsFrom: from,
}));

/** An execution that was replaced and still asks: a newer run has the case. */
const replaced: readonly Trouble[] = ['evaluate-escalation', 'send-reminder', 'open-task', 'ask-a-person'].map(
  (name) => ({
    by: 'an older run',
    call: name,
    fault: 'is still alive',
    scene: chased,
    arm: (story, complain) =>
      onDay(story, 5, async () => {
        const { run, ...ref } = JSON.parse(story.executions()[0]?.input ?? '{}');
        const outcome = await story.pipeline.invoke(name, { ...ref, run: run - 1, stepId: 'second', fault: 'Old' });
        const { kind = outcome } = Object(outcome.ok ? outcome.payload : outcome);
        if (kind !== 'superseded') complain(`${name} served an older run: ${JSON.stringify(kind)}`);
      }),
  }),
);

/** A hold is lifted in the moment in which the execution goes to rest for it, and nobody wakes it. */
const races: readonly Trouble[] = [
  {
    by: 'the state machine',
    call: 'dynamodb.UpdateItem',
    fault: 'meets a change, and the wake is lost',
    scene: held,
    arm: (story) => {
      const { faults } = story;
      const liftAtRest = () => faults.before('dynamodb', 'UpdateItem', lift);
      const lift = async () => {
        await story.release();
        faults.order({ service: 'lambda', operation: 'wake-case', fault: 'fail-before', count: 100_000 });
      };
      onDay(story, 0, () => faults.before('lambda', 'evaluate-escalation', async () => liftAtRest()));
      onDay(story, 9, () => faults.clear());
    },
  },
];

const aborted: readonly Trouble[] = Object.entries(aborts).map(([state, way]) => ({
  ...way,
  by: 'an execution',
  call: state,
  fault: 'is aborted',
}));

export const troubles: readonly Trouble[] = [
  ...aborted,
  ...replaced,
  ...races,
  ...parks,
  ...outages,
  ...stream,
  ...jumps,
];
