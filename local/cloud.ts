/** Wires the blueprint: table, functions, services, streams and schedules, each to what the template names. */
import { join } from 'node:path';
import type { Cleanup } from './cleanup.ts';
import { type Faults, OrderedFault } from './control/faults.ts';
import { createDynamoClient } from './dynamo/client.ts';
import { createDynamoGateway, type DynamoGateway } from './dynamo/gateway.ts';
import { type DynamoServer, startDynamo } from './dynamo/server.ts';
import { openStreams, type Streams } from './dynamo/streams.ts';
import { openTable } from './dynamo/tables.ts';
import { createKeepAliveClient } from './http/keep-alive-client.ts';
import { installLeanTransport } from './http/lean-transport.ts';
import { listen } from './http/loopback.ts';
import { createServices, deployTemplate, type ServiceHandles, serveServices } from './http/services.ts';
import { createAsyncInvocations } from './lambda/async-invocations.ts';
import { createDestinations, type Destinations } from './lambda/destinations.ts';
import { awsVariables, setEnvironment, unwantedVariables } from './lambda/environment.ts';
import { createLambdaHost, type LambdaHost } from './lambda/host.ts';
import { createInvokeWire } from './lambda/invoke-wire.ts';
import { createInvoke, createSdk } from './lambda/machine-ports.ts';
import { createTargets, type Deliver } from './lambda/targets.ts';
import type { Blueprint } from './template/blueprint.ts';
import { createSchedules } from './time/schedules.ts';
import type { Timeline } from './time/timeline.ts';
import type { Journal, Place } from './wire.ts';

export interface CloudDeps {
  readonly blueprint: Blueprint;
  readonly place: Place;
  readonly timeline: Timeline;
  readonly journal: Journal;
  readonly faults: Faults;
  readonly cleanup: Cleanup;
  /** Where the table is kept, or nothing where nobody keeps it. */
  readonly folder: string | undefined;
  /** Where everything else lies. */
  readonly home: string;
  readonly measure: boolean;
  readonly log: (functionName: string, line: string) => void;
  readonly onFault: (label: string, error: unknown) => void;
}

export interface Cloud {
  readonly host: LambdaHost;
  readonly services: ServiceHandles;
  readonly gateway: DynamoGateway;
  readonly destinations: Destinations;
  readonly environment: Readonly<Record<string, string>>;
}

/** How often the stream is read although nobody here wrote: another process may have. Real milliseconds. */
const LOOK_MS = 250;

export async function openCloud(deps: CloudDeps): Promise<Cloud> {
  const { blueprint, timeline, journal, faults, cleanup, folder } = deps;
  const server = await startDynamo(folder);
  cleanup.add(server.stop);
  const wire = createKeepAliveClient(server.host, server.port);
  cleanup.add(wire.close);
  const client = createDynamoClient(wire);
  const gateway = createDynamoGateway({ client: wire, faults, measure: deps.measure, onWrite: () => streams.wake() });
  const host = createLambdaHost({
    specs: blueprint.functions,
    faults,
    now: timeline.now,
    track: timeline.track,
    log: deps.log,
  });
  const destinations = createDestinations(journal, async (bucket, key, body) =>
    services.s3.put(bucket, key, Buffer.from(body), 'application/json'),
  );
  const invocations = createAsyncInvocations({ host, journal, timeline, destinations });
  const reach = createTargets({ host, invocations, destinations, states: () => services.states });
  const deliver = withOrderedFaults(reach, host, faults);
  const services = createServices({
    ...deps,
    blobFolder: join(deps.home, 'objects'),
    deliver,
    invoke: createInvoke(host),
    lambda: createInvokeWire({ host, invocations }),
    sdk: createSdk(gateway.handle),
  });
  const environment = await openEndpoints(services, server, gateway, deps);
  const tables = await Promise.all(blueprint.tables.map((spec) => openTable(client, spec)));
  const streams = openStreams(tables, {
    ...deps,
    client,
    mappings: blueprint.mappings,
    host,
    destinations,
    onChange: () => schedules.plan(),
  });
  const schedules = openSchedules(deps, services, deliver, streams);
  await streams.loadDue(new Set(blueprint.schedules.flatMap(({ polls }) => polls ?? [])));
  await host.load(calledFunctions(blueprint, host));
  deployTemplate(services, blueprint);
  invocations.resume();
  schedules.plan();
  keepReading(streams, deps);
  return { host, services, gateway, destinations, environment };
}

/** A loopback port for other processes; inside this one the same handlers are called without a socket. */
async function openEndpoints(
  services: ServiceHandles,
  server: DynamoServer,
  gateway: DynamoGateway,
  { faults, place, cleanup, onFault }: CloudDeps,
): Promise<Record<string, string>> {
  const handle = serveServices(services, faults);
  const loopback = await listen({ port: 0, handle, onFault });
  cleanup.add(loopback.close);
  const routes = new Map([
    [`127.0.0.1:${loopback.port}`, handle],
    [`${server.host}:${server.port}`, gateway.handle],
  ]);
  cleanup.add(installLeanTransport(routes));
  const environment = awsVariables(
    { dynamodb: server.endpoint, services: `http://127.0.0.1:${loopback.port}` },
    place.region,
  );
  cleanup.add(setEnvironment({ ...unwantedVariables, ...environment }));
  return environment;
}

/** Faults of the service `rules`, whose operations are the functions aimed at: EventBridge cannot hand its event over. */
function withOrderedFaults(deliver: Deliver, host: LambdaHost, faults: Faults): Deliver {
  return async (targetArn, input) => {
    try {
      const name = host.find(targetArn)?.name ?? targetArn;
      return await faults.around('rules', name, () => deliver(targetArn, input));
    } catch (error) {
      if (error instanceof OrderedFault) return { ok: false, error: error.message };
      throw error;
    }
  };
}

function openSchedules(
  { blueprint, timeline, journal }: CloudDeps,
  { bus }: ServiceHandles,
  deliver: Deliver,
  streams: Streams,
) {
  const schedules = blueprint.schedules.map(({ name, expression, polls, target, sends }) => ({
    name,
    expression,
    polls,
    fire: (tickMs: number): void => {
      if (sends === 'scheduled-event') bus.fire('default', name, tickMs);
      else void timeline.track(deliver(target.Arn, JSON.parse(target.Input ?? '{}')));
    },
  }));
  return createSchedules(schedules, { timeline, journal, earliest: streams.earliest });
}

/** Functions that something in the template calls; CDK's own helpers are imported only if somebody asks for them. */
function calledFunctions(blueprint: Blueprint, host: LambdaHost): Set<string> {
  const definitions = blueprint.machines.map(({ definition }) => JSON.stringify(definition));
  const named = new Set([
    ...blueprint.routes.map(({ functionArn }) => functionArn),
    ...blueprint.rules.flatMap(({ targets }) => targets.map(({ Arn }) => Arn)),
    ...blueprint.schedules.map(({ target }) => target.Arn),
    ...blueprint.mappings.map(({ functionName }) => functionName),
  ]);
  const called = host.specs.filter(
    ({ arn, name }) => named.has(arn) || named.has(name) || definitions.some((text) => text.includes(`"${arn}"`)),
  );
  return new Set(called.map(({ arn }) => arn));
}

function keepReading(streams: Streams, { timeline, cleanup }: CloudDeps): void {
  timeline.beforeSettle(streams.drain);
  const looking = setInterval(streams.wake, LOOK_MS);
  looking.unref();
  cleanup.add(() => clearInterval(looking));
  streams.wake();
}
