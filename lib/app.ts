/** Builds the whole app of one stage, for the CDK CLI, for the local pipeline and for the tests alike. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { EdgeStack } from './edge-stack.ts';
import { LedgerStack } from './ledger-stack.ts';
import { PipelineStack } from './pipeline-stack.ts';
import { safeguardsOf } from './safeguards.ts';
import { sandboxClock, stageNamed, stages } from './stages.ts';

const repository = join(import.meta.dirname, '..');

export interface AppRequest {
  /** A name out of lib/stages.ts; another one is refused with the names there are. */
  readonly stage: string;
  /** Where the cloud assembly is written; CDK's choice where none is given. */
  readonly outdir?: string;
  /** The folder with one folder per function. */
  readonly functionsRoot?: string;
  /** What the CLI takes as `-c name=value`. */
  readonly context?: Readonly<Record<string, string>>;
}

export function buildApp({
  stage: name,
  outdir,
  functionsRoot = join(repository, 'functions'),
  context: given = {},
}: AppRequest): App {
  const stage = stageNamed(name);
  // Only the CLI reads cdk.json by itself: without its feature flags another caller would get another template.
  const { context: flags } = JSON.parse(readFileSync(join(repository, 'cdk.json'), 'utf8'));
  const app = new App({
    context: { ...flags, ...given },
    analyticsReporting: false,
    ...(outdir !== undefined && { outdir }),
  });
  const asked = (name: string): unknown => app.node.tryGetContext(name) ?? undefined;
  const alarmEmail = asked('alarmEmail');
  const clock = sandboxClock(stage, asked('secondsPerDay'), asked('clockEpoch'));
  const settings = { ...stages[stage], clock, ...(typeof alarmEmail === 'string' && { alarmEmail }) };
  const safeguards = safeguardsOf(stage, asked);
  if (safeguards.edge) new EdgeStack(app, `Dunlin-${stage}-Edge`, { description: 'Dunlin: what may reach the API' });
  const base = new LedgerStack(app, `Dunlin-${stage}-Ledger`, {
    description: 'Dunlin: the data that outlives every deployment',
    settings,
  });
  new PipelineStack(app, `Dunlin-${stage}-Pipeline`, {
    description: 'Dunlin: the collections pipeline',
    stage,
    settings,
    safeguards,
    functionsRoot,
    base,
  });
  return app;
}
