/** The suites that run on a real table, wherever that table is: `DYNAMODB_ENDPOINT` tells `startTable` where. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe } from 'vitest';

const folder = join(import.meta.dirname, '..', '..', 'adapters', 'dynamodb');

/** Everything in the adapter's folder, so that a suite written later runs on every engine too. */
export const SUITES: readonly string[] = readdirSync(folder).filter((name) => name.endsWith('.test.ts'));

/** Registers every suite anew; once per test file, for a module is evaluated once. */
export async function runSuites(engine: string): Promise<void> {
  for (const name of SUITES) {
    await describe(`${name} on ${engine}`, async () => {
      await import(join(folder, name));
    });
  }
}
