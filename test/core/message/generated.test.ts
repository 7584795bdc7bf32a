/** What messages are drawn from is made from the files under templates/, and is what they say now. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { generated } from '../../../templates/generated.ts';

it('the generated modules are up to date: otherwise run "node templates/make.ts"', async () => {
  for (const { file, text } of await generated()) expect(readFileSync(file, 'utf8'), file).toBe(text);
});
