/** The whole pipeline on one machine: everything below plays AWS, wired from the synthesized template alone. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Cleanup, createCleanup } from './cleanup.ts';
import { type Cloud, openCloud } from './cloud.ts';
import { type ClockControl, createClockControl } from './control/clock-control.ts';
import { createControl } from './control/control.ts';
import { createFaults, type Faults } from './control/faults.ts';
import { listMessages, type Message } from './control/messages.ts';
import { BODY_LIMIT, createApiGateway } from './http/api-gateway.ts';
import { createFrontDoor, type Mount } from './http/front-door.ts';
import { listen } from './http/loopback.ts';
import type { ServiceHandles } from './http/services.ts';
import { type KeptJournal, openJournal } from './journal/journal.ts';
import type { Destinations } from './lambda/destinations.ts';
import type { Outcome } from './lambda/invocation.ts';
import { captureConsole } from './lambda/invocation-log.ts';
import { transitionsOf } from './states/history.ts';
import { readAssembly } from './template/assembly.ts';
import { type Blueprint, readBlueprint } from './template/blueprint.ts';
import { synthesize } from './template/synthesize.ts';
import { installDate, realNow } from './time/clock.ts';
import { createKeptClock } from './time/kept-clock.ts';
import { createTimeline, type Timeline } from './time/timeline.ts';

export interface PipelineOptions {
  /** 0 takes any free port. */
  readonly port?: number;
  /** A folder in which everything is kept; without it nothing outlives the process. */
  readonly data?: string;
  /** Where the clock starts, ISO 8601; a data folder that was used before wins. The real moment where nothing is said. */
  readonly clock?: string;
  /** Virtual seconds per real second; 0, the default, stands still. */
  readonly speed?: number;
  /** A cloud assembly folder (`cdk.out`) instead of the repository's own app. */
  readonly template?: string;
  /** The stage to synthesize. */
  readonly stage?: string;
  /** Asks DynamoDB for the capacity of every call, for `stats()`. */
  readonly measure?: boolean;
  /** Lines that functions log. */
  readonly log?: (functionName: string, line: string) => void;
  /** Called when everything runs and before the port opens: puts there what callers are to find. */
  readonly prepare?: (inside: Inside) => Promise<void>;
  /** Faults of the pipeline itself, which nobody else would see; to the terminal where nobody listens. */
  readonly onFault?: (label: string, error: unknown) => void;
}

/** What is there before the port is; `AWS_*` variables of this process lead to the services. */
export interface Inside {
  readonly tables: readonly string[];
  readonly services: ServiceHandles;
  readonly now: () => number;
}

export interface Stats {
  /** Calls by `service.operation`; functions as `lambda.<name>`. */
  readonly calls: Readonly<Record<string, number>>;
  readonly writeUnits: number;
  readonly readUnits: number;
  readonly executions: number;
  readonly transitions: number;
}

export interface Pipeline {
  readonly url: string;
  readonly port: number;
  readonly now: () => number;
  readonly advanceTo: (instant: string | number) => Promise<void>;
  readonly settle: () => Promise<void>;
  readonly setSpeed: (speed: number) => void;
  readonly messages: () => Message[];
  /** Calls a function of the template by name, logical id or ARN. */
  readonly invoke: (name: string, event?: unknown) => Promise<Outcome>;
  /** What lies in the queues for failures, oldest first. */
  readonly queued: Destinations['queued'];
  readonly mount: (prefix: string, handler: Mount) => void;
  readonly services: ServiceHandles;
  readonly faults: Faults;
  readonly timeline: Timeline;
  readonly blueprint: Blueprint;
  /** What `GET /_local/info` answers. */
  readonly info: () => PipelineInfo;
  readonly stats: () => Stats;
  readonly close: () => Promise<void>;
}

export interface PipelineInfo {
  readonly url: string;
  readonly tables: readonly string[];
  readonly buses: readonly string[];
  readonly buckets: readonly string[];
  readonly stateMachines: readonly string[];
  readonly functions: readonly string[];
  readonly schedules: readonly string[];
  readonly outputs: Readonly<Record<string, unknown>>;
  /** Environment variables with which any AWS SDK of another process reaches this pipeline. */
  readonly environment: Readonly<Record<string, string>>;
}

const place = { account: '000000000000', region: 'eu-west-1' };

