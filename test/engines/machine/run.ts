/** What a case may do from outside while its execution walks; the same words on either engine. */
import { type DynamoDBClient, GetItemCommand, PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import {
  SendTaskFailureCommand,
  SendTaskSuccessCommand,
  type SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { Variant } from './machines.ts';
import type { Play } from './play.ts';
import type { Case, FunctionState, Row } from './script.ts';
import { readEnding, readVisits, type Trace } from './trace.ts';

/** Where a case runs. */
export type Engine = {
  readonly sfn: SFNClient;
  readonly table: DynamoDBClient;
  readonly tableName: string;
  readonly machineArn: (variant: Variant) => string;
  /**
   * Lets what is under way go on for a moment, longer after many `looks`; true where nothing is under way, so that only
   * time could bring something.
   */
  readonly settle: (looks: number) => Promise<boolean>;
  /** Moves virtual time to the next moment somebody waits for, also while a task is under way. Real time moves by itself. */
  readonly moveOn: () => void;
  /** Lets everything that may still come of an execution that is stopped come. */
  readonly calm: (executionArn: string) => Promise<void>;
};

export type Run = ReturnType<typeof createRun>;

/** For so long, in real milliseconds, a case may wait for one thing to happen. */
const PATIENCE_MS = 150_000;

type Setting = { readonly engine: Engine; readonly play: Play; readonly caseId: string; readonly played: Case };

export function createRun({ engine, play, caseId, played }: Setting) {
  const { sfn } = engine;
  const replies: string[] = [];
  const machineArn = engine.machineArn(played.machine ?? 'as-in-the-file');
  const executionArn = `${machineArn.replace(':stateMachine:', ':execution:')}:${caseId}`;
  const input = JSON.stringify({ caseId, cycle: 1, run: 7 });
  const noting = async (what: string, request: Promise<unknown>) => {
    replies.push(`${what}: ${await request.then(() => 'taken', nameOf)}`);
  };
  const until = async (what: string, happened: () => boolean | Promise<boolean>) => {
    const latest = Date.now() + PATIENCE_MS;
    for (let looks = 0; ; looks += 1) {
      // Asked before looking: what happens while we look must not be overtaken by time.
      const atRest = await engine.settle(looks);
      if (await happened()) return;
      if (Date.now() > latest) throw new Error(`expected ${what}, found ${await readPath()}: look at the case`);
      if (atRest) engine.moveOn();
    }
  };
  const readPath = async () => (await readVisits(sfn, executionArn)).map(({ state }) => state).join(' > ');
  const start = (over: { readonly input?: string; readonly name?: string; readonly stateMachineArn?: string } = {}) =>
    sfn.send(new StartExecutionCommand({ stateMachineArn: machineArn, name: caseId, input, ...over }));
  return {
    executionArn,
    /** Begins the case: the row is there, the execution starts. */
    async begin() {
      if (played.row !== 'missing') await putRow(engine, caseId, played.row);
      await start();
    },
    /** Waits until the function of the state has been called so often. */
    called: (state: FunctionState, often = 1) =>
      until(`${state} called ${often} times`, () => play.calls.filter((call) => call.state === state).length >= often),
    /** Waits until the row has kept so many tokens; answers with the latest. */
    async parked(often = 1): Promise<string> {
      await until(`${often} tokens on the row`, () => play.tokens.length >= often);
      return play.tokens.at(often - 1) ?? '';
    },
    /** Waits until the state has been entered so often. */
    entered: (state: string, often = 1) =>
      until(`${state} entered ${often} times`, async () => {
        const visits = await readVisits(sfn, executionArn);
        return visits.filter((visit) => visit.state === state).length >= often;
      }),
    ended: () => until('an end', async () => (await readEnding(sfn, executionArn)).status !== 'RUNNING'),
    /** Lets a task's time run out although it is under way. */
    runOutOfTime: () => engine.moveOn(),
    calm: () => engine.calm(executionArn),
    release: (gate: string) => play.release(gate),
    wake: (taskToken: string, output = '{}') =>
      noting('wake', sfn.send(new SendTaskSuccessCommand({ taskToken, output }))),
    fail: (taskToken: string, error: string) =>
      noting('fail', sfn.send(new SendTaskFailureCommand({ taskToken, error, cause: 'scripted' }))),
    stop: (error?: string, cause?: string) =>
      noting('stop', sfn.send(new StopExecutionCommand({ executionArn, ...(error && { error, cause }) }))),
    stopUnknown: () => noting('stop', sfn.send(new StopExecutionCommand({ executionArn: `${executionArn}-unknown` }))),
    /** Ends an execution that an engine began although it should have refused to. */
    async discard(name: string) {
      const begun = executionArn.replace(/[^:]+$/, name);
      await sfn.send(new StopExecutionCommand({ executionArn: begun })).catch(() => undefined);
    },
    startAgain: (over: Parameters<typeof start>[0] = {}) => noting('start', start(over)),
    machineArn,
    change: (changed: Partial<Row>) => changeRow(engine, caseId, changed),
    async trace(): Promise<Trace> {
      const row = await readRow(engine, caseId);
      const asked = { calls: play.calls, writes: play.writes, replies, row };
      return { visits: await readVisits(sfn, executionArn), ...(await readEnding(sfn, executionArn)), ...asked };
    },
  };
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : String(error));
const keyOf = (caseId: string) => ({ PK: caseId, SK: 'INVOICE' });

async function putRow({ table, tableName }: Engine, caseId: string, special: Partial<Row> = {}): Promise<void> {
  const row = { caseState: 'open', cycle: 1, run: 7, decisionVersion: 4, dueAt: '2026-01-01T08:00:00Z', ...special };
  await table.send(new PutItemCommand({ TableName: tableName, Item: marshall({ ...keyOf(caseId), ...row }) }));
}

async function changeRow({ table, tableName }: Engine, caseId: string, changed: Partial<Row>): Promise<void> {
  const entries = Object.entries(changed);
  const command = new UpdateItemCommand({
    TableName: tableName,
    Key: marshall(keyOf(caseId)),
    UpdateExpression: `SET ${entries.map(([name]) => `#${name} = :${name}`).join(', ')}`,
    ExpressionAttributeNames: Object.fromEntries(entries.map(([name]) => [`#${name}`, name])),
    ExpressionAttributeValues: marshall(Object.fromEntries(entries.map(([name, value]) => [`:${name}`, value]))),
  });
  await table.send(command);
}

/** Which of the case's tokens the row holds is told by its place in their order, for a token is random. */
async function readRow({ table, tableName }: Engine, caseId: string): Promise<unknown> {
  const command = new GetItemCommand({ TableName: tableName, Key: marshall(keyOf(caseId)), ConsistentRead: true });
  const { Item } = await table.send(command);
  if (!Item) return 'missing';
  const { taskToken, PK: _PK, ...row } = unmarshall(Item);
  return { ...row, holdsToken: taskToken !== undefined };
}
