/** Least privilege: each role may do what its code does, action by action and resource by resource, no less and no more. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { functionRoster } from '../../lib/function-roster.ts';
import { bundledCode } from './privilege/bundled-code.ts';
import { callsOf } from './privilege/calls.ts';
import { grantedBy, resourceName, withoutHash } from './privilege/granted.ts';
import {
  keepsFailures,
  machineTells,
  type Right,
  readsStream,
  rightsFor,
  tracing,
  widest,
} from './privilege/rights.ts';
import { type Resource, synthesize } from './synthesis.ts';

const template = synthesize('dev');
const { ofType } = template;
const granted = grantedBy(template);
const functions = ofType('AWS::Lambda::Function');
const pascalCase = (name: string): string =>
  name.replace(/(^|-)(\w)/g, (_, __, letter: string) => letter.toUpperCase());
const handlerOf = (name: string): Resource | undefined =>
  functions.find(({ logicalId }) => withoutHash(logicalId) === `Functions${pascalCase(name)}Handler`);

/** The functions that a resource type names, by the property that does. */
const namedBy = (type: string, property: string): ReadonlySet<string> =>
  new Set(ofType(type).map(({ Properties }) => z.object({ Ref: z.string() }).parse(Properties[property]).Ref));
const asynchronous = namedBy('AWS::Lambda::EventInvokeConfig', 'FunctionName');
const reading = namedBy('AWS::Lambda::EventSourceMapping', 'FunctionName');

function bucketsOf({ Properties }: Resource): readonly string[] {
  const { Environment } = z
    .object({ Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }) })
    .parse(Properties);
  return Object.entries(Environment.Variables).flatMap(([name, value]) =>
    name.endsWith('_BUCKET') ? [resourceName(value)] : [],
  );
}

/** Written by hand would be trusted; sorted lists make a difference readable. */
const sorted = (rights: Iterable<string>): readonly string[] => [...new Set(rights)].sort();

describe('each function may do what its code does, no less and no more', () => {
  let code: ReadonlyMap<string, string> = new Map();
  beforeAll(async () => {
    code = await bundledCode();
  });

  it.each(Object.keys(functionRoster))('%s', (name) => {
    const handler = handlerOf(name);
    if (!handler) throw new Error(`expected a function ${name} in the template, found none`);
    const calls = [...callsOf(code.get(name) ?? '')];
    const log = `Functions${pascalCase(name)}Logs`;
    const needed: readonly Right[] = [
      ...calls.flatMap((call) => rightsFor(call, bucketsOf(handler))),
      ...(asynchronous.has(handler.logicalId) ? keepsFailures : []),
      ...(reading.has(handler.logicalId) ? readsStream : []),
      ...tracing,
      `logs:CreateLogStream on ${log}`,
      `logs:PutLogEvents on ${log}`,
    ];
    const has = granted.get(`Functions${pascalCase(name)}Role`) ?? [];
    expect(
      sorted(has),
      `rights of ${name} (the roster, lib/function-roster.ts) against those its code asks for`,
    ).toEqual(sorted(widest(needed)));
  });

  it('and calls are found in every function, or the comparison would hold nothing', () => {
    const found = [...code].map(([name, text]) => [name, callsOf(text).size] as const);
    expect(found).toHaveLength(Object.keys(functionRoster).length);
    expect(found.filter(([, calls]) => calls === 0)).toEqual([]);
  });
});

describe('the state machine', () => {
  const Machine = z.object({
    States: z.record(
      z.string(),
      z.looseObject({
        Resource: z.string().optional(),
        Arguments: z.looseObject({ FunctionName: z.string().optional() }).optional(),
      }),
    ),
  });
  const file = join(import.meta.dirname, '../../statemachines/dunning.asl.json');
  const states = Object.values(Machine.parse(JSON.parse(readFileSync(file, 'utf8'))).States);

  it('may invoke the functions its states name, write the row they park on, and no more', () => {
    const needed = states.flatMap(({ Resource, Arguments }): readonly Right[] => {
      if (Resource === undefined) return [];
      if (Resource === 'arn:aws:states:::aws-sdk:dynamodb:updateItem.waitForTaskToken')
        return rightsFor('UpdateItem on table', []);
      const task = /^\$\{(\w+)Arn\}$/.exec(Arguments?.FunctionName ?? '')?.[1];
      if (Resource !== 'arn:aws:states:::lambda:invoke' || !task)
        throw new Error(`expected a state that invokes a function or parks, found ${Resource}`);
      return [`lambda:InvokeFunction on Functions${task}Handler`];
    });
    expect(sorted(granted.get('WorkflowStateMachineRole') ?? [])).toEqual(sorted([...needed, ...machineTells]));
  });
});

