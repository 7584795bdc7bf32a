/** Runs the pipeline as a process that a test can kill: prints its URL and lives until it is ended. */
import { createAdmin } from '../../../adapters/dynamodb/admin.ts';
import { dynamoClient } from '../../../adapters/dynamodb/client.ts';
import { createTable } from '../../../adapters/dynamodb/table.ts';
import { startPipeline } from '../../../local/pipeline.ts';
import { enrol } from '../scenario.ts';
import { storyCreditor } from './rows.ts';

const [data = '', template = '', clock = ''] = process.argv.slice(2);
const pipeline = await startPipeline({ data, template, clock });
const [tableName = ''] = pipeline.info().tables;
const client = dynamoClient();
const admin = createAdmin(client, createTable(client, tableName), tableName);
await enrol(admin, storyCreditor('seller', clock, {}), '2999-01-01T07:30:00.000Z');
process.stdout.write(`${pipeline.url}\n`);
