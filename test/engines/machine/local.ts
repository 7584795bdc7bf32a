/** The local interpreter as an engine: an engine and a clock per case, and one table of dynoxide's for all. */
import { setTimeout as delay } from 'node:timers/promises';
import { createSdk } from '../../../local/lambda/machine-ports.ts';
import type { WireRequest, WireResponse } from '../../../local/wire.ts';
import { clientOf, createClock, createHouse, MACHINE, returns, throws } from '../../local/states/house.ts';
import { startTable, type TestTable } from '../../support/table.ts';
import { substituted, type Variant } from './machines.ts';
import type { Play } from './play.ts';
import type { Engine } from './run.ts';
import { FUNCTION_STATES } from './script.ts';

export type LocalStage = {
  readonly engineFor: (play: Play, variant: Variant) => Engine;
  readonly stop: () => Promise<void>;
};

export async function startLocal(): Promise<LocalStage> {
  const world = await startTable();
  return { engineFor: (play, variant) => createEngine(world, play, variant), stop: () => world.stop() };
}

function createEngine({ client, tableName, endpoint }: TestTable, play: Play, variant: Variant): Engine {
  const clock = createClock();
  const sdk = createSdk((request) => forward(endpoint, request));
  const { states } = createHouse({
    clock,
    async invoke(payload, state) {
      const reply = await play.invoke(functionStateOf(state), payload);
      return reply.ok ? returns(reply.payload) : throws(reply.errorType);
    },
    async sdk(args) {
      const fails = (errorName: string) => ({ ok: false as const, errorName, message: 'scripted' });
      const before = await play.beforeWrite(args);
      if (before !== undefined) return fails(before);
      const outcome = await sdk('dynamodb', 'updateItem', args, scriptedCall);
      const after = outcome.ok ? await play.afterWrite(args) : undefined;
      return after === undefined ? outcome : fails(after);
    },
  });
  states.deploy(
    MACHINE,
    substituted(variant, (name) => (name === 'TableName' ? tableName : `no-${name}`)),
  );
  return {
    ...{ sfn: clientOf(states), table: client, tableName, machineArn: () => MACHINE },
    settle: () => Promise.race([clock.settle().then(() => true), delay(5, false)]),
    moveOn() {
      if (!clock.toNext()) throw new Error('expected something to wait for, found an execution at rest');
    },
    calm: () => clock.settle(),
  };
}

/** Whose call it is makes no difference to the table. */
const scriptedCall = { executionArn: '', stateMachineArn: '', state: '', retryCount: 0 };

function functionStateOf(state: string) {
  const found = FUNCTION_STATES.find((name) => name === state);
  if (found) return found;
  throw new Error(`expected one of ${FUNCTION_STATES.join(', ')} to call a function, found ${state}`);
}

async function forward(endpoint: string, { method, headers, body }: WireRequest): Promise<WireResponse> {
  const answer = await fetch(endpoint, { method, headers: { ...headers }, body: new Uint8Array(body) });
  return { status: answer.status, headers: {}, body: Buffer.from(await answer.arrayBuffer()) };
}
