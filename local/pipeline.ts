/** The whole pipeline on one machine: everything below plays AWS, wired from the synthesized template alone. */
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Cleanup, createCleanup } from './cleanup.ts';
import { openCloud } from './cloud.ts';
import { createClockControl } from './control/clock-control.ts';
import { createControl } from './control/control.ts';
import { createFaults, type Faults } from './control/faults.ts';
import { count, describePipeline, type PipelineInfo, type Stats } from './control/info.ts';
import { listMessages, type Message } from './control/messages.ts';
import { makeScratchFolder } from './dynamo/orphan.ts';
import { BODY_LIMIT, createApiGateway } from './http/api-gateway.ts';
import { freePort } from './http/free-port.ts';
import { createFrontDoor, type Mount } from './http/front-door.ts';
import { listen } from './http/loopback.ts';
import type { ServiceHandles } from './http/services.ts';
import { openJournal } from './journal/journal.ts';
import type { Destinations } from './lambda/destinations.ts';
import type { Outcome } from './lambda/invocation.ts';
import { captureConsole } from './lambda/invocation-log.ts';
import { readAssembly } from './template/assembly.ts';
import { type Blueprint, readBlueprint } from './template/blueprint.ts';
import { withOwnAddress } from './template/own-address.ts';
import { synthesize } from './template/synthesize.ts';
import { endWork, openTimeline, parseInstant } from './time/open-timeline.ts';
import type { Timeline } from './time/timeline.ts';

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

async function open(template: Blueprint, options: PipelineOptions, cleanup: Cleanup): Promise<Pipeline> {
  // Known before anything runs, for mails carry links to it.
  const asked = options.port || (await freePort());
  const url = `http://127.0.0.1:${asked}`;
  const blueprint = { ...template, functions: withOwnAddress(template.functions, url) };
  const { data, measure = false, log = () => undefined, onFault = reportFault } = options;
  const home = await openHome(data, cleanup);
  const journal = openJournal(join(home, 'journal.db'), data !== undefined);
  cleanup.add(journal.close);
  const timeline = openTimeline({ journal, start: options.clock, cleanup, onFault });
  cleanup.add(captureConsole());
  const clock = createClockControl(timeline, onFault);
  const faults = createFaults();
  const kept = { journal, home, folder: data };
  const cloud = await openCloud({ blueprint, place, timeline, faults, cleanup, measure, log, onFault, ...kept });
  cleanup.add(() => endWork(timeline));
  cleanup.add(() => clock.setSpeed(0));
  const api = createApiGateway({ routes: blueprint.routes, host: cloud.host, now: timeline.now });
  const { buckets } = blueprint;
  const control = createControl({ ...cloud, clock, faults, buckets, settle: timeline.settle, info: () => info() });
  const door = createFrontDoor(api, control);
  const tables = blueprint.tables.map(({ name }) => name);
  await options.prepare?.({ tables, services: cloud.services, now: timeline.now });
  const { port, close } = await listen({ port: asked, handle: door.handle, onFault, bodyLimit: BODY_LIMIT });
  cleanup.add(close);
  clock.setSpeed(options.speed ?? 0);
  const info = (): PipelineInfo => describePipeline(url, blueprint, cloud);
  return {
    ...{ url, port, timeline, blueprint, faults, info },
    ...{ now: timeline.now, settle: timeline.settle, setSpeed: clock.setSpeed },
    ...{ mount: door.mount, services: cloud.services, queued: cloud.destinations.queued },
    advanceTo: (instant) => timeline.advanceTo(typeof instant === 'string' ? parseInstant(instant) : instant),
    messages: () => listMessages(cloud.services, buckets),
    invoke: (name, event = {}) => cloud.host.invoke(name, event),
    stats: () => count(cloud, faults),
    close: cleanup.run,
  };
}

/** What nobody keeps lies on the disk as well: thousands of messages would fill the process's memory. */
async function openHome(data: string | undefined, cleanup: Cleanup): Promise<string> {
  if (data !== undefined) {
    await mkdir(data, { recursive: true });
    return data;
  }
  const scratch = await makeScratchFolder();
  cleanup.add(() => rm(scratch, { recursive: true, force: true }));
  return scratch;
}

function reportFault(label: string, error: unknown): void {
  process.stderr.write(
    `local pipeline: ${label}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
}
