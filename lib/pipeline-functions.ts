/** All functions of the roster, bundled together and found by name. */
import { join } from 'node:path';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { bundleFunctions } from './bundle.ts';
import type { EncryptionKey } from './encryption-key.ts';
import { bundledNames, type FunctionName, functionRoster, type Trigger } from './function-roster.ts';
import { PipelineFunction } from './pipeline-function.ts';
import type { StageName, StageSettings } from './stages.ts';

export interface PipelineFunctionsProps {
  readonly functionsRoot: string;
  readonly stage: StageName;
  readonly settings: StageSettings;
  readonly encryption: EncryptionKey;
}

export class PipelineFunctions extends Construct {
  /** The folder with one folder per bundled function. */
  readonly bundles: string;
  private readonly handlers = new Map<string, LambdaFunction>();

  constructor(scope: Construct, id: string, { functionsRoot, stage, settings, encryption }: PipelineFunctionsProps) {
    super(scope, id);
    const bundles = bundleFunctions({ functionsRoot, names: bundledNames });
    this.bundles = bundles;
    for (const [name, { trigger }] of Object.entries(functionRoster)) {
      const { handler } = new PipelineFunction(this, pascalCase(name), {
        trigger,
        stage,
        encryption,
        bundle: join(bundles, name),
        clock: settings.clock,
        logRetention: settings.logRetention,
        removalPolicy: settings.removalPolicy,
        concurrency: name === 'start-due-cases' ? settings.sweepConcurrency : undefined,
      });
      this.handlers.set(name, handler);
    }
  }

  named(name: FunctionName): LambdaFunction {
    const handler = this.handlers.get(name);
    if (!handler) throw new Error(`expected a function named "${name}", found ${[...this.handlers.keys()].join(', ')}`);
    return handler;
  }

  startedBy(trigger: Trigger): readonly LambdaFunction[] {
    return Object.entries(functionRoster).flatMap(([name, entry]) => {
      const handler = entry.trigger === trigger ? this.handlers.get(name) : undefined;
      return handler ? [handler] : [];
    });
  }

  all(): ReadonlyMap<string, LambdaFunction> {
    return this.handlers;
  }
}

const pascalCase = (name: string): string =>
  name.replace(/(^|-)(\w)/g, (_, __, letter: string) => letter.toUpperCase());
