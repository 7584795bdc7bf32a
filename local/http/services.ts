/** The played services of the template, each behind its own path, all on one journal and one timeline. */
import type { Faults } from '../control/faults.ts';
import { createEventBus, type EventBus } from '../events/bus.ts';
import type { Delivered } from '../events/deliveries.ts';
import type { ServicePath } from '../lambda/environment.ts';
import { createS3, type S3 } from '../s3/s3.ts';
import { createSecrets, type Secrets } from '../secrets/secrets.ts';
import { createSes, type Ses } from '../ses/ses.ts';
import { createSms, type Sms } from '../sms/sms.ts';
import { createQueues, type Queues } from '../sqs/queues.ts';
import { createStates, type States } from '../states/engine.ts';
import type { Invoke, Sdk } from '../states/ports.ts';
import { createStatesWire } from '../states/wire.ts';
import type { Blueprint } from '../template/blueprint.ts';
import type { TargetSpec } from '../template/rules.ts';
import type { Timeline } from '../time/timeline.ts';
import type { Journal, Later, Place, WireRequest, WireResponse } from '../wire.ts';
import { type Handle, withFaults } from './endpoints.ts';

export interface ServiceHandles {
  readonly bus: EventBus;
  readonly ses: Ses;
  readonly sms: Sms;
  readonly s3: S3;
  readonly secrets: Secrets;
  readonly states: States;
  readonly queues: Queues;
  /** Invokes the template's functions. */
  readonly lambda: Handle;
}

export interface ServicesDeps {
  readonly blueprint: Blueprint;
  readonly place: Place;
  readonly timeline: Timeline;
  readonly journal: Journal;
  readonly blobFolder: string;
  readonly deliver: (targetArn: string, input: unknown) => Promise<Delivered>;
  readonly invoke: Invoke;
  readonly lambda: Handle;
  readonly sdk: Sdk;
}

export function createServices(deps: ServicesDeps): ServiceHandles {
  const { blueprint, place, timeline, journal } = deps;
  const { now } = timeline;
  const later: Later = (delayMs, label, work) => void timeline.at(now() + delayMs, label, work);
  const bus = createEventBus({ place, now, later, journal, buses: blueprint.buses, deliver: deps.deliver });
  const ses = createSes({ place, now, later, journal, configurationSets: publishedTypes(blueprint), emit: bus.emit });
  const states = createStates({
    timeline,
    journal,
    invoke: deps.invoke,
    sdk: deps.sdk,
    random: Math.random,
    onStatusChange: (detail) =>
      bus.emit({
        source: 'aws.states',
        detailType: 'Step Functions Execution Status Change',
        resources: [detail.executionArn],
        detail,
        atMs: now(),
      }),
  });
  return {
    bus,
    ses,
    states,
    sms: createSms({ now, journal }),
    s3: createS3({ now, journal, buckets: blueprint.buckets, folder: deps.blobFolder }),
    secrets: createSecrets({ now, journal, place }),
    queues: createQueues({ now, journal }),
    lambda: deps.lambda,
  };
}

/** Puts the rules and machines of the template, then takes up what a stopped process left undone. */
export function deployTemplate({ bus, ses, states }: ServiceHandles, blueprint: Blueprint): void {
  for (const { name, busName, pattern, targets } of blueprint.rules) {
    bus.putRule({ name, busName, pattern, targets: targets.map(ruleTarget) });
  }
  for (const { name, target, sends } of blueprint.schedules) {
    if (sends === 'scheduled-event')
      bus.putRule({ name, busName: 'default', targets: [ruleTarget({ Id: 'target', ...target })] });
  }
  for (const { arn, definition } of blueprint.machines) states.deploy(arn, definition);
  states.restore();
  bus.resume();
  ses.resume();
}

function ruleTarget({ Id, Arn, Input, InputPath, InputTransformer, DeadLetterConfig, RetryPolicy }: TargetSpec) {
  if (InputTransformer) throw new Error(`expected a target without an input transformer, found one on ${Id} (${Arn})`);
  return {
    id: Id,
    arn: Arn,
    ...(Input !== undefined && { input: Input }),
    ...(InputPath !== undefined && { inputPath: InputPath }),
    ...(DeadLetterConfig?.Arn && { deadLetterArn: DeadLetterConfig.Arn }),
    ...(RetryPolicy?.MaximumRetryAttempts !== undefined && { maximumRetryAttempts: RetryPolicy.MaximumRetryAttempts }),
    ...(RetryPolicy?.MaximumEventAgeInSeconds !== undefined && {
      maximumEventAge: RetryPolicy.MaximumEventAgeInSeconds,
    }),
  };
}

/** By configuration set: the event types that it sends to EventBridge. */
function publishedTypes({ configurationSets, eventDestinations }: Blueprint): Record<string, readonly string[]> {
  return Object.fromEntries(
    configurationSets.map((name) => [
      name,
      eventDestinations.filter((one) => one.configurationSet === name).flatMap((one) => one.eventTypes.map(typeName)),
    ]),
  );
}

/** CDK writes `send`, the API `SEND`. */
const typeName = (type: string): string => type.replace(/([a-z])([A-Z])/g, '$1_$2').toUpperCase();

/** Serves every service below its own path: `/ses/v2/email/…`. */
export function serveServices(handles: ServiceHandles, faults: Faults): Handle {
  const statesWire = createStatesWire(handles.states);
  const plain: Record<ServicePath, Handle> = {
    states: async ({ headers, body }) => {
      const answer = await statesWire(headers['x-amz-target'] ?? '', body.toString('utf8'));
      const type = answer.errorType && { 'x-amzn-errortype': answer.errorType };
      return {
        status: answer.status,
        headers: { 'content-type': 'application/x-amz-json-1.0', ...type },
        body: answer.body,
      };
    },
    events: handles.bus.handle,
    ses: handles.ses.handle,
    sms: handles.sms.handle,
    s3: handles.s3.handle,
    secrets: handles.secrets.handle,
    lambda: handles.lambda,
    sqs: handles.queues.handle,
  };
  const faulty = new Map(Object.entries(plain).map(([name, handle]) => [name, withFaults(name, handle, faults)]));
  return async (request: WireRequest): Promise<WireResponse> => {
    const [, name = '', rest = ''] = /^\/([a-z0-9]+)(.*)$/s.exec(request.path) ?? [];
    const handle = faulty.get(name);
    if (handle) return handle({ ...request, path: rest.startsWith('/') ? rest : `/${rest}` });
    return {
      status: 404,
      headers: {},
      body: `expected a path below ${[...faulty.keys()].join(', ')}, found ${request.path}`,
    };
  };
}
