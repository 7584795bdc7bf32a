/** What the pipeline tells about itself: where everything is, and how much was done. */
import type { Cloud } from '../cloud.ts';
import { transitionsOf } from '../states/history.ts';
import type { Blueprint } from '../template/blueprint.ts';
import type { Faults } from './faults.ts';

export interface Stats {
  /** Calls by `service.operation`; functions as `lambda.<name>`. */
  readonly calls: Readonly<Record<string, number>>;
  readonly writeUnits: number;
  readonly readUnits: number;
  readonly executions: number;
  readonly transitions: number;
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

export function describePipeline(url: string, blueprint: Blueprint, { environment, host }: Cloud): PipelineInfo {
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

export function count({ services, gateway }: Cloud, faults: Faults): Stats {
  const executions = services.states.executions();
  const transitions = executions.reduce((sum, row) => sum + transitionsOf(row), 0);
  return { calls: faults.calls(), ...gateway.capacity(), executions: executions.length, transitions };
}
