/** The cells of a scene: every call of its functions, and the functions themselves, under every kind of fault. */
import type { FaultKind } from '../../local/control/faults.ts';
import { openStage, type Stage } from '../support/scenario.ts';
import { type Target, targetsOf, watchCalls } from './calls.ts';
import { differences, type Played, play } from './cell.ts';
import type { Scene } from './scenes.ts';

export interface Cell extends Target {
  readonly fault: FaultKind;
}

export const WORDS: Readonly<Record<FaultKind, string>> = {
  'fail-before': 'fails before',
  'fail-after': 'fails after',
  timeout: 'times out',
  throttle: 'is throttled',
  refuse: 'refuses',
  conflict: 'conflicts',
  repeat: 'answers twice',
  kill: 'dies after',
};

const ANSWERED: readonly FaultKind[] = ['fail-before', 'fail-after', 'timeout', 'throttle', 'repeat'];
const WRITES = /^(Put|Update|Delete|TransactWrite)/;

/** Death comes after each call, so between any two of them. */
function faultsOf({ service, operation }: Target): readonly FaultKind[] {
  if (service === 'lambda') return ANSWERED;
  const conflict: readonly FaultKind[] = service === 'dynamodb' && WRITES.test(operation) ? ['conflict'] : [];
  return [...ANSWERED, 'kill', ...conflict];
}

export interface Healthy {
  readonly stage: Stage;
  readonly played: Played;
  readonly cells: readonly Cell[];
}

/** Plays the scene without a fault and derives the cells from what was called. */
export async function openScene(scene: Scene): Promise<Healthy> {
  const stage = await openStage();
  const calls = watchCalls(stage.pipeline.faults);
  const played = await play(stage, scene);
  const seen = calls();
  const targets = scene.of.flatMap((by) => {
    const itself = { by, service: 'lambda', operation: by, name: 'its invocation', nth: 1 };
    const its = targetsOf(seen, by);
    return scene.only ? its.filter(({ name }) => scene.only?.test(name)) : [itself, ...its];
  });
  return { stage, played, cells: targets.flatMap((target) => faultsOf(target).map((fault) => ({ ...target, fault }))) };
}

export interface Verdict {
  readonly complaints: readonly string[];
  readonly repairs: readonly string[];
}

/** The fault stays for every attempt of its call: what the SDK's own retries mend is no fault to the function. */
export async function suffer({ stage, played }: Healthy, scene: Scene, cell: Cell): Promise<Verdict> {
  const { by, service, operation, nth, fault } = cell;
  const { faults } = stage.pipeline;
  const stubborn = service !== 'lambda' && fault !== 'repeat' && fault !== 'kill';
  const order = { service, operation, nth, fault, stubborn, ...(service === 'lambda' ? {} : { by }) };
  const seen = await play(stage, scene, { arm: () => faults.order(order) });
  const unstruck = faults.pending().length > 0 ? ['the fault did not strike: the call was not made'] : [];
  faults.clear();
  const copies = fault === 'repeat' && (service === 'ses' || service === 'sms') ? 1 : 0;
  return { complaints: [...unstruck, ...seen.complaints, ...differences(played, seen, copies)], repairs: seen.repairs };
}
