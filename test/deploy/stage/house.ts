/** All that the story drives: the emulator, the stage on it, and the eyes that watch both. */
import { mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateEmailIdentityCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { createLedger } from '../../../adapters/dynamodb/ledger.ts';
import { createTable } from '../../../adapters/dynamodb/table.ts';
import type { Invoice } from '../../../core/case/invoice.ts';
import { createCleanup } from '../../../local/cleanup.ts';
import { type Emulator, startEmulator } from '../emulator.ts';
import { type Executions, watchExecutions } from './executions.ts';
import { type Mail, mailsAt, openTextEndpoint, type TextEndpoint } from './inbox.ts';
import { makeSecondVersion } from './second-version.ts';
import type { Seen } from './seen.ts';
import { createStage, type Deployed, repository, type Stage } from './stage.ts';

export interface House {
  readonly seen: Seen;
  readonly emulator: Emulator;
  readonly stage: Stage;
  /** Where files are kept until the house is closed. */
  readonly scratch: string;
  /** The folder of the project's next version, which is not deployed yet. */
  readonly secondVersion: string;
  readonly deployed: Deployed;
  readonly executions: Executions;
  readonly texts: TextEndpoint;
  readonly mails: () => Promise<readonly Mail[]>;
  readonly caseIdOf: (creditorId: string, invoiceId: string) => string;
  /** The stored row itself, for what the API does not tell: run and token. */
  readonly row: (creditorId: string, invoiceId: string) => Promise<Invoice>;
  /** As the operator does at SES before the first message: https://docs.aws.amazon.com/ses/latest/dg/creating-identities.html */
  readonly verifySender: (domain: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Starts the emulator, bootstraps it and deploys the stage; whatever fails, nothing stays behind. */
export async function openHouse(seen: Seen): Promise<House> {
  const cleanup = createCleanup();
  try {
    const texts = await openTextEndpoint();
    cleanup.add(texts.close);
    const emulator = await startEmulator({ functionEnv: { AWS_ENDPOINT_URL_PINPOINT_SMS_VOICE_V2: texts.url } });
    cleanup.add(emulator.stop);
    const scratch = await mkdtemp(join(emulator.folder, 'scratch-'));
    const secondVersion = join(scratch, 'second-version');
    await makeSecondVersion(secondVersion);
    const stage = createStage(emulator, scratch);
    const deployed = await firstDeployment(seen, stage);
    const eyes = openEyes(emulator, deployed);
    cleanup.add(eyes.close);
    return { seen, emulator, stage, scratch, secondVersion, deployed, texts, ...eyes, close: cleanup.run };
  } catch (error) {
    await cleanup.run();
    throw error;
  }
}

async function firstDeployment(seen: Seen, stage: Stage): Promise<Deployed> {
  const bootstrap = async () => stage.bootstrap().then(() => 'done');
  await seen.line({ what: 'cdk bootstrap', expected: 'done', seen: bootstrap });
  const deployments: Deployed[] = [];
  await seen.line({
    what: 'cdk deploy --all',
    expected: 'Dunlin-dev-Ledger, Dunlin-dev-Pipeline',
    seen: async () => {
      const deployed = await stage.deploy(repository);
      deployments.push(deployed);
      return deployed.stacks.join(', ');
    },
  });
  const [deployed] = deployments;
  if (!deployed) throw new Error('expected a deployment, found none');
  return deployed;
}

function openEyes(emulator: Emulator, { tableName, stateMachineArn }: Deployed) {
  const { endpoint, region, env } = emulator;
  const credentials = { accessKeyId: env.AWS_ACCESS_KEY_ID ?? '', secretAccessKey: env.AWS_SECRET_ACCESS_KEY ?? '' };
  const dynamo = new DynamoDBClient({ endpoint, region, credentials });
  const ses = new SESv2Client({ endpoint, region, credentials });
  const executions = watchExecutions(emulator, stateMachineArn);
  const ledger = createLedger(createTable(dynamo, tableName), tableName);
  return {
    executions,
    mails: () => mailsAt(endpoint),
    caseIdOf: ledger.caseIdOf,
    async row(creditorId: string, invoiceId: string): Promise<Invoice> {
      const invoice = await ledger.invoice(creditorId, invoiceId);
      if (!invoice) throw new Error(`expected the invoice ${invoiceId}, found none`);
      return invoice;
    },
    async verifySender(domain: string): Promise<void> {
      await ses.send(new CreateEmailIdentityCommand({ EmailIdentity: domain }));
    },
    close(): void {
      executions.close();
      dynamo.destroy();
      ses.destroy();
    },
  };
}

/** A file for a command to read. */
export async function keptAs({ scratch }: House, name: string, content: unknown): Promise<string> {
  const path = join(scratch, name);
  await writeFile(path, JSON.stringify(content));
  return path;
}
