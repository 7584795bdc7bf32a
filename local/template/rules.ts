/** Buses, their rules, and schedules: EventBridge rules with a rate as well as EventBridge Scheduler's own. */
import { z } from 'zod';
import { parseProperties, type ResolvedResource, type Resources } from './resources.ts';

const targetSchema = z.object({
  Arn: z.string(),
  Id: z.string().default('target'),
  Input: z.string().optional(),
  InputPath: z.string().optional(),
  InputTransformer: z
    .object({ InputPathsMap: z.record(z.string(), z.string()).default({}), InputTemplate: z.string() })
    .optional(),
  DeadLetterConfig: z.object({ Arn: z.string().optional() }).optional(),
  RetryPolicy: z
    .object({ MaximumRetryAttempts: z.number().optional(), MaximumEventAgeInSeconds: z.number().optional() })
    .optional(),
});

const ruleSchema = z.object({
  EventBusName: z.string().default('default'),
  EventPattern: z.record(z.string(), z.unknown()).optional(),
  ScheduleExpression: z.string().optional(),
  State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  Targets: z.array(targetSchema).default([]),
});

const scheduleSchema = z.object({
  ScheduleExpression: z.string(),
  ScheduleExpressionTimezone: z.literal('UTC').default('UTC'),
  State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  Target: z.object({
    Arn: z.string(),
    Input: z.string().optional(),
    RetryPolicy: targetSchema.shape.RetryPolicy,
    DeadLetterConfig: targetSchema.shape.DeadLetterConfig,
  }),
});

export type TargetSpec = z.output<typeof targetSchema>;

export interface RuleSpec {
  readonly name: string;
  readonly arn: string;
  readonly busName: string;
  readonly pattern: unknown;
  readonly targets: readonly TargetSpec[];
}

export interface ScheduleSpec {
  readonly name: string;
  readonly arn: string;
  readonly expression: string;
  /** Partitions of the due index; while nothing in them is due, a tick would find nothing and is left out. */
  readonly polls: readonly string[] | undefined;
  readonly target: z.output<typeof scheduleSchema>['Target'];
  /** An EventBridge rule sends its target an event; EventBridge Scheduler sends what it was given. */
  readonly sends: 'scheduled-event' | 'input';
}

const pollsSchema = z.array(z.string()).optional();
const pollsOf = ({ metadata }: ResolvedResource) => pollsSchema.parse(metadata['dunlin:polls']);

export function readBuses(resources: Resources): string[] {
  return ['default', ...resources.of('AWS::Events::EventBus').map(({ name }) => name)];
}

export function readRules(resources: Resources): RuleSpec[] {
  return resources.of('AWS::Events::Rule').flatMap((resource) => {
    const { EventBusName, EventPattern, State, Targets } = parseProperties(ruleSchema, resource);
    if (!EventPattern || State === 'DISABLED') return [];
    const busName = EventBusName.replace(/^.*event-bus\//, '');
    return [{ name: resource.name, arn: resource.arn, busName, pattern: EventPattern, targets: Targets }];
  });
}

export function readSchedules(resources: Resources): ScheduleSpec[] {
  const ofRules = resources.of('AWS::Events::Rule').flatMap((resource): ScheduleSpec[] => {
    const { ScheduleExpression: expression, State, Targets } = parseProperties(ruleSchema, resource);
    if (!expression || State === 'DISABLED') return [];
    return Targets.map((target) => {
      const name = Targets.length > 1 ? `${resource.name}-${target.Id}` : resource.name;
      return { name, arn: resource.arn, expression, polls: pollsOf(resource), target, sends: 'scheduled-event' };
    });
  });
  const ofScheduler = resources.of('AWS::Scheduler::Schedule').flatMap((resource): ScheduleSpec[] => {
    const { ScheduleExpression: expression, State, Target: target } = parseProperties(scheduleSchema, resource);
    if (State === 'DISABLED') return [];
    return [{ name: resource.name, arn: resource.arn, expression, polls: pollsOf(resource), target, sends: 'input' }];
  });
  return [...ofRules, ...ofScheduler];
}
