/** Deploys the machines, their scripted functions and the table by CloudFormation: placeholders are its to fill. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Emulator } from '../../deploy/emulator.ts';
import { definitionOf, type Variant, variants } from './machines.ts';
import { FUNCTION_STATES } from './script.ts';

export const TABLE_NAME = 'scripted-invoices';
const role = 'arn:aws:iam::000000000000:role/scripted';
const DEPLOYED_WITHIN_MS = 60_000;

export const machineName = (variant: Variant): string => `Dunning-${variant}`;

/** The deployed function asks the script what to do, and throws by the name it is told. Without a line of log MiniStack waits for one. */
const handler = `
exports.handler = async (payload) => {
  const { SCRIPT_URL, STATE } = process.env;
  const answer = await fetch(SCRIPT_URL + '/function/' + STATE, { method: 'POST', body: JSON.stringify(payload) });
  if (!answer.ok) throw new Error('expected a scripted answer, found ' + answer.status + ' ' + (await answer.text()));
  const reply = await answer.json();
  console.error(STATE);
  if (reply.ok) return reply.payload;
  throw Object.assign(new Error('scripted'), { name: reply.errorType });
};`;

/** Throws with a stack's own words where it cannot. One stack per machine, for a template may weigh 51,200 bytes. */
export async function deploy(emulator: Emulator, scriptUrl: string): Promise<void> {
  const functions = FUNCTION_STATES.map((state) => [state, functionOf(state, scriptUrl)] as const);
  await create(emulator, 'scripted-surroundings', { Table: table, ...Object.fromEntries(functions) });
  for (const variant of variants) {
    await create(emulator, machineName(variant), { Machine: machineOf(emulator, variant) });
  }
}

async function create(emulator: Emulator, StackName: string, Resources: object): Promise<void> {
  const TemplateBody = JSON.stringify({ Resources });
  await callCloudFormation(emulator, { Action: 'CreateStack', StackName, TemplateBody });
  for (const latest = Date.now() + DEPLOYED_WITHIN_MS; Date.now() < latest; await delay(50)) {
    const said = await callCloudFormation(emulator, { Action: 'DescribeStacks', StackName });
    const status = /<StackStatus>(\w+)<\/StackStatus>/.exec(said)?.[1];
    if (status === 'CREATE_COMPLETE') return;
    if (status !== 'CREATE_IN_PROGRESS') throw new Error(`expected ${StackName} to be created, found ${said}`);
  }
  throw new Error(`expected ${StackName} within ${DEPLOYED_WITHIN_MS} ms, found ${emulator.logs().slice(-2000)}`);
}

const table = {
  Type: 'AWS::DynamoDB::Table',
  Properties: {
    TableName: TABLE_NAME,
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: [
      { AttributeName: 'PK', KeyType: 'HASH' },
      { AttributeName: 'SK', KeyType: 'RANGE' },
    ],
    AttributeDefinitions: ['PK', 'SK'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
  },
};

const functionName = (state: string): string => `scripted-${state}`;

function functionOf(STATE: string, SCRIPT_URL: string) {
  const code = { Runtime: 'nodejs24.x', Handler: 'index.handler', Code: { ZipFile: handler }, Timeout: 300 };
  const environment = { Environment: { Variables: { STATE, SCRIPT_URL } } };
  const Properties = { FunctionName: functionName(STATE), Role: role, ...code, ...environment };
  return { Type: 'AWS::Lambda::Function', Properties };
}

function machineOf({ region, account }: Emulator, variant: Variant) {
  const arnOf = (state: string) => `arn:aws:lambda:${region}:${account}:function:${functionName(state)}`;
  const arns = Object.fromEntries(FUNCTION_STATES.map((state) => [`${state}Arn`, arnOf(state)]));
  const Properties = {
    StateMachineName: machineName(variant),
    RoleArn: role,
    DefinitionString: definitionOf(variant),
    DefinitionSubstitutions: { ...arns, TableName: TABLE_NAME, NoTableName: 'nobody-made-it' },
  };
  return { Type: 'AWS::StepFunctions::StateMachine', Properties };
}

/** No client of CloudFormation is among our dependencies, and two calls need none. */
async function callCloudFormation({ endpoint, region }: Emulator, form: Record<string, string>): Promise<string> {
  const scope = `test/20260101/${region}/cloudformation/aws4_request`;
  const authorization = `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`;
  const body = new URLSearchParams({ Version: '2010-05-15', ...form });
  const answer = await fetch(endpoint, { method: 'POST', headers: { authorization }, body });
  const said = await answer.text();
  if (answer.ok) return said;
  throw new Error(`expected CloudFormation to take ${form.Action}, found ${answer.status}: ${said.slice(-1000)}`);
}
