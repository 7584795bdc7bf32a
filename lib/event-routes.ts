/** Which event reaches which function, how often it is tried, and where it lies when nothing helped. */
import { Duration } from 'aws-cdk-lib';
import { type EventBus, type EventPattern, Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { Function as Handler } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { DeadLetters } from './dead-letters.ts';

export interface EventRoute {
  /** What the rule is for, as a person reads it in the console. */
  readonly description: string;
  readonly pattern: EventPattern;
  readonly handler: Handler;
  /** The account's default bus where none is named. */
  readonly bus?: EventBus;
}

export interface EventRoutesProps {
  readonly routes: Readonly<Record<string, EventRoute>>;
  readonly undelivered: DeadLetters;
}

export class EventRoutes extends Construct {
  readonly rules: readonly Rule[];

  constructor(scope: Construct, id: string, { routes, undelivered }: EventRoutesProps) {
    super(scope, id);
    this.rules = Object.entries(routes).map(([name, { description, pattern, handler, bus }]) => {
      const target = new LambdaFunction(handler, {
        deadLetterQueue: undelivered.queue,
        retryAttempts: 185,
        maxEventAge: Duration.hours(24),
      });
      return new Rule(this, name, {
        description,
        eventPattern: pattern,
        targets: [target],
        ...(bus && { eventBus: bus }),
      });
    });
  }
}

/** An event of our own bus; its detail carries ids only. */
export const dunlinEvent = (detailType: `dunlin.${string}`): EventPattern => ({
  source: ['dunlin'],
  detailType: [detailType],
});
