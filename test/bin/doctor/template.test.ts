/** What the doctor looks for by name is what the template makes. */
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { NEEDED_EVENTS } from '../../../bin/operate/doctor/mail/publishing.ts';
import { SWEEP_FUNCTION } from '../../../bin/operate/doctor/moment.ts';
import { plainName, stackNames } from '../../../bin/operate/doctor/stack.ts';
import { one, synthesize } from '../../lib/synthesis.ts';

describe('the doctor and the template', () => {
  const { app, ofType, outputs } = synthesize('dev');

  it('agree on the events of SES', () => {
    const rule = one(ofType('AWS::Events::Rule'), 'EventsDeliveryEvents');
    const Pattern = z.object({ detail: z.object({ eventType: z.array(z.string()) }) });
    const { eventType } = Pattern.parse(rule.Properties.EventPattern).detail;
    expect(eventType.map((type) => type.toUpperCase()).toSorted()).toEqual([...NEEDED_EVENTS].toSorted());
  });

  it("agree on the stacks, the sweep's function and the outputs", () => {
    expect(app.node.children.map(({ node }) => node.id)).toEqual(expect.arrayContaining([...stackNames('dev')]));
    expect(plainName(one(ofType('AWS::Lambda::Function'), SWEEP_FUNCTION).logicalId)).toBe(SWEEP_FUNCTION);
    expect(outputs).toEqual(expect.arrayContaining(['TableName', 'ApiUrl']));
  });

  it('agree on which queue belongs to which section of the runbook', () => {
    for (const queue of ['UndeliveredQueue', 'FailedInvocationsQueue'])
      expect(plainName(one(ofType('AWS::SQS::Queue'), queue).logicalId)).toBe(queue);
  });

  it.each([
    'AWS::CloudWatch::Alarm',
    'AWS::SQS::Queue',
    'AWS::Events::Rule',
    'AWS::Events::EventBus',
    'AWS::SES::ConfigurationSet',
  ])('has %s to look at', (type) => {
    expect(ofType(type)).not.toEqual([]);
  });
});
