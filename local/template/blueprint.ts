/** The blueprint: everything the local pipeline plays, read from the template and from nowhere else. */
import type { Place } from '../wire.ts';
import type { Assembly } from './assembly.ts';
import { type FunctionSpec, readFunctions } from './functions.ts';
import { type MachineSpec, readMachines } from './machines.ts';
import { type EventDestinationSpec, readBuckets, readConfigurationSets, readEventDestinations } from './mail.ts';
import { type MappingSpec, readMappings } from './mappings.ts';
import { collectResources, type Resources } from './resources.ts';
import { type RouteSpec, readRoutes } from './routes.ts';
import { type RuleSpec, readBuses, readRules, readSchedules, type ScheduleSpec } from './rules.ts';
import { readTables, type TableSpec } from './tables.ts';

export interface Blueprint {
  readonly functions: readonly FunctionSpec[];
  readonly routes: readonly RouteSpec[];
  readonly tables: readonly TableSpec[];
  readonly mappings: readonly MappingSpec[];
  readonly buses: readonly string[];
  readonly rules: readonly RuleSpec[];
  readonly schedules: readonly ScheduleSpec[];
  readonly machines: readonly MachineSpec[];
  readonly buckets: readonly string[];
  readonly configurationSets: readonly string[];
  readonly eventDestinations: readonly EventDestinationSpec[];
  /** The stacks' outputs, resolved, by name: what a person would read after a deployment. */
  readonly outputs: Readonly<Record<string, unknown>>;
}

export async function readBlueprint(assembly: Assembly, place: Place): Promise<Blueprint> {
  const resources: Resources = collectResources(assembly, place);
  return {
    functions: readFunctions(resources, assembly),
    routes: readRoutes(resources),
    tables: readTables(resources),
    mappings: readMappings(resources),
    buses: readBuses(resources),
    rules: readRules(resources),
    schedules: readSchedules(resources),
    machines: await readMachines(resources, assembly),
    buckets: readBuckets(resources),
    configurationSets: readConfigurationSets(resources),
    eventDestinations: readEventDestinations(resources),
    outputs: resources.outputs,
  };
}
