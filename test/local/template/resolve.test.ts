// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are CloudFormation's own placeholders.
import { describe, expect, it } from 'vitest';
import { blueprintOf } from '../fixture/cloud-assembly.ts';

const bus = { Type: 'AWS::Events::EventBus', Properties: { Name: 'letters' } };
const queue = { Type: 'AWS::SQS::Queue' };
const table = {
  Type: 'AWS::DynamoDB::Table',
  Properties: {
    KeySchema: [{ AttributeName: 'PK', KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: 'PK', AttributeType: 'S' }],
  },
};

/** What the template's value comes to, in a stack with a bus, a queue and a table, beside a stack that exports. */
async function resultOf(Value: unknown): Promise<unknown> {
  const { outputs } = await blueprintOf({
    Store: {
      Resources: { Table: table },
      Outputs: { T: { Value: { Ref: 'Table' }, Export: { Name: 'Store:Table' } } },
    },
    Post: {
      Resources: { Bus: bus, Queue: queue },
      Parameters: { Version: { Default: '6' } },
      Mappings: { Sizes: { 'eu-west-1': { memory: 512 } } },
      Conditions: {
        IsHere: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-west-1'] },
        IsElsewhere: { 'Fn::Not': [{ Condition: 'IsHere' }] },
        IsBoth: { 'Fn::And': [{ Condition: 'IsHere' }, { Condition: 'IsElsewhere' }] },
        IsEither: { 'Fn::Or': [{ Condition: 'IsHere' }, { Condition: 'IsElsewhere' }] },
      },
      Outputs: { Value: { Value } },
    },
  });
  return outputs.Value;
}

describe('a value of the template', () => {
  it.each([
    [{ Ref: 'Bus' }, 'letters'],
    [{ Ref: 'Queue' }, 'https://sqs.eu-west-1.amazonaws.com/000000000000/Queue'],
    [{ Ref: 'Version' }, '6'],
    [{ Ref: 'AWS::StackName' }, 'Post'],
    [{ 'Fn::GetAtt': ['Queue', 'Arn'] }, 'arn:aws:sqs:eu-west-1:000000000000:Queue'],
    [{ 'Fn::GetAtt': 'Bus.Arn' }, 'arn:aws:events:eu-west-1:000000000000:event-bus/letters'],
    [{ 'Fn::Join': ['/', ['a', { Ref: 'Bus' }, { Ref: 'AWS::NoValue' }]] }, 'a/letters'],
    [
      { 'Fn::Sub': '${Bus} in ${AWS::Region} as ${Queue.Arn} not ${!Bus}' },
      'letters in eu-west-1 as arn:aws:sqs:eu-west-1:000000000000:Queue not ${Bus}',
    ],
    [{ 'Fn::Sub': ['${a}-${Bus}', { a: { Ref: 'Version' } }] }, '6-letters'],
    [{ 'Fn::Select': [1, { 'Fn::Split': [':', 'a:b:c'] }] }, 'b'],
    [{ 'Fn::ImportValue': 'Store:Table' }, 'Table'],
    [{ 'Fn::FindInMap': ['Sizes', { Ref: 'AWS::Region' }, 'memory'] }, 512],
    [{ 'Fn::If': ['IsHere', 'here', 'elsewhere'] }, 'here'],
    [{ 'Fn::If': ['IsBoth', 'both', { 'Fn::If': ['IsEither', 'either', 'none'] }] }, 'either'],
    [{ kept: 1, gone: { 'Fn::If': ['IsElsewhere', 1, { Ref: 'AWS::NoValue' }] } }, { kept: 1 }],
  ])('%j is %j', async (value, expected) => {
    expect(await resultOf(value)).toEqual(expected);
  });

  it.each([
    [{ 'Fn::Transform': {} }, /expected an intrinsic function out of Ref, Fn::GetAtt, .*found Fn::Transform/],
    [{ Ref: 'Nobody' }, /expected a resource of stack Post, found the name Nobody/],
    [{ 'Fn::ImportValue': 'Store:Nothing' }, /expected an export named Store:Nothing/],
    [{ 'Fn::If': ['IsNowhere', 1, 2] }, /expected the condition IsNowhere/],
  ])('%j is refused', async (value, message) => {
    await expect(resultOf(value)).rejects.toThrow(message);
  });
});
