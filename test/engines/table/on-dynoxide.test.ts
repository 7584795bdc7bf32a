/** The adapter's contract suites on dynoxide: the same ones, in the same run, as on DynamoDB Local. */
import { runSuites } from './suites.ts';

delete process.env.DYNAMODB_ENDPOINT;

await runSuites('dynoxide');
