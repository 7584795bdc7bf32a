/** The rows of the matrix that are no call of a function: executions, the stream, rules, the clock, Step Functions itself. */
import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dynamoClient } from '../../adapters/dynamodb/client.ts';
import { isMeant } from '../../local/lambda/life.ts';
import { openStage, type Stage } from '../support/scenario.ts';
import { differences, type Played, play, unhealthy } from './cell.ts';
import { deskScenes } from './desk-scenes.ts';
import './meta.ts';
import { givenUp } from './operator.ts';
import { chased, type Scene, scenes } from './scenes.ts';
import { aborts, type Trouble, troubles } from './troubles.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const healthy = new Map<Scene, Played>();

async function healthyEndOf(scene: Scene): Promise<Played> {
  const known = healthy.get(scene) ?? (await play(stage, scene));
  healthy.set(scene, known);
  return known;
}

async function complaintsAbout({ scene, arm, jumpsFrom }: Trouble): Promise<Pick<Played, 'complaints' | 'repairs'>> {
  const ended = await healthyEndOf(scene);
  const seen = await play(stage, scene, { arm, jumpsFrom });
  const unstruck = stage.pipeline.faults.pending().length > 0 ? ['the fault did not strike'] : [];
  stage.pipeline.faults.clear();
  return {
    complaints: [...unhealthy(ended, scene), ...unstruck, ...seen.complaints, ...differences(ended, seen, 0)],
    repairs: seen.repairs,
  };
}

describe('the matrix', () => {
  it('has a scene for every function of the template', () => {
    const ours = stage.pipeline.blueprint.functions.filter(
      ({ environment }) => 'TABLE_NAME' in environment || 'EVENT_BUS_NAME' in environment,
    );
    const covered = new Set([...scenes, ...deskScenes].flatMap(({ of }) => of));
    expect(ours.length).toBeGreaterThan(15);
    expect(ours.map(({ name }) => name).filter((name) => ![...covered].some((one) => isMeant(one, name)))).toEqual([]);
  });

  it('has a way to abort an execution in every state of the definition', () => {
    const [machine] = stage.pipeline.blueprint.machines;
    const states = Object.entries<{ readonly Type: string }>(Object(machine?.definition).States);
    const lasting = states.filter(([, { Type }]) => Type !== 'Succeed').map(([name]) => name);
    expect(Object.keys(aborts).sort()).toEqual(lasting.sort());
  });
});

describe('whatever else happens', () => {
  it.for([...troubles])('survives: $by, $call, $fault', async (trouble, { task }) => {
    const { by, call, fault } = trouble;
    task.meta.cell = { by, call, fault, repairs: [] };
    const { complaints, repairs } = await complaintsAbout(trouble);
    task.meta.cell = { by, call, fault, repairs };
    expect(complaints).toEqual([]);
  });

  it('survives a poison record, which lies in the bucket for failures when all around it went through', async ({
    task,
  }) => {
    task.meta.cell = { by: 'the stream', call: 'a record', fault: 'poison', repairs: [] };
    const [before, ended] = [givenUp(stage.pipeline).length, await healthyEndOf(chased)];
    const seen = await play(stage, chased, { arm: ({ creditorId }) => putPoison(creditorId) });
    expect(givenUp(stage.pipeline).length).toBe(before + 1);
    expect(seen.complaints.filter((one) => !one.startsWith('"replay events'))).toEqual([]);
    expect(differences(ended, seen, 0)).toEqual([]);
  });
});

/** An audit record of a message that was sent by no step: the event that tells of it cannot be made. */
async function putPoison(creditorId: string): Promise<void> {
  const [TableName = ''] = stage.pipeline.info().tables;
  const caseId = `POISON#${creditorId}`;
  const case1 = { caseId, creditorId, invoiceId: 'POISON', customerId: 'C-1', cycle: 1, run: 1, decisionVersion: 1 };
  const record = { version: 1, type: 'message.sent', at: '2026-02-03T10:00:00.000Z', data: {}, hash: 'poison' };
  const Item = marshall({ PK: caseId, SK: 'EVENT#1', ...record, ref: { ...case1, wakes: false } });
  const client = dynamoClient();
  await client.send(new PutItemCommand({ TableName, Item }));
  client.destroy();
}
