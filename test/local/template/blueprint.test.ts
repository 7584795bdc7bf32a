// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are CloudFormation's own placeholders.
import { describe, expect, it } from 'vitest';
import { readAssembly } from '../../../local/template/assembly.ts';
import { readBlueprint } from '../../../local/template/blueprint.ts';
import { blueprintOf, place } from '../fixture/cloud-assembly.ts';
import { lettersAssembly } from '../fixture/letters.ts';

const read = (resources: object, assets?: Record<string, string>) =>
  blueprintOf({ Stack: { Resources: resources } }, assets);

describe('the blueprint of a template', () => {
  it('names every route with its function, over two stacks', async () => {
    const { routes, functions, mappings, schedules, rules, eventDestinations } = await readBlueprint(
      await readAssembly(lettersAssembly),
      place,
    );
    expect(routes.map(({ routeKey }) => routeKey)).toEqual([
      'POST /letters',
      'GET /letters/{id}',
      'POST /letters/{id}/answer',
    ]);
    expect(functions.find(({ name }) => name === 'Write')).toMatchObject({
      handler: 'index.write',
      environment: { TABLE: 'Letters', ROLE: 'writer' },
      timeoutMs: 30_000,
    });
    expect(functions.find(({ name }) => name === 'Stamp')).toMatchObject({
      asyncRetries: 2,
      onFailureArn: expect.stringContaining('Undelivered'),
    });
    expect(mappings).toMatchObject([
      {
        functionName: 'Publish',
        bisect: true,
        retries: 2,
        reportsItemFailures: true,
        onFailureArn: 'arn:aws:s3:::archive',
      },
    ]);
    expect(schedules).toMatchObject([
      { name: 'SweepSchedule', expression: 'rate(5 minutes)', polls: ['DUE#0'], sends: 'scheduled-event' },
    ]);
    expect(rules.map(({ name, busName }) => [name, busName])).toEqual([
      ['WrittenRule', 'letters'],
      ['DeliveredRule', 'default'],
    ]);
    expect(eventDestinations).toEqual([
      { configurationSet: 'Set', eventTypes: ['send', 'delivery'], busName: 'default' },
    ]);
  });

  it('fills the placeholders of a definition, and misses none', async () => {
    const machine = (substitutions: object) => ({
      Machine: {
        Type: 'AWS::StepFunctions::StateMachine',
        Properties: { DefinitionS3Location: { Bucket: 'b', Key: 'm1.json' }, DefinitionSubstitutions: substitutions },
      },
    });
    const assets = { m1: '{"StartAt":"${First}"}' };
    expect((await read(machine({ First: 'Post' }), assets)).machines).toMatchObject([
      { definition: { StartAt: 'Post' } },
    ]);
    await expect(read(machine({}), assets)).rejects.toThrow('expected a substitution for ${First} in Machine');
  });

  it('leaves out what a condition leaves out', async () => {
    const resources = { Bus: { Type: 'AWS::Events::EventBus', Condition: 'Never' } };
    const { buses } = await blueprintOf({
      Stack: { Resources: resources, Conditions: { Never: { 'Fn::Equals': ['a', 'b'] } } },
    });
    expect(buses).toEqual(['default']);
  });

  it('tells apart what has one logical id in two stacks', async () => {
    const Resources = { Bus: { Type: 'AWS::Events::EventBus' } };
    expect((await blueprintOf({ A: { Resources }, B: { Resources } })).buses).toEqual(['default', 'A-Bus', 'B-Bus']);
  });

  it.each([
    [
      'a type that nobody plays',
      { Pipe: { Type: 'AWS::Pipes::Pipe' } },
      /plays or knows to be inert, found AWS::Pipes::Pipe \(Pipe\)/,
    ],
    [
      'a property of a stream mapping that nobody plays',
      {
        Stream: {
          Type: 'AWS::Lambda::EventSourceMapping',
          Properties: {
            FunctionName: 'f',
            EventSourceArn: 'arn:aws:dynamodb:x:y:table/t/stream/z',
            StartingPosition: 'LATEST',
            TumblingWindowInSeconds: 5,
          },
        },
      },
      /Stream.*TumblingWindowInSeconds/s,
    ],
    [
      'an authorizer in front of a route',
      {
        Route: {
          Type: 'AWS::ApiGatewayV2::Route',
          Properties: { RouteKey: 'GET /', Target: 'integrations/x', AuthorizationType: 'JWT' },
        },
      },
      /Route.*AuthorizationType/s,
    ],
    [
      'an express state machine',
      {
        Machine: {
          Type: 'AWS::StepFunctions::StateMachine',
          Properties: { DefinitionString: '{}', StateMachineType: 'EXPRESS' },
        },
      },
      /Machine.*StateMachineType/s,
    ],
    [
      'an asset that is not in the assembly',
      { Fn: { Type: 'AWS::Lambda::Function', Properties: { Code: { S3Key: 'gone.zip' } } } },
      /expected an asset gone/,
    ],
  ])('refuses %s', async (_, resources, message) => {
    await expect(read(resources)).rejects.toThrow(message);
  });
});