/** Starts everything and opens the port last, when all is ready. */
export async function startPipeline(options: PipelineOptions = {}): Promise<Pipeline> {
  const assembly = await readAssembly(options.template ?? (await synthesize(options.stage ?? 'dev')));
  const blueprint = await readBlueprint(assembly, place);
  const cleanup = createCleanup();
  try {
    return await open(blueprint, options, cleanup);
  } catch (error) {
    await cleanup.run();
    throw error;
  }
}

async function open(blueprint: Blueprint, options: PipelineOptions, cleanup: Cleanup): Promise<Pipeline> {
  const { data, measure = false, log = () => undefined, onFault = reportFault } = options;
  if (data !== undefined) mkdirSync(data, { recursive: true });
  const journal = openJournal(data && join(data, 'journal.db'));
  cleanup.add(journal.close);
  const timeline = openTimeline(journal, options, cleanup);
  const clock = createClockControl(timeline, onFault);
  const faults = createFaults();
  const cloud = await openCloud({
    blueprint,
    place,
    timeline,
    journal,
    faults,
    cleanup,
    folder: data,
    measure,
    log,
    onFault,
  });
  cleanup.add(() => endWork(timeline, clock));
  const api = createApiGateway({ routes: blueprint.routes, host: cloud.host, now: timeline.now });
  const control = createControl({
    ...cloud,
    clock,
    faults,
    buckets: blueprint.buckets,
    settle: timeline.settle,
    info: () => info(),
  });
  const door = createFrontDoor(api, control);
  const tables = blueprint.tables.map(({ name }) => name);
  await options.prepare?.({ tables, services: cloud.services, now: timeline.now });
  const { port, close } = await listen({
    port: options.port ?? 0,
    handle: door.handle,
    onFault,
    bodyLimit: BODY_LIMIT,
  });
  cleanup.add(close);
  clock.setSpeed(options.speed ?? 0);
  const url = `http://127.0.0.1:${port}`;
  const info = (): PipelineInfo => describePipeline(url, blueprint, cloud);
  return {
    ...{ url, port, timeline, blueprint, faults, info },
    ...{
      now: timeline.now,
      settle: timeline.settle,
      setSpeed: clock.setSpeed,
      mount: door.mount,
      services: cloud.services,
    },
    advanceTo: (instant) => timeline.advanceTo(typeof instant === 'string' ? parseInstant(instant) : instant),
    messages: () => listMessages(cloud.services, blueprint.buckets),
    invoke: (name, event = {}) => cloud.host.invoke(name, event),
    queued: cloud.destinations.queued,
    stats: () => count(cloud, faults),
    close: cleanup.run,
  };
}

function openTimeline(
  journal: KeptJournal,
  { clock: start, onFault = reportFault }: PipelineOptions,
  cleanup: Cleanup,
): Timeline {
  const clock = createKeptClock(journal, start === undefined ? realNow() : parseInstant(start));
  cleanup.add(installDate(clock));
  cleanup.add(captureConsole());
  return createTimeline({ clock, onFault });
}

/** How long a closing pipeline waits for work in flight, in real milliseconds; what is left is in the journal. */
const PATIENCE_MS = 5000;

async function endWork(timeline: Timeline, clock: ClockControl): Promise<void> {
  clock.setSpeed(0);
  timeline.stop();
  const { promise, resolve } = Promise.withResolvers<void>();
  const patience = setTimeout(resolve, PATIENCE_MS);
  await Promise.race([timeline.idle(), promise]);
  clearTimeout(patience);
}

function describePipeline(url: string, blueprint: Blueprint, { environment, host }: Cloud): PipelineInfo {
  return {
    url,
    tables: blueprint.tables.map(({ name }) => name),
    buses: blueprint.buses,
    buckets: blueprint.buckets,
    stateMachines: blueprint.machines.map(({ arn }) => arn),
    functions: host.specs.map(({ name }) => name),
    schedules: blueprint.schedules.map(({ name }) => name),
    outputs: blueprint.outputs,
    environment,
  };
}

function count({ services, gateway }: Cloud, faults: Faults): Stats {
  const executions = services.states.executions();
  const transitions = executions.reduce((sum, row) => sum + transitionsOf(row), 0);
  return { calls: faults.calls(), ...gateway.capacity(), executions: executions.length, transitions };
}

function parseInstant(text: string): number {
  const ms = Date.parse(text);
  if (Number.isNaN(ms)) throw new Error(`expected an instant like 2026-03-01T09:00:00Z, found ${text}`);
  return ms;
}

function reportFault(label: string, error: unknown): void {
  process.stderr.write(
    `local pipeline: ${label}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
}
