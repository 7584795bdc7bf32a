/** The samples beside the repository that nobody on this project wrote; absent on a machine that has only the repository. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import JSON5 from 'json5';

export type Sample = { readonly name: string; readonly content: unknown };

export const folderOf = (name: string): string =>
  fileURLToPath(new URL(`../../../../shared/data/${name}/`, import.meta.url));

/** All JSON and JSON5 files of one folder, by name; none where the folder is absent. */
export function samplesOf(name: string): Sample[] {
  const folder = folderOf(name);
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((file) => /\.json5?$/.test(file));
  return names.sort().map((file) => ({ name: file, content: JSON5.parse(readFileSync(`${folder}${file}`, 'utf8')) }));
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
