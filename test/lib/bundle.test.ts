/** Bundles: which functions there are, how large they may be, and when they are built anew. */
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { bundleFunctions } from '../../lib/bundle.ts';
import { bundledNames } from '../../lib/function-roster.ts';

const functionsRoot = join(import.meta.dirname, '../../functions');

describe('the functions of the repository', () => {
  const names = bundledNames;

  it('are exactly those that are bundled', () => {
    const folders = readdirSync(functionsRoot, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    const found = folders.map(({ name }) => name).filter((name) => !name.startsWith('_'));
    expect(found.sort()).toEqual([...names].sort());
  });

  // The sender of reminders carries the words in every language, the parts of the mail and all public holidays.
  it.each([
    ['evaluate-escalation', 450],
    ['send-reminder', 500],
    ['open-task', 450],
    ['ask-a-person', 450],
  ])('%s has at most %i KiB', (name, most) => {
    const bundles = bundleFunctions({ functionsRoot, names });
    expect(statSync(join(bundles, name, 'index.mjs')).size / 1024).toBeLessThanOrEqual(most);
  });
});

describe('a bundle', () => {
  function functionOf(code: string) {
    const folder = mkdtempSync(join(tmpdir(), 'dunlin-bundle-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const root = join(folder, 'functions');
    const write = (file: string, text: string) => writeFileSync(join(root, 'greet', file), text);
    mkdirSync(join(root, 'greet'), { recursive: true });
    write('index.ts', code);
    const bundle = () => join(bundleFunctions({ functionsRoot: root, names: ['greet'] }), 'greet', 'index.mjs');
    return { bundle, write };
  }

  it('is kept while no source changes, and built anew when an imported one does', async () => {
    const { bundle, write } = functionOf("export { handler } from './handler.ts';");
    write('handler.ts', "export const handler = () => 'good morning';");
    const long = new Date('2020-01-01T00:00:00Z');
    utimesSync(bundle(), long, long);
    expect(statSync(bundle()).mtime).toEqual(long);
    write('handler.ts', "export const handler = () => 'good evening';");
    const { handler } = await import(bundle());
    expect(handler()).toBe('good evening');
  });

  it('runs CommonJS packages that call for a module of Node', async () => {
    const { bundle, write } = functionOf("import os from './old.cjs';\nexport const handler = () => os.platform();");
    write('old.cjs', "module.exports = require('node:os');");
    const { handler } = await import(bundle());
    expect(handler()).toBe(process.platform);
  });

  it('holds the makers of JSON Schema only where it makes one', async () => {
    const zod = join(import.meta.dirname, '../../node_modules/zod/index.js');
    const { bundle, write } = functionOf(
      `import * as z from '${zod}';\nexport const handler = () => z.parse(z.string(), 'hi');`,
    );
    expect(readFileSync(bundle(), 'utf8')).not.toContain('json-schema.org');
    write(
      'index.ts',
      `import * as z from '${zod}';\nexport const handler = () => z.toJSONSchema(z.object({ at: z.string().min(2) }));`,
    );
    const { handler } = await import(bundle());
    expect(handler()).toMatchObject({ type: 'object', properties: { at: { type: 'string', minLength: 2 } } });
  });

  it('of a function that is not there says where it was expected', () => {
    expect(() => bundleFunctions({ functionsRoot: '/nowhere', names: ['greet'] })).toThrow(
      'expected the function "greet" at /nowhere/greet/index.ts, found no such file',
    );
  });
});
