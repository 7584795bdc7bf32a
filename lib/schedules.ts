/** What happens by the clock. Every schedule polls the due index, and says which partitions of it. */
import { CfnResource, type Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { Function as Handler } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { DeadLetters } from './dead-letters.ts';

/** Read by the local pipeline, whose clock jumps over the ticks for which these partitions hold nothing due. */
export const pollsMetadata = 'dunlin:polls';

export interface PollingSchedule {
  readonly description: string;
  readonly every: Duration;
  readonly handler: Handler;
  /** Partitions of the due index that one tick reads. */
  readonly polls: readonly string[];
}

export interface SchedulesProps {
  readonly schedules: Readonly<Record<string, PollingSchedule>>;
  readonly undelivered: DeadLetters;
}

export class Schedules extends Construct {
  readonly rules: readonly Rule[];

  constructor(scope: Construct, id: string, { schedules, undelivered }: SchedulesProps) {
    super(scope, id);
    this.rules = Object.entries(schedules).map(([name, { description, every, handler, polls }]) => {
      // The next tick does the work of a missed one, so an old tick is not worth keeping.
      const target = new LambdaFunction(handler, {
        deadLetterQueue: undelivered.queue,
        retryAttempts: 2,
        maxEventAge: every,
      });
      const rule = new Rule(this, name, { description, schedule: Schedule.rate(every), targets: [target] });
      const { defaultChild } = rule.node;
      if (CfnResource.isCfnResource(defaultChild)) defaultChild.addMetadata(pollsMetadata, polls);
      return rule;
    });
  }
}
