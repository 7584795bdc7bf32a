/** MiniStack as an engine: the machines deployed on it, with scripted functions and its own table. */
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetExecutionHistoryCommand, SFNClient } from '@aws-sdk/client-sfn';
import { startEmulator } from '../../deploy/emulator.ts';
import { deploy, machineName, TABLE_NAME } from './deployment.ts';
import type { Play } from './play.ts';
import type { Engine } from './run.ts';
import { startScriptServer } from './script-server.ts';

/** An hour's wait takes 36 ms, and 300 days more than four minutes. */
const WAIT_SCALE = 1e-5;
/** Looking costs a request, and the machine's two processors have other work. */
const LOOK_EVERY_MS = 40;
const LOOK_AT_LEAST_EVERY_MS = 250;

export type DeployedStage = {
  readonly engineFor: (play: Play, caseId: string) => Engine;
  readonly stop: () => Promise<void>;
};

export async function startDeployed(): Promise<DeployedStage> {
  const scripts = await startScriptServer();
  const patch = join(import.meta.dirname, 'scripted_table.py');
  const emulator = await startEmulator({
    waitScale: WAIT_SCALE,
    patch,
    functionEnv: { SCRIPT_URL: scripts.url },
  });
  const { endpoint, region, account } = emulator;
  const place = { endpoint, region, credentials: { accessKeyId: 'test', secretAccessKey: 'test' }, maxAttempts: 1 };
  const [sfn, table] = [new SFNClient(place), new DynamoDBClient(place)];
  const stop = async (): Promise<void> => {
    sfn.destroy();
    table.destroy();
    await emulator.stop();
    await scripts.stop();
  };
  await deploy(emulator, scripts.url).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  const engine: Engine = {
    sfn,
    table,
    tableName: TABLE_NAME,
    machineArn: (variant) => `arn:aws:states:${region}:${account}:stateMachine:${machineName(variant)}`,
    settle: (looks) => delay(Math.min(LOOK_EVERY_MS * 1.5 ** looks, LOOK_AT_LEAST_EVERY_MS), false),
    moveOn: () => undefined,
    calm: (executionArn) => calm(sfn, executionArn),
  };
  const engineFor = (play: Play, caseId: string): Engine => {
    scripts.add(caseId, play);
    return engine;
  };
  return { engineFor, stop };
}

/** A stopped execution's thread goes on to the end of its state: looks until its history grows no more. */
async function calm(sfn: SFNClient, executionArn: string): Promise<void> {
  let seen = -1;
  for (let still = 0; still < 5; await delay(LOOK_EVERY_MS)) {
    const { events = [] } = await sfn.send(new GetExecutionHistoryCommand({ executionArn, maxResults: 1000 }));
    still = events.length === seen ? still + 1 : 0;
    seen = events.length;
  }
}