describe('the roles', () => {
  /** Where AWS allows nothing narrower, or the name exists only at run time; cdk-nag asks for the same reasons at the resource. */
  const wildcards: Readonly<Record<string, string>> = {
    '*': 'X-Ray and the delivery of a state machine’s log know the account only',
    'MessagesBucket/*': 'objects are named by ids that exist only at run time',
    'FailuresBucket/*': 'Lambda names the objects',
    'secretsmanager:secret:dunlin/dev/stripe/*': 'one secret per creditor, whose ARN ends in random letters',
    'ses:identity/*': 'each creditor sends from its own identity, named in its profile',
    'sms-voice:phone-number/*': 'each creditor sends from its own number, named in its profile',
    'sms-voice:pool/*': 'or from its own pool',
    'sms-voice:sender-id/*': 'or from its own sender id',
    'table/RATE#*': 'not a wider right but a narrower one: the items that count requests',
  };

  it('hold a wildcard only where there is a reason, among resources and never among actions', () => {
    const rights = [...granted.values()].flatMap((all) => [...all]);
    const [actions, resources] = [0, 1].map((part) => rights.map((right) => right.split(' on ')[part] ?? ''));
    expect(actions?.filter((action) => action.includes('*'))).toEqual([]);
    expect(sorted(resources?.filter((resource) => resource.includes('*')) ?? [])).toEqual(
      sorted(Object.keys(wildcards)),
    );
  });

  it('are one per function and one for the state machine: rules and schedules invoke by the function’s own policy', () => {
    const expected = [
      ...Object.keys(functionRoster).map((name) => `Functions${pascalCase(name)}Role`),
      'WorkflowStateMachineRole',
    ];
    expect(
      ofType('AWS::IAM::Role')
        .map(({ logicalId }) => withoutHash(logicalId))
        .sort(),
    ).toEqual(expected.sort());
    expect(sorted(granted.keys())).toEqual(expected.sort());
  });

  it('are assumed by their service only, and carry no managed policy', () => {
    for (const { logicalId, Properties } of ofType('AWS::IAM::Role')) {
      const service = logicalId.startsWith('Functions') ? 'lambda.amazonaws.com' : 'states.amazonaws.com';
      const document = z.strictObject({ Version: z.string(), Statement: z.tuple([z.unknown()]) });
      const { AssumeRolePolicyDocument, ...rest } = Properties;
      expect(document.parse(AssumeRolePolicyDocument).Statement).toEqual([
        expect.objectContaining({ Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { Service: service } }),
      ]);
      expect(rest).toEqual({});
    }
  });

  it('let one rule, one schedule or one route of the API invoke a function, and nobody else', () => {
    const permission = z.strictObject({
      Action: z.literal('lambda:InvokeFunction'),
      FunctionName: z.unknown(),
      Principal: z.enum(['events.amazonaws.com', 'apigateway.amazonaws.com']),
      SourceArn: z.unknown(),
    });
    const rules = new Set(ofType('AWS::Events::Rule').map(({ logicalId }) => logicalId));
    for (const { Properties } of ofType('AWS::Lambda::Permission')) {
      const { Principal, SourceArn } = permission.parse(Properties);
      const source = JSON.stringify(SourceArn);
      if (Principal === 'events.amazonaws.com')
        expect(rules).toContain(/"Fn::GetAtt":\["(\w+)","Arn"\]/.exec(source)?.[1]);
      // The first star stands for the stage, the second for the method: both are the API's own.
      else expect(source).toMatch(/:execute-api:.*"FrontDoorApi\w{8}"\},"\/\*\/\*\/v1\/[^*]+"/);
    }
  });
});
