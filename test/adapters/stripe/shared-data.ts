/** Stripe samples that nobody here wrote: they lie beside the repository, not in it. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(import.meta.dirname, '../../../../shared/data');

/** Where the samples are absent, tests that need them are skipped under a name that says so. */
export function samples(folder: string): { readonly absent: boolean; readonly note: string; readonly path: string } {
  const path = join(FOLDER, folder);
  const absent = !existsSync(path);
  return { absent, note: absent ? ` (skipped: ../shared/data/${folder} is absent)` : '', path };
}

export function readJson(path: string, file: string) {
  return JSON.parse(readFileSync(join(path, file), 'utf8'));
}

export function jsonFiles(path: string): string[] {
  return readdirSync(path).filter((file) => file.endsWith('.json'));
}
