/** Run by the CDK CLI: builds the stacks of the stage that `-c stage=` or DUNLIN_STAGE names, `dev` where neither does. */
import { App } from 'aws-cdk-lib';
import { buildApp } from '../lib/app.ts';

// The CLI hands over its context by environment or by file; an app that is never synthesized reads both.
const stage: unknown = new App({ autoSynth: false }).node.tryGetContext('stage');

buildApp({ stage: typeof stage === 'string' ? stage : (process.env.DUNLIN_STAGE ?? 'dev') }).synth();
