/** What is made from the files of this folder: the text of each generated module, formatted as the linter wants it. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { mailParts } from './mail.ts';
import { compileFiles } from './words.ts';

const root = join(import.meta.dirname, '..');

export type Generated = { readonly file: string; readonly text: string };

function formatted(file: string, text: string): Generated {
  const path = join(root, file);
  const biome = join(root, 'node_modules', '.bin', 'biome');
  return {
    file: path,
    text: execFileSync(biome, ['format', `--stdin-file-path=${path}`], { input: text, cwd: root, encoding: 'utf8' }),
  };
}

function builtInWords(): string {
  return `/** Made by templates/make.ts from the words in that folder: change those, not this. */
import type { Tone } from '../../policy/policy.ts';
import type { Language } from '../language.ts';
import type { CompiledWords } from './tree.ts';

export const BUILT_IN: Readonly<Record<Language, Readonly<Record<Tone, CompiledWords>>>> = ${JSON.stringify(compileFiles())};
`;
}

async function mail(): Promise<string> {
  return `/** Made by templates/make.ts from mail.mjml in that folder: change that, not this. Holes are written [[name]]. */
export const MAIL = ${JSON.stringify(await mailParts())} as const;
`;
}

export async function generated(): Promise<readonly Generated[]> {
  return [formatted('core/message/words/built-in.ts', builtInWords()), formatted('core/message/mail.ts', await mail())];
}
