/** `node templates/make.ts`: makes the modules that messages are drawn from anew; a test tells when one is out of date. */
import { writeFileSync } from 'node:fs';
import { generated } from './generated.ts';

for (const { file, text } of await generated()) writeFileSync(file, text);
