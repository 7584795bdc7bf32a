/** The tests' table is the template's. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { expect, it, onTestFinished } from 'vitest';
import { EncryptionKey } from '../../lib/encryption-key.ts';
import { Ledger } from '../../lib/ledger.ts';
import { tableSchema } from './table-schema.ts';

it('has the keys, indexes and copies that the template declares', () => {
  const outdir = mkdtempSync(join(tmpdir(), 'dunlin-tables-'));
  onTestFinished(() => rmSync(outdir, { recursive: true }));
  const stack = new Stack(new App({ outdir }), 'Tables');
  const encryption = new EncryptionKey(stack, 'Key', { removalPolicy: RemovalPolicy.DESTROY });
  new Ledger(stack, 'Ledger', { encryption, removalPolicy: RemovalPolicy.DESTROY, deletionProtection: false });
  const [table] = Object.values(Template.fromStack(stack).findResources('AWS::DynamoDB::Table'));
  const { KeySchema, AttributeDefinitions, GlobalSecondaryIndexes } = table?.Properties ?? {};
  expect({ KeySchema, AttributeDefinitions, GlobalSecondaryIndexes }).toEqual(tableSchema);
});
