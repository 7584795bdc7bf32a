/** The cells of a scene: every call of its functions, and the functions themselves, under every kind of fault. */
import type { FaultKind } from '../../local/control/faults.ts';
import { openStage, type Stage } from '../support/scenario.ts';
import { READS, type Target, targetsOf, watchCalls } from './calls.ts';
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
/**
 * A read changes nothing: answered and then lost it is one that failed, answered twice it is none, and who dies after it
 * might have died after the call before it.
 */
const READ: readonly FaultKind[] = ['fail-before', 'timeout', 'throttle'];
const WRITES = /^(Put|Update|Delete|TransactWrite)/;

/** Death comes after each call, so between any two of them. */
function faultsOf({ service, operation }: Target): readonly FaultKind[] {
  if (service === 'lambda') return ANSWERED;
  if (service === 'dynamodb' && READS.test(operation)) return READ;
  const conflict: readonly FaultKind[] = service === 'dynamodb' && WRITES.test(operation) ? ['conflict'] : [];
  return [...ANSWERED, 'kill', ...conflict];
}

export interface Healthy {
  readonly stage: Stage;
  readonly played: Played;
  readonly cells: readonly Cell[];
}

/** Plays the scene thrice without a fault and derives the cells from what was called each time: what only a race calls is none. */
export async function openScene(scene: Scene): Promise<Healthy> {
  const stage = await openStage();
  const { played, targets } = await playHealthy(stage, scene);
  const others = [await playHealthy(stage, scene), await playHealthy(stage, scene)];
  const seenAgain = others.map((other) => new Set(other.targets.map(titleOf)));
  const steady = targets.filter((target) => seenAgain.every((titles) => titles.has(titleOf(target))));
  return { stage, played, cells: steady.flatMap((target) => faultsOf(target).map((fault) => ({ ...target, fault }))) };
}

const titleOf = ({ by, name }: Target): string => `${by} ${name}`;

async function playHealthy(stage: Stage, scene: Scene) {
  const calls = watchCalls(stage.pipeline.faults);
  const played = await play(stage, scene);
  const seen = calls();
  const targets = scene.of.flatMap((by): readonly Target[] => {
    const itself = { by, service: 'lambda', operation: by, name: 'its invocation', nth: 1 };
    const its = targetsOf(seen, by);
    return scene.only ? its.filter(({ name }) => scene.only?.test(name)) : [itself, ...its];
  });
  return { played, targets };
}

export interface Verdict {
  readonly complaints: readonly string[];
  readonly repairs: readonly string[];
}

/** Functions that race may leave a call out: the cell is played again then, and counts once its fault has struck. */
const PLAYS = 16;

export async function suffer(healthy: Healthy, scene: Scene, cell: Cell): Promise<Verdict> {
  let seen = await sufferOnce(healthy, scene, cell);
  for (let plays = 1; plays < PLAYS && !seen.struck && seen.complaints.length === 0; plays++)
    seen = await sufferOnce(healthy, scene, cell);
  const { struck, complaints, repairs } = seen;
  return {
    complaints: struck ? complaints : ['the fault did not strike: the call was not made', ...complaints],
    repairs,
  };
}

/** The fault stays for every attempt of its call: what the SDK's own retries mend is no fault to the function. */
async function sufferOnce(
  { stage, played }: Healthy,
  scene: Scene,
  cell: Cell,
): Promise<Verdict & { struck: boolean }> {
  const { by, service, operation, nth, fault } = cell;
  const { faults } = stage.pipeline;
  const stubborn = service !== 'lambda' && fault !== 'repeat' && fault !== 'kill';
  const order = { service, operation, nth, fault, stubborn, ...(service === 'lambda' ? {} : { by }) };
  const seen = await play(stage, scene, { arm: () => faults.order(order) });
  const struck = faults.pending().length === 0;
  faults.clear();
  const copies = fault === 'repeat' && (service === 'ses' || service === 'sms') ? 1 : 0;
  return { struck, complaints: [...seen.complaints, ...differences(played, seen, copies)], repairs: seen.repairs };
}
