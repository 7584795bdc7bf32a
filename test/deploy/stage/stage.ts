/** A sandbox stage, deployed to the emulator by the real CDK CLI and operated by the project's own command line. */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as z from 'zod';
import { type Instant, instantOf } from '../../../core/calendar/dates.ts';
import { stageClock } from '../../../functions/_shared/clock.ts';
import type { Emulator } from '../emulator.ts';

const run = promisify(execFile);

export const repository = join(import.meta.dirname, '..', '..', '..');
/** The shortest there is: a path of weeks passes in minutes. */
const SECONDS_PER_DAY = 10;
/** Of a command's output, in bytes; `cdk deploy` prints a line per event. */
const OUTPUT_LIMIT = 32 * 2 ** 20;

const Outputs = z.object({
  'Dunlin-dev-Ledger': z.looseObject({ TableName: z.string() }),
  'Dunlin-dev-Pipeline': z.looseObject({ ApiUrl: z.url(), StateMachineArn: z.string() }),
});

export interface Deployed {
  /** Of the API, as it is reached on this machine. */
  readonly url: string;
  readonly tableName: string;
  readonly stateMachineArn: string;
  /** The stacks that the CLI says it deployed. */
  readonly stacks: readonly string[];
}

export interface Stage {
  readonly bootstrap: () => Promise<void>;
  /** Deploys every stack of the project in the folder, which is this repository or a changed copy of it. */
  readonly deploy: (folder: string) => Promise<Deployed>;
  /** `npm run dunlin -- …` in the folder; answers what it printed for other programs. */
  readonly operator: (folder: string, deployed: Deployed, args: readonly string[]) => Promise<string>;
  /** The stage's own time, which runs faster than ours. */
  readonly now: () => Instant;
}

/** `scratch` takes the cloud assemblies; the stage's time starts now. */
export function createStage({ account, region, endpoint, env }: Emulator, scratch: string): Stage {
  const epoch = instantOf(Date.now());
  const context = ['stage=dev', `secondsPerDay=${SECONDS_PER_DAY}`, `clockEpoch=${epoch}`];
  const cdk = async (folder: string, args: readonly string[]): Promise<void> => {
    const all = [...args, ...context.flatMap((pair) => ['-c', pair]), '--output', join(scratch, 'assembly')];
    // Nothing is asked of, or told to, anybody outside this machine.
    await command('cdk', [...all, '--no-notices'], { cwd: folder, env: { ...env, CDK_DISABLE_CLI_TELEMETRY: 'true' } });
  };
  return {
    bootstrap: () => cdk(repository, ['bootstrap', `aws://${account}/${region}`]),
    async deploy(folder) {
      const file = join(scratch, 'outputs.json');
      await cdk(folder, ['deploy', '--all', '--require-approval', 'never', '--outputs-file', file]);
      return readOutputs(await readFile(file, 'utf8'), endpoint);
    },
    async operator(folder, { tableName }, args) {
      const where = ['--stage', 'dev', '--table', tableName];
      const { stdout } = await command('npm', ['run', '--silent', 'dunlin', '--', ...args, ...where], {
        cwd: folder,
        env: { ...env },
      });
      return stdout.trim();
    },
    now: stageClock({ SECONDS_PER_DAY: String(SECONDS_PER_DAY), CLOCK_EPOCH: epoch }).now,
  };
}

/** On this machine the API's host name leads nowhere: the emulator takes the same request below a path of its own. */
function readOutputs(text: string, endpoint: string): Deployed {
  const outputs = Outputs.parse(JSON.parse(text));
  const { ApiUrl, StateMachineArn: stateMachineArn } = outputs['Dunlin-dev-Pipeline'];
  const [apiId] = new URL(ApiUrl).host.split('.');
  return {
    url: `${endpoint}/_aws/execute-api/${apiId}/$default`,
    tableName: outputs['Dunlin-dev-Ledger'].TableName,
    stateMachineArn,
    stacks: Object.keys(outputs),
  };
}

async function command(
  file: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly env: Record<string, string> },
): Promise<{ readonly stdout: string }> {
  try {
    return await run(file, args, { ...options, maxBuffer: OUTPUT_LIMIT });
  } catch (error) {
    const said = z.object({ stdout: z.string(), stderr: z.string() }).safeParse(error);
    const words = said.success ? `${said.data.stdout}${said.data.stderr}`.slice(-3000) : String(error);
    throw new Error(`expected "${[file, ...args].join(' ')}" to succeed, found:\n${words}`, { cause: error });
  }
}
